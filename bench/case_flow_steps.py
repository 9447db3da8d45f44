"""The steps of the procedure in viewflow's words; importable only once Django has its settings."""

from __future__ import annotations

from typing import Any

from viewflow import this
from viewflow.workflow import flow


class CaseFlow(flow.Flow):  # type: ignore[misc]
    """Received, accepted, reviewed, approved, delivered."""

    received = flow.StartHandle(this.note).Next(this.accepted)
    accepted = flow.Handle(this.note).Next(this.reviewed)
    reviewed = flow.Handle(this.note).Next(this.approved)
    approved = flow.Handle(this.note).Next(this.delivered)
    delivered = flow.Handle(this.note).Next(this.end)
    end = flow.End()

    def note(self, activation: Any) -> Any:
        """Nothing but the step itself."""
        return activation.process
