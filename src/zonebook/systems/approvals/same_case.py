"""Which rows and which case of the book are one: by number and item, by words where there is none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zonebook.core.values import Finding, Reason
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import book
from zonebook.systems.approvals.listed import DEPARTMENT, Line


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
    received: Mapping[int, date] = field(default_factory=dict)  # of those without a number

    @classmethod
    def of(cls, cases: Iterable[ApprovalCase], received: Mapping[int, date]) -> Known:
        """Sort cases by their numbers, those without one by their words."""
        found = cls(received=received)
        for one in cases:
            marks = Marks.of_case(one)
            found.by_number[plain(one.number)] = one
            found.under.setdefault(marks.place, []).append((marks, one))
        return found

    def find(self, line: Line) -> ApprovalCase | None:
        """The case that a row goes on with; what is doubtful about it is said on the row."""
        marks = Marks.of_line(line)
        if marks.code in self.by_number:  # the list carries our own number
            return self.own(line, self.by_number[marks.code])
        under = self.under.get(marks.place, [])
        line.beside = frozenset(case.pk for _, case in under)
        same = [case for other, case in under if marks.is_same(other)]
        if marks.code and not under:
            same = self.without_number(line, marks)
        if len(same) > 1:
            same = [one for one in same if Marks.of_case(one).words == marks.words] or same
        if len(same) > 1:
            args = {"code": line.facts["code"] or line.title, "numbers": [o.number for o in same]}
            line.findings.append(Finding(Reason("approvals.roll.which_case", args), line.place))
            return None
        if marks.code and under and not same:
            line.findings.append(Finding(repeated(line, under[0][1]), line.place, "warning"))
        return same[0] if same else None

    def without_number(self, line: Line, marks: Marks) -> list[ApprovalCase]:
        """The cases that the desk opened without a number: of the same words and day of receipt."""
        day = line.events[0].on if line.events else None
        return [case for other, case in self.under.get(marks.words, [])
                if other.item == marks.item and day and self.received.get(case.pk) == day]  # fmt: skip

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


def together(lines: Sequence[Line]) -> list[list[Line]]:
    """The rows of a list, those of one case together, in their order."""
    found: list[list[Line]] = []
    under: dict[tuple[str, ...], list[list[Line]]] = {}
    for line in lines:
        marks = Marks.of_line(line)
        bucket = under.setdefault(marks.place, [])
        group = next((one for one in bucket if Marks.of_line(one[0]).is_same(marks)), None)
        if group is None:
            group = []
            bucket.append(group)
            found.append(group)
        group.append(line)
    return found
