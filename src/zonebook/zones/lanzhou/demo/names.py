"""Invented names: three uncommon syllables, a word of trade and a legal form."""

from __future__ import annotations

from zonebook.zones.lanzhou.demo.codes import SECTIONS, SHOPS
from zonebook.zones.lanzhou.demo.numbers import Dice

FIRST = "澄砚霁朔珩昱岚汀沐翎璟煦泓曜笙桓琅峤洵屹湛瑾筠苒缇陌泠皓钧麓闳禹骁淇棠榕翊旻岑漪"
SECOND = "禾川屿陶乔原舟渡野橡霖谷蔚墨序望弦松叙尧铎竺楠笛荻峦棹槿朗澜杉茗逸帆夏粟芷泽檀鹿"
THIRD = "拓启赋诺衍策维锐恪励晟纬筑测翰集构域析枢联度格识桥量链启元述能材境图纪方维序芯辰"
ROADS = ("澄河路", "朔云街", "霁川大道", "砚池路", "麓野街", "泓谷路", "筠庭巷", "岚桥路")
PARKS = ("东园", "西园", "南园")


class Names:
    """Names given out so far: none is given twice."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.given: set[str] = {"澄源", "陇测"}  # kept for the stories

    def brand(self) -> str:
        """Three syllables that no enterprise of this book has yet."""
        while True:
            brand = self.dice.one(FIRST) + self.dice.one(SECOND) + self.dice.one(THIRD)
            if brand not in self.given:
                self.given.add(brand)
                return brand

    def enterprise(self, section: str, branch: bool) -> tuple[str, str]:
        """Brand and full name of an enterprise of this section of GB/T 4754."""
        brand, trade = self.brand(), self.dice.one(SECTIONS[section][1])
        if branch:
            return brand, f"{brand}{trade}有限公司兰州分公司"
        place = self.dice.weighted(("兰州", "甘肃", "兰州高新"), (70, 25, 5))
        form = self.dice.weighted(("有限公司", "有限责任公司", "股份有限公司"), (90, 7, 3))
        return brand, f"{place}{brand}{trade}{form}"

    def shop(self, industry: str) -> tuple[str, str]:
        """Brand and full name of a sole trader."""
        brand = self.brand()
        return brand, f"兰州高新区{brand}{SHOPS[industry][1]}"

    def address(self) -> str:
        """A house in a street that does not exist."""
        park, road = self.dice.one(PARKS), self.dice.one(ROADS)
        return f"兰州高新区{park}{road}{self.dice.whole(1, 480)}号"
