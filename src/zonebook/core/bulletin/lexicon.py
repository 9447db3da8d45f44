"""The words of the reader, from catalog/lexicon, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from zonebook.core.bulletin.patterns import lazily
from zonebook.core.catalog import Catalog, shipped

# A counting word is none where it begins another word: 3 家 but not 3 家庭.
NOT_BEFORE = {
    "人": "民均才口大工社力体事员类们物气文",
    "位": "于列居数",
    "名": "列优单录称",
    "家": "庭里具电长乡",
    "项": "目",
    "分": "机别布为之类析解配公管支行期局队",
    "成": "立功为都本长效果员品交套熟",
    "日": "均常报",
    "度": "假",
    "方": "面案向式法便可针程",
    "次": "会元产",
    "条": "例",
    "本": "年月市区省级公报地轮",
    "部": "门分署级委",
    "班": "子组",
    "对": "比口接于外全应标象照策",
    "起": "来步草到重始",
    "片": "区",
    "站": "点位式",
    "门": "诊票槛类店",
    "口": "岸径碑",
    "步": "伐入行",
    "道": "路德",
    "组": "织成长建团",
    "队": "伍员",
    "通": "过报车知告道用行讯信",
    "段": "路",
    "环": "比境节保评线路",
    "回": "落升收应访",
    "面": "积向对临议",
    "台": "账阶商资胞湾",
    "单": "位体价日月产列独元",
    "集": "团中群聚成体合市装散约锦",
    "批": "准复发示次",
    "场": "所地景馆均内外站",
    "幅": "度",
    "首": "次个位批家款台期届付先席创府",
    "篇": "章",
    "户": "均籍外型",
    "支": "付出持撑部柱援农",
    "所": "有在得以需属示占",
    "处": "于置理罚级室在",
    "座": "谈",
    "列": "入为第全",
    "间": "接",
    "头": "部",
    "张": "家江掖",
    "只": "有是要能",
    "节": "约能水省电假日余庆气",
    "种": "植子质业养苗粮",
    "国": "家际内有企民外债道控土产",
    "省": "级委政内外域份道",
    "市": "级委政场内外域民值区辖管属直盟",
    "县": "级域区城",
    "村": "级民集庄",
    "镇": "区街",
    "元": "旦件素",
    "亩": "均",
    "天": "然津",
    "层": "面级次",
    "米": "兰其",
    "克": "拉服",
    "升": "级至到",
    "斤": "斤",
    "平台": "",
    "层次": "",
    "端": "口",
    "声": "",
    "码": "头",
    "卡": "",
    "票": "据",
    "餐": "饮",
    "秒": "批办",
    "双": "向方边",
    "床": "",
    "员": "工",
    "则": "",
    "毛": "利坯衣巾发皮收入重细竹纱呢",
    "折": "旧算扣合射叠价",
}


# The lists of catalog/lexicon/kinds.yaml that are searched one by one.
COMPILED = ("growth", "cut", "target", "actual_time", "other_base", "plan_titles", "plan_sentences")


@dataclass(frozen=True)
class UnitWord:
    """What a unit word answers: unit, and how much of it one word makes."""

    unit: str
    factor: int | Fraction = 1
    counting: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The compiled words; see catalog/lexicon for what each list means."""

    units: dict[str, UnitWord]
    unit: re.Pattern[str]  # one unit word
    specials: re.Pattern[str]  # words that are no claims, and words of time
    reasons: dict[str, str]
    enumeration: re.Pattern[str]
    codes: re.Pattern[str]
    hotlines: frozenset[str]
    acronyms: re.Pattern[str]
    names_after: re.Pattern[str]
    ordinals_after: re.Pattern[str]
    labels_after: re.Pattern[str]
    before: re.Pattern[str]  # a hedge at the end of what stands left
    after: re.Pattern[str]
    before_last: frozenset[str]  # the letters with which hedges end and begin
    after_first: frozenset[str]
    comparators: dict[str, str]
    comparators_after: dict[str, str]
    distance: frozenset[str]
    falling: re.Pattern[str]
    falling_first: re.Pattern[str]  # a letter with which a word of `falling` begins
    times: dict[str, tuple[str, Any]]
    unresolvable: re.Pattern[str]
    kinds: dict[str, re.Pattern[str]]
    cues: re.Pattern[str]
    cue_of: dict[str, str]


def one_of(words: Iterable[str]) -> str:
    """An alternation with the longest word first, grouped by first letter for speed."""
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        groups.setdefault(word[0], []).append(word)
    parts = []
    for first, group in groups.items():
        tails = "|".join(re.escape(word[1:]) + barred(word) for word in group)
        parts.append(re.escape(first) + (f"(?:{tails})" if len(group) > 1 or tails else ""))
    return "(?:" + "|".join(parts) + ")"


