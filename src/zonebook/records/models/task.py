"""督办任务: what a meeting or document orders, who leads, until when, how far it is."""

from django.db import models

from zonebook.records.models.base import DayField, Event, Kept, Register


class Task(Register):
    """An ordered task; it is struck off when it was resolved and confirmed."""

    title = models.CharField(max_length=300)
    source = models.CharField(max_length=200, default="")
    lead = models.CharField(max_length=80, default="")
    partners = models.CharField(max_length=200, default="")
    assigned_on = DayField(null=True)
    due_on = models.DateField(null=True)
    progress = models.TextField(default="")
    percent = models.SmallIntegerField(null=True)
    struck_off_on = DayField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("RW", "bulletin", natural_key=("title", "source"))

    class Meta(Register.Meta):
        db_table = "task"

    def __str__(self) -> str:
        return self.title


class TaskEvent(Event):
    """Progress reported, a delay asked for, completion claimed."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="events")
    occurred_on = DayField()

    kept = Kept("RB", "bulletin")

    class Meta(Event.Meta):
        db_table = "task_event"
