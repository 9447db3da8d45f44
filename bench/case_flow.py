"""A procedure of five steps in viewflow, every one done by a program, as its tasks keep it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django
from django.conf import settings


def started(database: dict[str, Any]) -> Callable[[int], None]:
    """viewflow on a new database: what takes one case from its start to its end."""
    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "viewflow",
            "viewflow.workflow",
            "bench",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bench.case_flow_steps import CaseFlow

    later = [getattr(CaseFlow, name) for name in ("accepted", "reviewed", "approved", "delivered")]

    def work(number: int) -> None:
        process = CaseFlow.received.run()
        for step in later:
            step.run(process.task_set.get(flow_task=step, finished=None))

    return work
