"""Words of sheets made comparable: headers, codes, names and the marks of an empty cell."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from zonebook.records.workbooks.grid import Value

FULL_WIDTH = str.maketrans(
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ\u3000\xa0",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz  ",
)
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
# fmt: off
BLANKS = frozenset((
    "/", "\\", "-", "—", "–", "－", "--", "——", "――", "…", "……", "*", "**", "n/a", "na", "null", "none",
    "无", "暂无", "没有", "空", "未知", "不详", "不明", "待定", "待补", "未填", "无数据", "暂缺", "缺",
))
# fmt: on
LONGEST_BLANK = 8  # characters; a longer cell says something
DITTO = frozenset(("同上", "〃", "″", "''", '"', "”", "“", "ditto", "..", "、、"))
BRACKETS = re.compile(r"[(\[【<《「][^)\]】>》」]*[)\]】>》」]?")
PHASE = re.compile(
    r"第?([一二三四五六七八九十\d]{1,3}|[ivx]{1,4})(期|号楼|号厂房|号车间|标段|批)(工程|项目|建设)?"
)
SYMBOLS = re.compile(r"[^\w%±]|_")


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A word without width, case, white space and punctuation: how words are compared."""
    return SYMBOLS.sub("", INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower())


@lru_cache(maxsize=8192)
def without_brackets(text: str) -> str:
    """The word before its remarks in brackets: 是否入库（是/否） is 是否入库."""
    return BRACKETS.sub("", unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """A text as it is kept: no invisible marks, half-width digits and letters, single spaces."""
    if text.isprintable() and " " not in text and text[:1] != "'":
        return text.translate(FULL_WIDTH)  # nothing else can stand in it
    text = INVISIBLE.sub("", text).translate(FULL_WIDTH)
    if text.startswith(("'=", "'+", "'@")):
        text = text[1:]  # what our CSV puts before a text that Excel would take for a formula
    text = re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])", "", text)
    return re.sub(r"\s+", " ", text).strip()


def is_empty(value: Value) -> bool:
    """Whether a cell says nothing: blank, or one of the marks that offices write for unknown."""
    if value is None:
        return True
    if not isinstance(value, str):
        return False
    if len(value) > LONGEST_BLANK:
        return not value.strip()
    text = unicodedata.normalize("NFKC", tidy(value))
    return not text or text.lower() in BLANKS


def is_ditto(value: Value) -> bool:
    """Whether a cell says “as above” in words."""
    return isinstance(value, str) and value.strip() in DITTO


def text_of(value: Value) -> str:
    """What a cell says as text: a whole number without a point, a day in figures."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def name_of(text: str) -> str:
    """A name as it is compared: width of brackets, dots and spaces make no difference."""
    return bare(tidy(text))


@lru_cache(maxsize=65536)
def without_phase(name: str) -> str:
    """A project's name without what tells its phases and buildings apart: 一期, 2号楼, 三标段."""
    return PHASE.sub("", name_of(name))


def alike(first: str, second: str) -> float:
    """How alike two words are, 0 to 1: shared pairs of characters (Dice)."""
    if first == second:
        return 1.0
    pairs = [{one[i : i + 2] for i in range(len(one) - 1)} or {one} for one in (first, second)]
    shared = len(pairs[0] & pairs[1])
    return 2 * shared / (len(pairs[0]) + len(pairs[1]))
