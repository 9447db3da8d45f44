"""Header words that offices use for one another, and how close two headers are in meaning."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from zonebook.core.catalog import parse
from zonebook.records.workbooks.words import alike

FILE = Path(__file__).with_name("concepts.yaml")

QUALIFIERS = re.compile(
    r"计划|约定|承诺|目标|上年|去年|同期|预期|应|未|原|变更前|联系|其中|累计|本月|当月|到位|固定|负责人|(?<!项目)法人(?!单位|企业)"
    r"|外币|原币|电话|上级|母公司|控股|备注|说明|合计|占比|完成|剩余|历史|最近|下一|下次|上次|最新|填报|填表|审核|申报|公示|其他|首期"
)
PLANNED = re.compile("预计|计划|预期|拟(?!定)")  # one and the same where a column is of plans

SAME_WORDS = (
    (re.compile("公司|单位|部门|机构"), "企业"),
    (re.compile("法人(?=企业)"), ""),
    (re.compile("出资方|出资人|投资人|投资者"), "投资方"),
    (re.compile("原用名称?|曾用名称|原名称|更名前名称"), "曾用名"),
    (re.compile("时间|年月日?"), "日期"),
    (re.compile("类别|性质|种类|类型"), "类型"),
    (re.compile("数额|总额"), "金额"),
    (re.compile("公布|公告|印发"), "发布"),
    (re.compile("全称|名字"), "名称"),
    (re.compile("进入|转入|入区|入园|入驻"), "迁入"),
    (re.compile("退出|转出|出区|出园|离区|离园"), "迁出"),
    (re.compile("签订|签署|签定"), "签约"),
    (re.compile("获评|取得|获批|授予"), "获得"),
    (re.compile("成立"), "设立"),
    (re.compile("截止|截至|届满"), "止"),
    (re.compile("场合"), "活动"),
    (re.compile("完工"), "竣工"),
    (re.compile("动工"), "开工"),
    (re.compile("住所|住址|所在地"), "地址"),
    (re.compile("实际|已|或|及|和|与"), ""),
)
NAME_TAIL = re.compile("名称$")
DAY_TAIL = re.compile("(日期|日|年度|年)$")

IN_INVESTMENT = {"金额", "签约"}  # 合同总投资额 is 总投资
OF_COMPANIES = frozenset(  # what a company has
    ("类型", "地址", "状态", "社会信用代码", "注册资本", "日期", "行业", "名称", "投资方", "甲方")
)
WEAK = frozenset(("名称", "项目", "企业", "登记", "类", "编号", "代码", "数值"))  # add little


def segments() -> dict[str, str]:
    """Every word of a concept → the concept; words without meaning of their own → nothing."""
    row = parse(FILE.read_text(encoding="utf-8"), "workbooks/concepts.yaml")
    found = dict.fromkeys(row["dropped"].split(), "")
    for concept, words in row["concepts"].items():
        found |= dict.fromkeys((concept, *words.split()), concept)
    return found


CONCEPT_OF = segments()
WHOLE = ("曾用名", "同比增长", "数值")  # their words hold words that would qualify another one
UNQUALIFIED = re.compile(
    "|".join(sorted((w for w, c in CONCEPT_OF.items() if c in WHOLE), key=len, reverse=True))
)
WORD = re.compile("|".join(sorted(CONCEPT_OF, key=len, reverse=True)))


@lru_cache(maxsize=65536)
def concepts(word: str) -> frozenset[str]:
    """What a header speaks of; what no concept covers speaks for itself."""
    rest = {one for one in WORD.split(word) if one}
    found = {CONCEPT_OF[one] for one in WORD.findall(word)} - {""} | rest
    return frozenset(found - IN_INVESTMENT if "投资金额" in found else found)


@lru_cache(maxsize=65536)
def plainly(word: str) -> str:
    """A word with the terms that offices use for one another made one: 签约时间 is 签约日期."""
    for pattern, usual in SAME_WORDS:
        word = pattern.sub(usual, word)
    return word


@lru_cache(maxsize=65536)
def unnamed(word: str) -> str:
    """A word without the 名称 behind it: 项目单位名称 is 项目单位."""
    short = NAME_TAIL.sub("", plainly(word))
    return short if len(short) > 1 else plainly(word)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What happened on a day: 签约日期, 签约时间 and 签约 (over a column of days) are one."""
    return DAY_TAIL.sub("", plainly(word)) or word


@lru_cache(maxsize=65536)
def same_event(text: str, word: str) -> bool:
    """Whether two heads of days speak of the same event: 签订合同 (over days) and 签约日期."""
    if stem(text) == stem(word):
        return True
    ours = concepts(text) - {"日期"}
    return bool(ours) and ours == concepts(word) - {"日期"} and qualifiers(text) <= qualifiers(word)


@lru_cache(maxsize=65536)
def qualifiers(word: str) -> frozenset[str]:
    """What makes a header speak of something else: a plan, last year, a share of it."""
    rest = UNQUALIFIED.sub("", word)
    planned = {"计划"} if PLANNED.search(rest) else set()
    return frozenset(set(QUALIFIERS.findall(rest)) | planned)


@lru_cache(maxsize=65536)
def closeness(text: str, word: str) -> float:
    """1 for the same word; less for one of the same meaning, or that ends or begins with it."""
    if text == word:
        return 1.0
    if not word or len(text) < 2:
        return 0.0
    if plainly(text) == plainly(word) or unnamed(text) == unnamed(word):
        return 0.94
    if len(text) > 3 and sorted(text) == sorted(word):  # 开工／实际 and 实际开工
        return 0.92
    meant = same_meaning(text, word)
    if qualifiers(text) - qualifiers(word):
        return 0.0
    if meant:
        return meant
    if len(word) > 2 and text.endswith(word) and not is_of_other_day(text, word):
        return 0.82 + 0.1 * len(word) / len(text)
    if len(word) > 2 and text.startswith(word):
        return 0.72 + 0.1 * len(word) / len(text)
    return 0.85 * alike(text, word)


def same_meaning(text: str, word: str) -> float:
    """How sure it is that two headers speak of the same: all concepts but weak ones are shared."""
    ours, theirs = concepts(text), concepts(word)
    if not ours or not theirs:
        return 0.0
    if ours == theirs:
        return 0.9
    if "企业" in ours ^ theirs and not (theirs if "企业" in ours else ours) & OF_COMPANIES:
        return 0.0  # 迁移企业 is no 迁移
    core = ours - WEAK
    return 0.84 if core and core == theirs - WEAK else 0.0


def is_of_other_day(text: str, word: str) -> bool:
    """Whether a day is that of something more: 税务登记日期 is no 登记日期."""
    ours, theirs = concepts(text), concepts(word)
    extra = ours - theirs - WEAK
    return "年度" in extra or ("日期" in theirs and bool(extra & OTHERS))


OTHERS = frozenset(CONCEPT_OF.values()) | frozenset(
    ["税务", "年报", "领取", "刻章", "走访", "检查", "审批", "复核", "办理", "登录"]
)
NO_DAY = frozenset(
    ("企业", "名称", "类型", "金额", "投资金额", "地址", "状态", "编号", "代码", "组")
)


@lru_cache(maxsize=65536)
def cannot_be(text: str, is_day: bool) -> bool:
    """Whether a header speaks of a day where none is, or of no day where one is."""
    meant = concepts(text)
    return bool(meant & NO_DAY) and "日期" not in meant if is_day else "日期" in meant
