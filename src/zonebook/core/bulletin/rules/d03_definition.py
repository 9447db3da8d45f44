"""D03: a number of another definition than the words name, and growth over two definitions."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.against import Case, Judged
from zonebook.core.bulletin.agreement import agrees
from zonebook.core.bulletin.binding import meant
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal
from zonebook.core.bulletin.relations import shown
from zonebook.core.indicators.figure import Figure

SHORTEST = 4  # letters that two figures must share in what they are called
say = Say("D03")


def definitions(case: Case) -> Iterator[DraftFinding]:
    """Numbers that belong to a figure of a like name, and growth that no one definition spans."""
    for one in case.judged:
        if one.verdict == "mismatch" and one.cause == "value":
            other = another(case, one)
            if other is not None and one.figure is not None:
                yield told(one, other, one.figure)
        elif one.figure is not None and two_definitions(one.figure):
            yield say(
                "two", "ask", [one.claim], f"{one.place[0]}@{one.place[1]}", name=one.figure.name
            )


def told(one: Judged, other: Figure, figure: Figure) -> DraftFinding:
    """A number that is the value of another figure."""
    assert other.exact is not None and figure.exact is not None
    right = f"{decimal(figure.unit.from_base(figure.exact), 4)}{figure.unit.zh}"
    return say(
        "other",
        "error",
        [one.claim],
        f"{other.key}@{other.period} = {shown(one.claim)}; {figure.key}@{figure.period} = {right}",
        suggest=right,
        name=figure.name,
        other=other.name,
        right=right,
    )


def another(case: Case, one: Judged) -> Figure | None:
    """The figure of a like name that a number which does not agree is the value of."""
    claim, (key, period) = one.claim, one.place
    if len(claim.value.normalize().as_tuple().digits) < 2:
        return None
    links = case.facts.links
    own = {
        word
        for way in links.ways
        if way.key == key
        for group in way.groups
        for word in group.words
        if len(word) >= SHORTEST and not group.barred
    }
    like = {way.key for word in own for n in links.by_word[word] for way in [links.ways[n]]}
    wanted = [
        (found, period)
        for other in sorted(like - {key})
        if (found := meant(links.links[other], claim)) or (found := alike(case, other, key))
    ]
    for figure in case.facts.figures(wanted).values():
        if figure.exact is not None and agrees(case.reading, claim, figure.exact):
            return figure
    return None


def alike(case: Case, other: str, key: str) -> str | None:
    """A figure in the same unit as another."""
    links = case.facts.links.links
    return other if key in links and links[other].unit == links[key].unit else None


def two_definitions(figure: Figure) -> bool:
    """Whether a change is unknown because its base was counted under another definition."""
    return figure.exact is None and any(
        part.unknown is not None and part.unknown.key == "figures.not_in_force"
        for part in figure.parts
    )
