from django.db import migrations

from zonebook.records.triggers import protect


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [
        protect(
            "audit",
            "batch",
            "carrier_event",
            "case_event",
            "certificate_event",
            "fund_payment",
            "partner_event",
            "platform_event",
            "product_event",
            "project_event",
            "release",
            "release_approval",
            "release_figure",
            "release_file",
            "request_event",
            "statement",
            "task_event",
        )
    ]
