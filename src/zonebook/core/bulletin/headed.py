"""Times that stand above a number: in the head of its column, the line or the heading before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from zonebook.core.bulletin.claims import Cell, Moment
from zonebook.core.bulletin.dues import Dues
from zonebook.core.bulletin.moments import moment
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.plans import AHEAD_TITLE, AIMS, ORDERED


class Headed(Dues):
    """Reads the times that headings set for what stands below them."""

    headed: list[Moment | None]  # the times that the headings of a post set
    heading_ends: list[int]

    def in_column_of(self, cell: Cell, kind: str) -> str | None:
        """The period of a cell: the months that its column is headed by, else the report's."""
        calendar = self.calendar
        if kind == "target" and calendar.year is not None:
            return f"{calendar.year}"
        found = moment(cell.head, 0) if cell.head[:1].isdigit() else None
        if found is not None and found.shape == "period" and found.to >= len(cell.head) - 2:
            return calendar.resolve(found, cell.head, kind) or calendar.text
        return calendar.text

    def standing_aim(self, n: Number) -> str | None:
        """The time to come that the opening of the paragraph sets for its aims."""
        line = self.line
        i = bisect_left(self.moment_starts, line)
        if i >= len(self.moments) or self.moments[i].at - line > 12 or self.moments[i].at > n.at:
            return None
        found = self.moments[i]
        if found.shape != "period" or found.day or not self.is_ahead(found, n.at):
            return None
        if "。" in self.norm[line : found.at]:
            return None
        return self.resolve(found, "target", n.at)

    def headed_aim(self, n: Number) -> str | None:
        """The time to come that a heading above sets for the aims below it: 二季度小目标."""
        end = self.norm.rfind("\n", 0, n.at)
        for _ in range(8):
            begin = self.norm.rfind("\n", 0, end) + 1 if end > 0 else 0
            line = self.norm[begin:end].strip()
            if begin == 0 or not line or (len(line) > 24 and ORDERED.match(line) is None):
                return None
            i = bisect_left(self.moment_starts, begin)
            here = i < len(self.moments) and self.moments[i].at < end
            if here and (AIMS.search(line) or AHEAD_TITLE.match(line) or "怎么干" in line):
                found = self.moments[i]
                ahead = found.shape in ("period", "year_end") and self.is_ahead(found, n.at)
                if found.shape == "year" and found.relative == 0 and self.calendar.year is not None:
                    return f"{self.now or self.calendar.year}"  # 今年小目标
                return self.resolve(found, "target", n.at) if ahead else None
            end = begin - 1
        return None

    def headed_time(self, n: Number, kind: str) -> str | None:
        """The time that the last heading of a post sets: ▶ 今年以来."""
        i = bisect_right(self.heading_ends, n.at) - 1
        found = self.headed[i] if i >= 0 else None
        if found is None or self.calendar.period is None or self.is_ahead(found, n.at):
            return None
        if found.relative == 0 and self.norm.startswith("以来", found.to):
            return str(self.calendar.period.to_date()) if kind != "level" else None
        return self.resolve(found, kind, n.at)
