"""Numbers that are told of another place than the zone: 全省, 全国, another zone, a district."""

from __future__ import annotations

import re

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.links import Links
from zonebook.core.bulletin.patterns import lazily

# A place at the head of a clause: the words before 园区, 县 … up to the subject of the clause.
HEAD = lazily(
    r"(?:^|[，；：。、\n]|其中|而|另)(?P<name>[一-鿿]{1,8}?(?:高新区|经开区|开发区|示范区|产业园|园区|片区|组团|街道|新区|县|区|市|省))"
    r"(?=[一-鿿\d])(?!场|域|间|位|级|外|内|列|委|政|长|公司|值|别)"
)
NO_PLACE = lazily(
    r"地区|全区|本区|我区|各区|社区|城区|区[县市]|国家|省级|绿色|示范|生物医药|上市|都市|城市|超市|落户|"
    r"全园区|本园|我园|各园|在.{0,4}园区|退出|迁[入出]|入驻|登记|第[一二三]"
)
REACH = 120  # characters before a number in which its place is named
ENDS = "。；！？\n"


def elsewhere(reading: Reading, claim: Claim, links: Links) -> str:
    """The other place that a number is told of; empty where it is told of the zone."""
    if claim.cell is not None:
        found = links.elsewhere.search(claim.cell.row_head + claim.cell.head)
        return found[0] if found else ""
    norm = reading.norm
    floor = max(0, claim.at - REACH)
    begin = max(norm.rfind(end, floor, claim.at) for end in ENDS) + 1
    told = norm[max(begin, floor) : claim.at]
    clause = re.split("[，：]", told)[-1]
    if claim.kind not in ("rank", "rank_change") and (found := links.elsewhere.search(clause)):
        return found[0]
    place = ""
    for one in HEAD.finditer(told):
        name = one["name"]
        if any(own in name for own in links.own) and not foreign(name, links):
            place = ""
        elif not NO_PLACE.search(name):
            place = name
    return place


def foreign(name: str, links: Links) -> bool:
    """Whether a name that ends like the zone's own kind has another name before it."""
    if name in links.own:
        return False
    return not any(name.endswith(own) and len(own) > 3 for own in links.own)
