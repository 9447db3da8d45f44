from django.db import migrations

from zonebook.records.triggers import protect


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [protect("statement", "certificate_event", "project_event", "audit", "batch")]
