from django.db import migrations

from zonebook.records.triggers import protect


class Migration(migrations.Migration):
    dependencies = [("records", "0003_whole_book")]
    operations = [
        protect(
            "carrier_event",
            "fund_payment",
            "partner_event",
            "platform_event",
            "product_event",
            "request_event",
            "task_event",
        )
    ]
