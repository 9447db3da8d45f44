"""重点产品: products on their way to approval, stage by stage, each with its evidence."""

from django.db import models

from zonebook.records.models.base import DayField, Event, Kept, Register


class Product(Register):
    """A product of a cluster, such as a vaccine; how far it has come is its log."""

    name = models.CharField(max_length=200)
    entity = models.ForeignKey("records.Entity", models.PROTECT, null=True, related_name="products")
    cluster = models.ForeignKey(
        "records.Cluster", models.PROTECT, null=True, related_name="products"
    )
    kind = models.CharField(max_length=20)

    kept = Kept("CP", "clusters", natural_key=("name",))

    class Meta(Register.Meta):
        db_table = "product"

    def __str__(self) -> str:
        return self.name


class ProductEvent(Event):
    """A stage reached, or (`expected`) one that somebody hopes for: never a fact."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="events")
    occurred_on = DayField()
    expected = models.BooleanField(default=False)

    kept = Kept("CJ", "clusters")

    class Meta(Event.Meta):
        db_table = "product_event"
