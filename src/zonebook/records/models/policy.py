"""政策: policies that the zone applies, and their clauses."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Policy(Register):
    """A policy document in force for a time; `is_example` marks one written for demonstration."""

    title = models.CharField(max_length=300)
    short_name = models.CharField(max_length=80, default="")
    level = models.CharField(max_length=20)
    theme = models.CharField(max_length=20, default="")
    issuer = models.CharField(max_length=200, default="")
    from_on = DayField(null=True)
    to_on = DayField(null=True)
    is_example = models.BooleanField(default=False)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("ZC", "policies", natural_key=("title",), law="优化营商环境条例（国务院令第722号）")

    class Meta(Register.Meta):
        db_table = "policy"

    def __str__(self) -> str:
        return self.title


class PolicyClause(Register):
    """One measure of a policy; `rule` names the family of rules that judges it, if there is one."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="clauses")
    clause_no = models.SmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(default="")
    for_whom = models.CharField(max_length=200, default="")
    benefit = models.CharField(max_length=80, default="")
    most_fen = models.BigIntegerField(null=True)
    rule = models.CharField(max_length=60, default="")
    office = models.CharField(max_length=80, default="")

    kept = Kept("TK", "policies", natural_key=("policy", "clause_no"))

    class Meta(Register.Meta):
        db_table = "policy_clause"