def barred(word: str) -> str:
    """What may not follow a word for it to be a unit."""
    letters = NOT_BEFORE.get(word)
    return f"(?![{letters}])" if letters else ""


def words(folded: Any) -> list[str]:
    """A list of words, written as a list or folded with spaces."""
    return folded.split() if isinstance(folded, str) else list(folded)


def read_lexicon(catalog: Catalog) -> Lexicon:
    """The lexicon of a catalogue."""
    files = catalog.kind("lexicon")
    units = unit_words(files["units"])
    hedges, kinds, times = files["hedges"], files["kinds"], files["times"]
    time_words = words_of_time(times)
    reasons = {
        word: reason
        for reason in ("label", "idiom", "part_of_word", "vague", "ordinal")
        for word in words(files["not_claims"][reason])
    }
    no = files["not_claims"]
    cue_of = {word: kind for kind in ("new_in_period", "level") for word in words(kinds[kind])}
    before = {word: sign for sign, group in hedges["before"].items() for word in group}
    after = {word: sign for sign, group in hedges["after"].items() for word in group}
    levels = one_of(hedges["to_a_level"])
    return Lexicon(
        units=units,
        unit=lazily(one_of(units)),
        specials=lazily(plain_one_of([*reasons, *time_words])),
        reasons=reasons,
        enumeration=lazily(plain_one_of(words(no["enumeration"]))),
        hotlines=frozenset(str(one) for one in words(no["hotlines"])),
        codes=lazily(plain_one_of(words(no["codes"])) + r"[^\d，。；、]{0,4}$"),
        acronyms=lazily(rf"(?<![A-Za-z0-9]){plain_one_of(words(no['acronyms']))}$"),
        names_after=lazily(plain_one_of(words(no["names_after"]))),
        ordinals_after=lazily(plain_one_of(words(no["ordinals_after"]))),
        labels_after=lazily(plain_one_of(words(no["labels_after"]))),
        before=lazily(plain_one_of(before) + "$"),
        after=lazily(r"[的]?" + plain_one_of(after)),
        before_last=frozenset(word[-1] for word in before),
        after_first=frozenset(word[0] for word in after) | {"的"},
        comparators=before,
        comparators_after=after,
        distance=frozenset(hedges["distance"]),
        falling=lazily(
            f"(?<![不至]){plain_one_of(hedges['falling'])}(?!{levels}|了{levels})(?:了|为|约|近|超过?|逾|幅)?$"
            "|(?<!不)(?:低于|慢于|少于)[^，。；的\\d]{2,14}$|还差[^，。；\\d]{0,6}$"
        ),
        falling_first=lazily(
            f"[{''.join(sorted({word[0] for word in hedges['falling']}))}低慢少还]"
        ),
        times=time_words,
        unresolvable=lazily(plain_one_of(times["unresolvable"])),
        kinds={
            key: lazily(plain_one_of(words(value)))
            for key, value in kinds.items()
            if key in COMPILED
        },
        cues=lazily(plain_one_of(cue_of)),
        cue_of=cue_of,
    )


def plain_one_of(group: Iterable[str]) -> str:
    """An alternation of whole words, longest first."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(group), key=lambda w: (-len(w), w)):
        by_first.setdefault(word[0], []).append(word[1:])
    return (
        "(?:"
        + "|".join(
            re.escape(first) + (f"(?:{'|'.join(map(re.escape, tails))})" if any(tails) else "")
            for first, tails in by_first.items()
        )
        + ")"
    )


def unit_words(file: Any) -> dict[str, UnitWord]:
    """Every unit word with what it answers."""
    found = {word: UnitWord("count", 1, True) for word in words(file["counting"])}
    for row in file["units"]:
        factor = Fraction(row.get("factor", 1))
        whole = factor.numerator if factor.denominator == 1 else factor
        for word in row["words"]:
            found[word] = UnitWord(row["unit"], whole, word in ("人", "名", "位", "人次"))
    return found


def words_of_time(file: Any) -> dict[str, tuple[str, Any]]:
    """Every word of time with its kind and meaning."""
    found: dict[str, tuple[str, Any]] = {w: ("year", n) for w, n in file["years"].items()}
    found |= {w: ("half", tuple(span)) for w, span in file["halves"].items()}
    for kind in ("whole_year", "year_end", "year_begin"):
        found |= dict.fromkeys(file[kind], (kind, None))
    found |= dict.fromkeys(file["unresolvable"], ("unresolvable", None))
    return found


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon as it is shipped."""
    return read_lexicon(shipped())
