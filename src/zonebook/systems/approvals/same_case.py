"""Which rows and which case of the book are one: by number and item, by words where there is none."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from zonebook.core.values import Finding, Reason
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import book
from zonebook.systems.approvals.listed import DEPARTMENT, Line

Answer = Literal["one", "another"]  # of a row without a number: the same case, or another one
Answers = Mapping[str, Answer]  # by the keys of rows
Steps = Mapping[int, frozenset[tuple[str, date]]]  # of cases without a number: kinds and days


@dataclass(frozen=True)
class Marks:
    """By what a case is known: its number, its item, and the words that go with them."""

    code: str
    item: str
    title: str
    applicant: str
    department: str = ""

    @classmethod
    def of_line(cls, line: Line) -> Marks:
        """The marks of a row."""
        facts = line.facts
        return cls(plain(facts["code"]), facts["item"], plain(facts["title"]),
                   plain(facts["applicant"]), plain(line.department))  # fmt: skip

    @classmethod
    def of_case(cls, case: ApprovalCase) -> Marks:
        """The marks of a case of the book."""
        return cls(plain(case.code), case.item, plain(case.title), plain(case.applicant),
                   plain(str(case.extra.get(DEPARTMENT, ""))))  # fmt: skip

    def is_same(self, other: Marks) -> bool:
        """Whether both are one case: a number holds within an item and a section.

        Under one number another title and another applicant are another case: lists begin anew
        every year. Without numbers all words must agree.
        """
        if self.item != other.item:
            return False
        if not (self.code and other.code):
            return not (self.code or other.code) and self.words == other.words
        elsewhere = bool(self.department and other.department) and (
            self.department != other.department
        )
        named_otherwise = self.title != other.title and (
            elsewhere or self.applicant != other.applicant
        )
        return self.code == other.code and not named_otherwise

    @property
    def place(self) -> tuple[str, ...]:
        """Where a case is looked for: under its number, else under its words."""
        return (self.code,) if self.code else self.words

    @property
    def words(self) -> tuple[str, str]:
        """Title and applicant."""
        return self.title, self.applicant


def plain(text: str) -> str:
    """A text as it is compared: without blanks, width and case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


@dataclass
class Known:
    """The cases of the book by what lists call them."""

    by_number: dict[str, ApprovalCase] = field(default_factory=dict)
    under: dict[tuple[str, ...], list[tuple[Marks, ApprovalCase]]] = field(default_factory=dict)
    steps: Steps = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)  # the cases without a number that rows have found

    @classmethod
    def of(cls, cases: Iterable[ApprovalCase], steps: Steps) -> Known:
        """Sort cases by their numbers, those without one by their words."""
        found = cls(steps=steps)
        for one in cases:
            marks = Marks.of_case(one)
            found.by_number[plain(one.number)] = one
            found.under.setdefault(marks.place, []).append((marks, one))
        return found

    def find(self, line: Line, answers: Answers) -> ApprovalCase | None:
        """The case that a row goes on with; what is doubtful about it is said on the row."""
        marks = Marks.of_line(line)
        if marks.code in self.by_number:  # the list carries our own number
            return self.own(line, self.by_number[marks.code])
        under = self.under.get(marks.place, [])
        line.beside = frozenset(case.pk for _, case in under)
        same = [case for other, case in under if marks.is_same(other)]
        if marks.code and not under:
            same = self.without_number(line, marks)
        if not marks.code:
            same = self.nearest(line, same, answers.get(line.key))
        if len(same) > 1:
            same = [one for one in same if Marks.of_case(one).words == marks.words] or same
        if len(same) > 1:
            args = {"code": line.facts["code"] or line.title, "numbers": [o.number for o in same]}
            line.findings.append(Finding(Reason("approvals.roll.which_case", args), line.place))
            line.rivals = () if marks.code else tuple(one.number for one in same)
            return None
        if marks.code and under and not same:
            line.findings.append(Finding(repeated(line, under[0][1]), line.place, "warning"))
        return same[0] if same else None

    def nearest(
        self, line: Line, same: Sequence[ApprovalCase], answer: Answer | None
    ) -> list[ApprovalCase]:
        """Of the cases with the words of a row without a number those that it may go on with.

        Those received on its day come first, of several the one whose steps it tells again. A row
        that was said to be another case goes on with none of another day.
        """
        free = [one for one in same if one.pk not in self.taken]
        told = {(one.kind, one.on) for one in line.events}
        of_day = [one for one in free if (first := received(self.steps.get(one.pk, ())))
                  and first == received(told)]  # fmt: skip
        if of_day:
            found = max(of_day, key=lambda one: fit(self.steps[one.pk], told))
            self.taken.add(found.pk)
            return [found]
        return [] if answer == "another" else free

    def count(self, line: Line) -> int:
        """How many cases of the book have the words of a row, and the day of its receipt."""
        marks, told = Marks.of_line(line), {(one.kind, one.on) for one in line.events}
        return sum(marks.is_same(other) and received(self.steps.get(case.pk, ())) == received(told)
                   for other, case in self.under.get(marks.place, []))  # fmt: skip

    def without_number(self, line: Line, marks: Marks) -> list[ApprovalCase]:
        """The cases that the desk opened without a number: of the same words and day of receipt."""
        day = line.events[0].on if line.events else None
        return [case for other, case in self.under.get(marks.words, [])
                if other.item == marks.item and day
                and received(self.steps.get(case.pk, ())) == day]  # fmt: skip

    def own(self, line: Line, case: ApprovalCase) -> ApprovalCase | None:
        """The case of one of our own numbers; refused where the row is about another item."""
        if case.item == line.facts["item"]:
            line.facts["code"] = ""  # not a number of the office's
            return case
        line.findings.append(Finding(repeated(line, case, "number_of_other"), line.place))
        return None


