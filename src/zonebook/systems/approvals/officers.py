"""经办人: the person that a row of a list names, so that the case lies on that person's desk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from zonebook.core.values import Finding, Reason
from zonebook.records.models import Person
from zonebook.systems.approvals.listed import Line
from zonebook.systems.approvals.same_case import plain

OFFICER = "经办人"  # how a case keeps what stood in the cell
BETWEEN = re.compile(r"[\s、,，;；/／()（）和]+")
FEW = 5
People = Mapping[str, int]  # how many persons bear a name, as it is compared


def named(lines: Sequence[Line]) -> list[Finding]:
    """Name the officer of each row as the book knows them; what was not found is said once.

    What stood in the cell beside the name is kept with the case.
    """
    names = list(Person.objects.filter(is_active=True).values_list("name", flat=True))
    people, spelled = Counter(map(plain, names)), {plain(one): one for one in names}
    lost: dict[str, Counter[str]] = {"officer_unknown": Counter(), "officer_several": Counter()}
    for line in lines:
        text = line.facts.get("officer", "")
        known = sorted(told_in(text, people) or told_in(line.department, people))
        if len(known) == 1 and people[known[0]] == 1:
            line.facts["officer"] = spelled[known[0]]
            if text and plain(text) != known[0]:
                line.extra[OFFICER] = text
        elif known:
            lost["officer_several"][text or line.department] += 1
        elif text:
            lost["officer_unknown"][text] += 1
    return [said(key, found) for key, found in lost.items() if found]


def told_in(text: str, people: People) -> set[str]:
    """The names of known persons in a cell: the whole of it, its words, or the end of one."""
    whole = plain(text)
    if whole in people:
        return {whole}
    words = [plain(one) for one in BETWEEN.split(text) if one]
    found = {one for one in words if one in people}
    ends = {name for name in people for one in words if len(name) > 1 and one.endswith(name)}
    return found or ends


def said(key: str, found: Counter[str]) -> Finding:
    """The remark about the names that lead to nobody, or to several."""
    args = {"names": [one for one, _ in found.most_common(FEW)], "n": found.total()}
    return Finding(Reason(f"approvals.roll.{key}", args), None, "warning")
