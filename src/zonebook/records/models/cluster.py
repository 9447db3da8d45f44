"""产业集群: clusters and the enterprises that belong to them."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Cluster(Register):
    """An industrial cluster or chain of the zone."""

    name = models.CharField(max_length=200)
    level = models.CharField(max_length=20, default="")
    industry = models.CharField(max_length=8, default="")
    recognised_on = DayField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("JQ", "clusters", natural_key=("name",))

    class Meta(Register.Meta):
        db_table = "cluster"

    def __str__(self) -> str:
        return self.name


class ClusterMembership(Register):
    """An enterprise's time in a cluster and the part that it plays."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="memberships")
    entity = models.ForeignKey("records.Entity", models.PROTECT, related_name="clusters")
    role = models.CharField(max_length=20, default="")
    from_on = DayField(null=True)
    to_on = DayField(null=True)

    kept = Kept("JC", "clusters", natural_key=("cluster", "entity"))

    class Meta(Register.Meta):
        db_table = "cluster_membership"
