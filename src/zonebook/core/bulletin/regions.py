"""Named places inside a text: 甲园区：…, 安宁片区签约…: figures of each stand for themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from zonebook.core.bulletin.patterns import lazily

# A place at the head of a clause, or 全区 that leads back to the whole.
HEAD = lazily(
    r"(?:(?P<name>[一-鿿]{1,7}?"
    r"(?:高新区|经开区|开发区|示范区|产业园|园区|片区|组团|街道|新区|(?<![全本我各地社城市辖])[县区镇]))(?![域间位级外内划块属办委政])"
    r"|(?P<whole>全[区市省县国园]|我[区市县]|本[区市园]|总体))"
)
OPENS = lazily(r"[，；。、\s其](?:(?<!其)|中)(?=[一-鿿])")  # where the clause after it begins
NO_NAME = lazily(
    r"建|设|入驻|全|各|该|本|我|等|在|与|和|及|对|为|占|按|从|据|到|是|分|国家|绿色|生物医药|示范园区|新增|引进|创|一个|两个"
)
ENDS = "。！？\n"


class Regions:
    """The places that a text tells figures of, if it tells of several."""

    def __init__(self, norm: str) -> None:
        found = [one for one in heads(norm) if one["whole"] or not NO_NAME.search(one[0])]
        title, cut, _ = norm.lstrip().partition("\n")
        title = title if cut and len(title) <= 40 else ""
        names = {one["name"] for one in found if one["name"] and one["name"] not in title}
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.names: list[str] = []
        if len(names) < 2:
            return
        for one in found:
            self.starts.append(one.start())
            self.ends.append(scope(norm, one.end()))
            self.names.append(one["name"] if one["name"] in names else "")

    def at(self, place: int) -> str:
        """The named place whose figures stand at a place; empty for the whole."""
        i = bisect_right(self.starts, place) - 1
        return self.names[i] if i >= 0 and place < self.ends[i] else ""


def heads(norm: str) -> Iterator[re.Match[str]]:
    """The places and the words for the whole at the heads of clauses, in order."""
    end = 0
    for at in (0, *(found.end() for found in OPENS.finditer(norm))):
        if at >= end and (found := HEAD.match(norm, at)) is not None:
            end = found.end()
            yield found


def scope(norm: str, at: int) -> int:
    """How far a name at the head of a clause reaches: its line after a colon, else its sentence."""
    stops = "\n" if norm[at : at + 1] in "：:" else ENDS
    ends = [end for stop in stops if (end := norm.find(stop, at)) >= 0]
    return min(ends, default=len(norm))
