"""What each number of a text is about, and the indicator that its subject names."""

from __future__ import annotations

from zonebook.core.bulletin import subjects, tables
from zonebook.core.bulletin.aims import Around
from zonebook.core.bulletin.claims import Cell, Claim
from zonebook.core.bulletin.timing import Timing


class Topics(Timing):
    """Carries the subject from clause to clause of one text."""

    norm: str
    names: subjects.Names
    topic: str  # the last subject of the sentence that names something

    def subject(self, at: int, a: Around, cell: Cell | None, last: Claim | None) -> str:
        """What the number is about; a clause of growth only goes on about what came before."""
        if cell is not None:
            head = tables.HEAD_UNIT.sub("", cell.head)
            return subjects.bare(head)
        pre = a.pre
        if last is None:
            self.topic = ""
        own, changes = pre, subjects.OF_CHANGE.search(pre) is not None
        if last is not None:
            if changes and subjects.GROWTH_ONLY.match(subjects.without_lead(pre.strip())):
                return last.subject
            inside = last.to - (at - len(pre))
            own = pre[inside:] if inside > 0 else pre
        own = subjects.bare(subjects.CHANGE.sub("", own) if changes else own)
        if not own and (told := self.names.pattern.match(a.post)):
            return told[0]
        if not own:
            if not pre or pre.isspace():
                return self.in_brackets(at)
            return own if last is None else self.topic or last.subject
        if own and not subjects.FLOW_ONLY.match(own):
            self.topic = own
        return own

    def in_brackets(self, at: int) -> str:
        """The name in brackets right before a number: 地区生产总值（GDP）352.3亿元."""
        opened = self.norm.rfind("（", max(0, at - 16), at)
        name = self.norm[opened + 1 : at - 1] if opened >= 0 and self.norm[at - 1] == "）" else ""
        return name if name in self.names.level else ""

    def indicator(self, subject: str, kind: str) -> str | None:
        """The id of the indicator that the subject names, of its growth or its share."""
        level = subjects.named(subject, self.names)
        if level is None:
            return None
        if kind in ("yoy_growth", "growth_other"):
            return self.names.growth.get(level)
        if kind == "share":
            return self.names.rate.get(level)
        return level if kind in ("level", "new_in_period", "target", "threshold") else None
