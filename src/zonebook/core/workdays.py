"""Working days: what the State Council's yearly notices make of each day, as prefix sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

from zonebook.core.catalog import Catalog, Located, refusal
from zonebook.core.values import Reason, Ref

WEEKDAYS = (
    {"zh": "星期一", "en": "Monday"},
    {"zh": "星期二", "en": "Tuesday"},
    {"zh": "星期三", "en": "Wednesday"},
    {"zh": "星期四", "en": "Thursday"},
    {"zh": "星期五", "en": "Friday"},
    {"zh": "星期六", "en": "Saturday"},
    {"zh": "星期日", "en": "Sunday"},
)
DayKind = Literal["holiday", "make_up", "closure"]


class NotPublished(LookupError):
    """A count runs through a year whose holiday notice is not known: the answer is "unknown"."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"calendar of {year} not published")

    @property
    def reason(self) -> Reason:
        """The same as a sentence."""
        return Reason("clock.not_published", {"year": str(self.year)})


@dataclass(frozen=True)
class Notice:
    """The document that a day off or a make-up day rests on."""

    doc_no: str
    title: str
    issued_on: date | None = None
    verified: str = "memory"


@dataclass(frozen=True)
class Special:
    """A day that is not what its weekday says, and the document that makes it so."""

    kind: DayKind
    name: Mapping[str, str]
    notice: Notice
    where: Ref

    @property
    def is_working(self) -> bool:
        """Make-up days are worked; holidays and closures are not."""
        return self.kind == "make_up"


@dataclass(frozen=True)
class Closure:
    """The days in a row on which a zone's offices are closed by one document."""

    first: date
    last: date
    name: Mapping[str, str]
    notice: Notice


