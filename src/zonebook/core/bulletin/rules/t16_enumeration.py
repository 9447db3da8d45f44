"""T16: 四项工作 lists four; 3个中心（甲、乙、丙） names three."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.numerals import chinese, counted
from zonebook.core.bulletin.patterns import lazily

ANNOUNCED = lazily(
    r"(?<![“\"])(?P<n>[两二三四五六七八九十]{1,2}|\d{1,2})(?P<w>个|项|大|条|件|点|方面|类)(?P<what>[^，。；：\d、（）“”]{0,12})[：:，。](?=\s*$)"
)
FIRST = lazily(r"一[是要]")
MARKS = "一二三四五六七八九十"
NAMED = lazily(
    r"(?P<n>[两二三四五六七八九\d])(?<![\d.十百].)(?P<w>个|家|项|大|座)(?P<what>[^，。；：\d（）]{0,10})$"
)
LIST = lazily(r"（([^（）。；]{3,80})）")
NO_LIST = lazily(r"等|其中|\d|和|及|以及|或")
EACH_IS = lazily(
    r"(?<![\d.十百第])(?P<n>[两二三四五六七八九]|[2-9])(?P<w>[个家项大座场条类只])[^，。；：\d、（）]{1,10}，(?:分别是|分别为|它们是|即)(?P<items>[^。；，：\d]{4,80})[。；\n]"
)
BEFORE = 30  # characters before a list in which its number is announced
say = Say("T16")


def enumerations(reading: Reading) -> Iterator[DraftFinding]:
    """Announced numbers that the list does not have."""
    norm = reading.norm
    for first in FIRST.finditer(norm):
        found = ANNOUNCED.search(norm, max(0, first.start() - BEFORE), first.start())
        if found is not None:
            end = norm.find("\n", found.end())
            count = marks(norm[found.end() : end if end >= 0 else len(norm)])
            yield from compared(reading, found, count, 2)
    yield from named_behind(reading)
    for listed in LIST.finditer(norm):
        items = listed[1]
        if "、" not in items or NO_LIST.search(items):
            continue
        found = NAMED.search(norm, max(0, listed.start() - BEFORE), listed.start())
        if found is not None:
            count = items.count("、") + 1
            if found["what"] or count > int(chinese(found["n"]) or found["n"]):
                yield from compared(reading, found, count, 2)  # 12家（工业、服务业） names kinds


def named_behind(reading: Reading) -> Iterator[DraftFinding]:
    """召开3场座谈会，分别是甲、乙、丙、丁: as many are named as were announced."""
    for found in EACH_IS.finditer(reading.norm):
        items = found["items"]
        if "、" in items and not NO_LIST.search(items):
            yield from compared(reading, found, items.count("、") + 1, 2)


def marks(text: str) -> int:
    """How many of 一是、二是、三是 follow one another."""
    at = count = 0
    for mark in MARKS:
        found = re.compile(rf"(?:^|[。；：，\s]){mark}[是要]").search(text, at)
        if found is None:
            break
        at, count = found.end() - 1, count + 1
    return count


def compared(
    reading: Reading, found: re.Match[str], count: int, least: int
) -> Iterator[DraftFinding]:
    """A finding where another number is listed than announced."""
    n = found["n"]
    told = counted(n)
    if count >= least and told != count:
        span = reading.text.span(found.start("n"), found.end("w"))
        yield say("count", "error", [], f"{told} ≠ {count}", spans=[span], told=told, listed=count)