def repeated(line: Line, case: ApprovalCase, key: str = "number_repeats") -> Reason:
    """That the number of a row belongs to another case of the book."""
    args = {"code": line.facts["code"], "number": case.number, "title": case.title,
            "item": book.item(case).name}  # fmt: skip
    return Reason(f"approvals.roll.{key}", args)


def received(steps: Iterable[tuple[str, date]]) -> date | None:
    """The day of the receipt among some steps."""
    return next((on for kind, on in steps if kind == "received"), None)


def fit(stands: Iterable[tuple[str, date]], told: Collection[tuple[str, date]]) -> int:
    """How well what a row tells agrees with the steps of a case: those told again, less those not."""
    return sum(1 if one in told else -1 for one in stands)


def together(lines: Sequence[Line], known: Known, answers: Answers) -> list[list[Line]]:
    """The rows of a list, those of one case together, in their order.

    A row without a number whose words another row of its sheet has as well is asked about: it may
    be that case told twice, or a second application. Where the book has as many cases, they are
    known to be several.
    """
    found: list[list[Line]] = []
    under: dict[tuple[str, ...], list[list[Line]]] = {}
    for line in lines:
        marks = Marks.of_line(line)
        bucket = under.setdefault(marks.place, [])
        groups = [one for one in bucket if Marks.of_line(one[0]).is_same(marks)]
        group = groups[0] if groups else None
        if groups and not marks.code:
            group = carried_on(line, groups)
            if group is None and not is_another(line, groups, known, answers):
                group = groups[0] if answers.get(line.key) == "one" else ask(line, groups[0][0])
        if group is None:
            group = []
            bucket.append(group)
            found.append(group)
        group.append(line)
    return found


def carried_on(line: Line, groups: Sequence[list[Line]]) -> list[Line] | None:
    """The case of an earlier sheet that a row goes on with: of its day, not yet in its own sheet."""
    return next(
        (group for group in groups
         if all(one.sheet != line.sheet for one in group) and day_of(group[0]) == day_of(line)),
        None,
    )  # fmt: skip


def is_another(line: Line, groups: Sequence[list[Line]], known: Known, answers: Answers) -> bool:
    """Whether a row is known for a case of its own: by a person's word, or by the book."""
    if answers.get(line.key) is not None:
        return answers[line.key] == "another"
    of_day = sum(day_of(one[0]) == day_of(line) for one in groups)
    return known.count(line) > of_day


def day_of(line: Line) -> date | None:
    """The day on which a row was received."""
    return received((one.kind, one.on) for one in line.events)


def ask(line: Line, first: Line) -> list[Line]:
    """Keep a row out until somebody says whether it is a case of its own; both rows are shown."""
    args = {"row": first.row, "sheet": first.sheet, "title": line.title,
            "first": told_by(first), "second": told_by(line)}  # fmt: skip
    key = "one_or_two" if first.sheet == line.sheet else "one_or_two_elsewhere"
    line.findings.append(Finding(Reason(f"approvals.roll.{key}", args), line.place))
    line.kind, line.like = "refused", first
    return []


def told_by(line: Line) -> list[Reason]:
    """What a row tells, in words."""
    kinds = book.event_kinds()
    return [Reason("approvals.roll.step", {"event": kinds[one.kind].name, "day": one.on})
            for one in line.events if one.kind != "window_accepted"]  # fmt: skip
