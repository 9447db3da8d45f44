"""申请: one project's way through a procedure; its items are cases, and what it may build on."""

from django.db import models
from django.db.models import F, Q

from zonebook.records.models.base import Kept, Register

LAW = "国务院办公厅关于全面开展工程建设项目审批制度改革的实施意见（国办发〔2019〕11号）"


class Application(Register):
    """An application for a whole procedure; `answers` of its questionnaire decide the items.

    `parcel` is the boundary of its land as pairs of whole metres: x,y x,y x,y.
    """

    title = models.CharField(max_length=200)
    procedure = models.CharField(max_length=60)
    project = models.ForeignKey(
        "records.Project", models.PROTECT, null=True, related_name="applications"
    )
    entity = models.ForeignKey(
        "records.Entity", models.PROTECT, null=True, related_name="applications"
    )
    applicant = models.CharField(max_length=200, default="")
    filed_on = models.DateField()
    answers = models.JSONField(default=dict)
    parcel = models.TextField(default="")
    window = models.CharField(max_length=80, default="")
    officer = models.CharField(max_length=60, default="")

    kept = Kept("SL", "approvals", law=LAW)

    class Meta(Register.Meta):
        db_table = "application"

    def __str__(self) -> str:
        return self.title


class AreaAssessment(Register):
    """区域评估: a finished assessment of an area, its boundary in whole metres, valid until `valid_to`."""

    area = models.CharField(max_length=120)
    topic = models.CharField(max_length=40)
    boundary = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    conditions = models.TextField(default="")
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("QP", "approvals", natural_key=("area", "topic", "valid_from"), law=LAW)

    class Meta(Register.Meta):
        db_table = "area_assessment"
        constraints = [
            models.CheckConstraint(
                name="assessment_ends_after_it_begins", condition=Q(valid_to__gt=F("valid_from"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.topic}"


class CreditRecord(Register):
    """信用记录: an entry against an entity; while it is not repaired, no gap and no commitment."""

    entity = models.ForeignKey("records.Entity", models.PROTECT, related_name="credit_records")
    matter = models.CharField(max_length=300)
    recorded_on = models.DateField()
    repaired_on = models.DateField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("XY", "approvals", natural_key=("entity", "matter", "recorded_on"))

    class Meta(Register.Meta):
        db_table = "credit_record"

    def __str__(self) -> str:
        return self.matter


class Invitation(Register):
    """邀请单: a slip whose code lets an applicant in, to one application or to all of an entity.

    Only the digest of the code is kept; `person` is who the applicant is on our pages.
    """

    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="invitations"
    )
    case = models.ForeignKey(
        "records.ApprovalCase", models.PROTECT, null=True, related_name="invitations"
    )
    entity = models.ForeignKey(
        "records.Entity", models.PROTECT, null=True, related_name="invitations"
    )
    person = models.ForeignKey("records.Person", models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    from_on = models.DateField()
    to_on = models.DateField()

    kept = Kept("YQ", "approvals")

    class Meta(Register.Meta):
        db_table = "invitation"
        constraints = [
            models.CheckConstraint(
                name="invitation_ends_after_it_begins", condition=Q(to_on__gt=F("from_on"))
            )
        ]
