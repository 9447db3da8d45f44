"""Subjects that several numbers share: 分别为 deals them out in order; 占…比重 names a whole."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from zonebook.core.bulletin import subjects
from zonebook.core.bulletin.claims import Claim
from zonebook.core.bulletin.links import AMOUNTS
from zonebook.core.bulletin.patterns import lazily

if TYPE_CHECKING:
    from zonebook.core.bulletin.binding import Binder, Near

JOINTS = ("、", "和", "及", "与", "以及", "，", "")
JOINING = lazily("[、和与及]")
DEALT = lazily(r"分别(?:为|是|达|达到|实现|完成|增长|下降|约|有|共)*$")


def dealt(binder: Binder, number: int) -> dict[int, str]:
    """The figures that 分别 deals out to the numbers after it; empty where they do not tally."""
    reading = binder.reading
    claim = reading.claims[number]
    if claim.cell is not None or "分别" not in binder.norm[max(0, claim.at - 12) : claim.at]:
        return {}
    if not DEALT.search(binder.norm[max(0, claim.at - 12) : claim.at]):
        return {}
    row = [number]
    for later in range(number + 1, min(number + 8, len(reading.claims))):
        last, one = reading.claims[row[-1]], reading.claims[later]
        if one.unit != claim.unit or binder.norm[last.to : one.at] not in JOINTS:
            break
        row.append(later)
    names = named_before(binder, claim) or told_before(binder, number, len(row))
    return dict(zip(row, names, strict=True)) if len(names) == len(row) > 1 else {}


def named_before(binder: Binder, claim: Claim) -> list[str]:
    """The figures that the clause names in a row, in order."""
    found: list[tuple[int, int, str]] = []
    begin = binder.clause_begin(claim.at)
    named = JOINING.sub("", DEALT.sub("", binder.norm[begin : claim.at]))
    for identity in subjects.shipped_names().identities:
        if any(named.endswith(words) for words in identity.get("together", ())):
            return [part for part in identity["parts"] if part in binder.links.links]
    first = bisect_left(binder.hit_starts, begin)
    for hit in binder.until(first, claim.at):
        if hit.to <= claim.at:
            for n in binder.links.by_word[hit.word]:
                way = binder.links.ways[n]
                needed = [g for g in way.groups if not g.optional and not g.barred]
                if len(needed) == 1 and hit.word in needed[0].words:
                    found.append((hit.at, -hit.to, way.key))
    names: list[str] = []
    end = -1
    for at, to, key in sorted(found):
        if at >= end:
            names.append(key)
            end = -to
    return names


def told_before(binder: Binder, number: int, length: int) -> list[str]:
    """The figures of as many numbers before, where 分别增长 goes on about them."""
    names = [(one.indicator or "", one.claim.sentence) for one in binder.done[number - length :]]
    sentence = binder.reading.claims[number].sentence
    known = [name for name, at in names if name and at == sentence]
    return known if len(known) == length and number >= length else []


def share(binder: Binder, number: int, claim: Claim, near: Near) -> str | None:
    """占地区生产总值的34.3%: the share of a figure in another that the words name."""
    own = near.text[near.begin : near.at]
    cut = own.rfind("占")
    if cut < 0 or claim.unit != "%":
        return None
    cut += near.begin
    links = binder.links
    sides: list[str] = []
    for low, high in ((near.begin, cut), (cut, near.at)):
        inside = [h for h in near.hits if low <= h.at and h.to <= high]
        keys = single(binder, inside)
        sides.append(keys[0] if len(keys) == 1 else "")
    part, whole = sides
    if (
        not part
        and number
        and not binder.rest(near, [h for h in near.hits if h.at >= cut]).strip("占")
    ):
        before = binder.done[number - 1]
        if before.claim.sentence == claim.sentence and before.claim.kind in AMOUNTS:
            part = before.indicator or ""
    if part and whole and part != whole and links.links[part].unit == links.links[whole].unit:
        return f"{part}.share_of.{whole}"
    return None


def single(binder: Binder, hits: list) -> list[str]:  # type: ignore[type-arg]
    """The amounts that the longest of these words name without any other word."""
    longest = max((len(h.word) for h in hits), default=0)
    keys = {
        binder.links.ways[n].key
        for h in hits
        if len(h.word) == longest
        for n in binder.links.by_word[h.word]
        if sum(not g.optional and not g.barred for g in binder.links.ways[n].groups) == 1
        and binder.links.links[binder.links.ways[n].key].kinds & set(AMOUNTS)
    }
    return sorted(keys)
