import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_api_token'),
    ]

    operations = [
        migrations.AddField(
            model_name='filing',
            name='reviewed_on',
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name='CultivationPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_why', models.TextField(default='')),
                ('extra', models.JSONField(default=dict)),
                ('target', models.CharField(max_length=40)),
                ('next_step', models.CharField(default='', max_length=300)),
                ('helper', models.CharField(default='', max_length=60)),
                ('due_on', models.DateField(null=True)),
                ('state', models.CharField(default='open', max_length=20)),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cultivation_plans', to='records.entity')),
            ],
            options={
                'db_table': 'cultivation_plan',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
    ]
