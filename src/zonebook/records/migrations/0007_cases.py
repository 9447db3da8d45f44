import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from zonebook.records.triggers import protect


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0006_investors_without_year_and_progress'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApprovalCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_why', models.TextField(default='')),
                ('extra', models.JSONField(default=dict)),
                ('code', models.CharField(default='', max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('procedure', models.CharField(max_length=60)),
                ('item', models.CharField(max_length=60)),
                ('applicant', models.CharField(default='', max_length=200)),
                ('window', models.CharField(default='', max_length=80)),
                ('officer', models.CharField(db_index=True, default='', max_length=60)),
                ('entity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='records.entity')),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='records.project')),
            ],
            options={
                'db_table': 'approval_case',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True)),
                ('void_why', models.TextField(default='')),
                ('extra', models.JSONField(default=dict)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('kind', models.CharField(max_length=40)),
                ('note', models.TextField(default='')),
                ('place', models.PositiveIntegerField()),
                ('item', models.CharField(max_length=60)),
                ('occurred_on', models.DateField()),
                ('occurred_at', models.DateTimeField(null=True)),
                ('actor', models.CharField(default='', max_length=60)),
                ('paper', models.CharField(default='', max_length=80)),
                ('args', models.JSONField(default=dict)),
                ('before', models.CharField(default='', max_length=64)),
                ('sha', models.CharField(max_length=64)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.batch')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='records.approvalcase')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.document')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voids', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='voided_by', to='records.caseevent')),
            ],
            options={
                'db_table': 'case_event',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('case', 'place'), name='one_event_a_place_of_a_case')],
            },
        ),
        protect("case_event"),
    ]