@dataclass(frozen=True, eq=False)
class Calendar:
    """All days from `first` to `last`, both included; `special` are the ones a document moved.

    Days are counted as indexes from `first`: `before[i]` working days lie among the first `i`
    days and `working[k]` is the index of the k-th working day, so that adding working days is
    one look-up in each list.
    """

    first: date
    last: date
    special: Mapping[date, Special] = field(default_factory=dict)
    editions: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def before(self) -> list[int]:
        """before[i] = working days among the first i days."""
        sums, total = [0], 0
        for flag in self.flags:
            total += flag
            sums.append(total)
        return sums

    @cached_property
    def working(self) -> list[int]:
        """working[k] = index of the k-th working day."""
        return [index for index, flag in enumerate(self.flags) if flag]

    @cached_property
    def flags(self) -> bytearray:
        """One byte a day: 1 worked, 0 not."""
        days = (self.last - self.first).days + 1
        monday = self.first.weekday()
        week = bytes(int((monday + shift) % 7 < 5) for shift in range(7))
        flags = bytearray((week * (days // 7 + 1))[:days])
        for day, special in self.special.items():
            if self.first <= day <= self.last:
                flags[(day - self.first).days] = special.is_working
        return flags

    def index(self, day: date) -> int:
        """The day's index; NotPublished outside the known years."""
        if not self.first <= day <= self.last:
            raise NotPublished(day.year)
        return (day - self.first).days

    def day(self, index: int) -> date:
        """The day with this index."""
        return self.first + timedelta(index)

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day; NotPublished outside the known years."""
        return bool(self.flags[self.index(day)])

    def count(self, after: date, through: date) -> int:
        """Working days after the one day, up to and including the other."""
        if through <= after:
            return 0
        first = self.index(after + timedelta(1))
        return self.before[self.index(through) + 1] - self.before[first]

    def add(self, day: date, working_days: int) -> date:
        """The n-th working day after `day`, which is not itself counted; `day` where n is 0.

        NotPublished where the count leaves the known years.
        """
        if working_days == 0:
            return day
        place = self.before[self.start_index(day) + 1] + working_days - 1
        if place >= len(self.working):
            raise NotPublished(self.last.year + 1)
        return self.day(self.working[place])

    def start_index(self, day: date) -> int:
        """Index of a day after which counting starts; the day before `first` is -1."""
        index = (day - self.first).days
        if -1 <= index <= len(self.flags) - 1:
            return index
        outside = day if day == date.max else day + timedelta(1)
        raise NotPublished(outside.year)

    def why(self, day: date) -> Reason:
        """What makes the day worked or not: its weekday, a holiday, a make-up day, a closure."""
        special, weekday = self.special.get(day), WEEKDAYS[day.weekday()]
        if special is None:
            key = "clock.day.workday" if day.weekday() < 5 else "clock.day.weekend"
            return Reason(key, {"weekday": weekday})
        refs = (special.where, Ref("document", special.notice.doc_no))
        args = {"weekday": weekday, "name": special.name, "doc_no": special.notice.doc_no}
        return Reason(f"clock.day.{special.kind}", args, refs)

    def closures(self) -> list[Closure]:
        """The zone's own closed days in their order, with the document of each."""
        found: list[Closure] = []
        for day, one in sorted(self.special.items()):
            if one.kind != "closure":
                continue
            last = found[-1] if found else None
            if last and last.last + timedelta(1) == day and last.notice == one.notice:
                found[-1] = replace(last, last=day)
            else:
                found.append(Closure(day, day, one.name, one.notice))
        return found

    def changed(self, days: Mapping[date, Special]) -> Calendar:
        """The calendar that a further notice or closure would make of this one."""
        return Calendar(self.first, self.last, {**self.special, **days}, self.editions)


def read_calendar(catalog: Catalog) -> Calendar:
    """The calendar of all years that have an edition, under a home's own editions and closures.

    Refused where a year between two editions has none, or a row is not in order.
    """
    entries = list(catalog.kind("calendar").values())
    editions = {int(one["year"]): one for one in entries if "holidays" in one}
    for year, entry in editions.items():
        if year != min(editions) and year - 1 not in editions:
            raise refusal("clock.calendar_gap", entry.where("year"), year=str(year - 1))
    festivals = catalog.table("codes/festivals")
    special: dict[date, Special] = {}
    for entry in editions.values():
        special.update(days_of_notice(entry, festivals))
    for entry in entries:
        special.update(days_of_closures(entry))
    return Calendar(
        date(min(editions), 1, 1),
        date(max(editions), 12, 31),
        special,
        {year: int(entry["edition"]) for year, entry in editions.items()},
    )


def days_of_notice(entry: Located, festivals: Mapping[str, Any]) -> Iterator[tuple[date, Special]]:
    """The days that one year's notice gives off and makes up; Refused where a row is not in order.

    A notice may name days of December of the year before: they are its days, not that year's.
    """
    for row in entry["holidays"]:
        name = festivals.get(row["festival"])
        if name is None:
            raise refusal("clock.no_such_festival", row.where("festival"), name=row["festival"])
        notice, place = notice_of(entry, row), Ref("catalogue", entry["key"], row.where())
        for day in span_of(row):
            yield day, Special("holiday", name, notice, place)
        for day in row.get("worked", ()):
            if day.weekday() < 5 or row["first"] <= day <= row["last"]:
                raise refusal("clock.not_a_make_up_day", row.where("worked"), day=day)
            yield day, Special("make_up", name, notice, place)


def days_of_closures(entry: Located) -> Iterator[tuple[date, Special]]:
    """The days on which a zone's offices are closed by its own document."""
    for row in entry.get("closures", ()):
        notice, place = notice_of(entry, row), Ref("catalogue", entry["key"], row.where())
        for day in span_of(row):
            yield day, Special("closure", row["name"], notice, place)


def span_of(row: Located) -> Iterable[date]:
    """The days of a row from `first` to `last`; Refused where they are the wrong way round."""
    days = (row["last"] - row["first"]).days
    if not 0 <= days < 60:
        raise refusal(
            "clock.span_reversed", row.where("last"), first=row["first"], last=row["last"]
        )
    return (row["first"] + timedelta(shift) for shift in range(days + 1))


def notice_of(entry: Located, row: Located) -> Notice:
    """The document of a row: the first of the file unless it says `notice: 2`."""
    number = row.get("notice", 1)
    if number > len(entry["notices"]):
        raise refusal("clock.no_such_notice", row.where("notice"), number=number)
    found = entry["notices"][number - 1]
    return Notice(found["doc_no"], found["title"], found.get("issued_on"), found["verified"])
