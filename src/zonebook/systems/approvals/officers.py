"""经办人: the person that a row of a list names, so that the case lies on that person's desk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from zonebook.core.values import Finding, Reason
from zonebook.records.models import Person
from zonebook.systems.approvals.listed import Line
from zonebook.systems.approvals.same_case import plain

OFFICER = "经办人"  # how a case keeps what stood in the cell
BETWEEN = re.compile(r"[\s、,，;；/／()（）和]+")
FEW = 5
LOST = ("officer_unknown", "officer_several")
People = Mapping[str, int]  # how many persons bear a name, as it is compared


def named(lines: Sequence[Line]) -> None:
    """Name the officer of each row as the book knows them; what leads to nobody is marked.

    What stood in the cell beside the name is kept with the case.
    """
    names = list(Person.objects.filter(is_active=True).values_list("name", flat=True))
    people, spelled = Counter(map(plain, names)), {plain(one): one for one in names}
    for line in lines:
        text = line.facts.get("officer", "")
        known = sorted(told_in(text, people) or told_in(line.department, people))
        if len(known) == 1 and people[known[0]] == 1:
            line.facts["officer"] = spelled[known[0]]
            if text and plain(text) != known[0]:
                line.extra[OFFICER] = text
        elif known:
            line.officer_lost = "officer_several"
        elif text:
            line.officer_lost = "officer_unknown"


def told_in(text: str, people: People) -> set[str]:
    """The names of known persons in a cell: the whole of it, its words, or the end of one."""
    whole = plain(text)
    if whole in people:
        return {whole}
    words = [plain(one) for one in BETWEEN.split(text) if one]
    found = {one for one in words if one in people}
    ends = {name for name in people for one in words if len(name) > 1 and one.endswith(name)}
    return found or ends


def everybody() -> frozenset[str]:
    """The names and keys by which a case may name a person of the book, as they are compared."""
    pairs = Person.objects.values_list("name", "key")
    return frozenset(plain(one) for pair in pairs for one in pair)


def stays(line: Line, people: frozenset[str]) -> None:
    """Keep the officer of the book where the row's cell leads to nobody: a slip takes no case away."""
    if line.officer_lost and line.case is not None and plain(line.case.officer) in people:
        line.officer_stays, line.facts["officer"] = cell_of(line), ""


def cell_of(line: Line) -> str:
    """What the row says of its officer."""
    return line.facts["officer"] or line.department


def remarks(lines: Sequence[Line]) -> Iterator[Finding]:
    """What is said once of the names that lead to nobody, or to several."""
    for key in LOST:
        rows = [one for one in lines if one.officer_lost == key and not one.officer_stays]
        names = Counter(map(cell_of, rows))
        if names:
            yield said(key, {"names": [one for one, _ in names.most_common(FEW)], "n": len(rows)})
    kept: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        if line.officer_stays and line.case is not None:
            kept.setdefault((line.officer_stays, line.case.officer), []).append(str(line.row))
    for (text, officer), numbers in kept.items():
        args = {"text": text, "officer": officer, "n": len(numbers), "rows": numbers[:FEW]}
        yield said("officer_stays", args)


def said(key: str, args: Mapping[str, object]) -> Finding:
    """The remark about an officer's cell."""
    return Finding(Reason(f"approvals.roll.{key}", args), None, "warning")
