"""What enterprises ask for, through which door it came, and how they rated the answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from zonebook.zones.lanzhou.demo import days, offers
from zonebook.zones.lanzhou.demo.registry import Entity
from zonebook.zones.lanzhou.demo.workbook import (
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    workbook,
)  # fmt: skip
from zonebook.zones.lanzhou.demo.world import World, present

DOORS = ("12345热线", "走访", "微信工作群", "局长信箱", "线上平台", "服务大厅")
WANTS = {
    "用地": ("申请增加工业用地20亩", "标准厂房租赁2000平方米", "临时用地延期"),
    "用能": ("电力增容", "天然气接入", "供水管网改造"),
    "用资": ("流动资金贷款500万元", "知识产权质押融资", "贷款到期续贷"),
    "用工": ("招聘技术工人", "校企合作实习岗位", "人才公寓"),
    "其他": ("道路积水", "公交线路加密", "招牌设置", "物业服务"),
}
UNITS = {"用地": "规划建设局", "用能": "经济发展局", "用资": "金融服务专班", "用工": "人社服务窗口",
         "其他": "企业服务中心"}  # fmt: skip
REQUEST = (
    Column("序号", "number", width=7),
    Column("诉求编号", width=16),
    Column("来源渠道", width=12),
    Column("企业名称", width=34),
    Column("统一社会信用代码", width=22),
    Column("诉求类别", width=10),
    Column("诉求内容", width=34),
    Column("需求数量", width=14),
    Column("登记日期", "day", "办理"),
    Column("承办单位", "text", "办理", 16),
    Column("响应日期", "day", "办理"),
    Column("办结日期", "day", "办理"),
    Column("办理结果", "text", "办理", 12),
    Column("并入诉求编号", width=16),
    Column("数据性质", width=9),
)
RATING = (
    Column("序号", "number", width=7),
    Column("评价编号", width=16),
    Column("诉求编号", width=16),
    Column("评价日期", "day"),
    Column("评价等级", width=12),
    Column("评价内容", width=30),
    Column("回访日期", "day"),
    Column("整改完成日期", "day"),
    Column("数据性质", width=9),
)
GOOD, BAD = ("非常满意", "满意", "基本满意"), ("不满意", "非常不满意")


class Desk:
    """All requests and ratings; a request reported through several doors is one."""

    def __init__(self, world: World) -> None:
        self.world, self.dice, self.plan = world, world.dice(4), world.calibration["service"]
        self.requests: list[list[Any]] = []
        self.ratings: list[list[Any]] = []
        self.customers = [
            one
            for one in world.registry.entities
            if one.kind == "enterprise" and one.uses and present(one, days.TODAY)
        ]
        for year in (2022, 2023, 2024):
            self.year(year, self.plan["requests"][year])
        self.number()

    def year(self, year: int, plan: Any) -> None:
        """So many requests, so many of them met, so many good ratings."""
        stories = self.stories() if year == 2023 else []
        met, good = plan["met"] - len(stories), plan["good"] - len(stories) + 1
        for index in range(plan["all"] - len(stories)):
            row = self.request(year, self.dice.one(self.customers), met=index < met)
            if index < plan["rated"] - len(stories):
                self.rate(row, index < good)

    def request(self, year: int, who: Entity, met: bool) -> list[Any]:
        """One request of a year."""
        dice, kind = self.dice, self.dice.weighted(list(WANTS), (14, 22, 20, 20, 24))
        first = max(date(year, 1, 3), who.from_on + timedelta(10))
        last = min(date(year, 12, 20), days.TODAY - timedelta(12 if met else 0))
        day = days.working_day(dice, min(first, last - timedelta(10)), last)
        done = days.on_or_after(day + timedelta(dice.whole(3, 18 if year < 2024 else 9)))
        done = min(done, date(year, 12, 29) if year < 2024 else days.TODAY)
        return self.enter(day, dice.one(DOORS), who, kind, dice.one(WANTS[kind]),
                          done if met else None)  # fmt: skip

    def enter(
        self, day: date, door: str, who: Entity, kind: str, text: str, done: date | None
    ) -> list[Any]:
        """Put a request into the ledger."""
        result = "已解决" if done else self.dice.one(("推进中", "推进中", "不能解决"))
        answered = days.on_or_after(day + timedelta(1))
        row = [day, door, who, kind, text, answered, done, result, None]
        self.requests.append(row)
        return row

    def rate(self, row: list[Any], good: bool) -> list[Any]:
        """The enterprise's rating, a few days after the request was dealt with."""
        after = days.on_or_after((row[6] or row[5]) + timedelta(2))
        if row[0].year < 2024:
            after = min(after, date(row[0].year, 12, 29))
        level = self.dice.weighted(GOOD, (70, 25, 5)) if good else self.dice.one(BAD)
        text = None if good else self.dice.one(("答复不及时", "问题未完全解决"))
        called = None if good else days.on_or_after(after + timedelta(1))
        cured = None if good else days.on_or_after(after + timedelta(9))
        rating = [row, min(after, days.TODAY), level, text, called, cured]
        self.ratings.append(rating)
        return rating

    def stories(self) -> list[list[Any]]:
        """Story A's two requests, and story E: one power cut reported through four doors."""
        company = self.world.registry.entities[0]
        power = self.enter(date(2023, 3, 14), "走访", company, "用能", "电力增容6300kVA",
                           date(2023, 5, 26))  # fmt: skip
        staff = self.enter(date(2023, 8, 29), "线上平台", company, "用工", "用工120人",
                           date(2023, 10, 25))  # fmt: skip
        for row in (power, staff):
            self.rate(row, True)[2] = GOOD[0]
        who = self.dice.one([one for one in self.customers if one.section == "C"])
        day, cut = date(2023, 9, 25), "厂区停电，生产线停产"
        rows = [self.enter(day, door, who, "用能", cut, None) for door in DOORS[:4]]
        for row in rows[1:]:
            row[8], row[7] = rows[0], "并案办理"
        rows[0][5], rows[0][6], rows[0][7] = date(2023, 9, 26), date(2023, 10, 12), "已解决"
        rating = self.rate(rows[0], False)
        rating[1], rating[2] = date(2023, 10, 13), BAD[0]
        rating[4], rating[5] = date(2023, 10, 16), date(2023, 10, 27)
        return [power, staff, rows[0]]

    def number(self) -> None:
        """Give each request its number by day."""
        dice = self.world.dice(51)
        self.requests.sort(key=lambda row: (row[0], DOORS.index(row[1]), row[2].credit_code))
        counts: dict[int, int] = {}
        for row in self.requests:
            year = row[0].year
            counts[year] = counts.get(year, 0) + 1
            row += (f"SQ{year}{counts[year]:04d}", offers.asked(dice, row[4]))

    def request_rows(self, joined: bool) -> list[Any]:
        """The ledger of requests, or of those that were joined to an earlier one."""
        return numbered(
            (
                no, door, who.name_on(day), who.credit_code, kind, text, much, day, UNITS[kind],
                answered, done, result, same[9] if same else None, SIMULATED,
            )
            for day, door, who, kind, text, answered, done, result, same, no, much in self.requests
            if (same is not None) == joined
        )  # fmt: skip

    def rating_rows(self) -> list[Any]:
        """The ledger of ratings."""
        ordered = sorted(self.ratings, key=lambda one: (one[1], one[0][9]))
        return numbered(
            (f"PJ{index:05d}", row[9], day, level, text, called, cured, SIMULATED)
            for index, (row, day, level, text, called, cured) in enumerate(ordered, start=1)
        )


def workbooks(world: World) -> list[Workbook]:
    """What the zone has, requests and ratings."""
    desk = Desk(world)
    notes = ("注：同一事项多渠道反映的，另表登记并入首件，只计一件。",)
    head = ("填报单位：企业服务中心",)
    requests = [
        Sheet("诉求台账", "企业诉求办理台账", REQUEST, desk.request_rows(False), head, notes),
        Sheet("并案登记", "多渠道重复诉求并案登记表", REQUEST, desk.request_rows(True), head),
    ]
    notes = ("注：差评指不满意、非常不满意。",)
    ratings = Sheet("评价台账", "好差评台账", RATING, desk.rating_rows(), head, notes)
    found = workbook("企业诉求台账.xlsx", "service", request=requests, rating=ratings)
    return [offers.offers(), found]
