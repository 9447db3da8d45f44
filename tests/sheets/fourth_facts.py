"""What the fourth unopened five share: companies that no earlier sheet names, and cells of ledgers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from second_facts import Newcomer, newcomer
from sheet_facts import Spelt, day, money
from sheet_paper import Paper

FIRST = 700  # the third five used the newcomers below 620
ZONE = "榆川高新区管委会"
PEOPLE = ("方禾", "宁远", "祁川", "岳宁", "沐晨")


def settler(number: int, tail: str, kind: str = "enterprise") -> Newcomer:
    """The invented entity with this number, whom no earlier sheet names."""
    return newcomer(FIRST + number, tail, kind)


def coded(code: str, number: int, every: int = 9) -> Spelt:
    """A credit code as typed: now and then in lower case, with a space, a tab or a quote before it."""
    typed = {1: code.lower(), 3: f"{code} ", 5: f"'{code}", 7: f"{code[:9]} {code[9:]}"}
    return Spelt(typed.get(number % every, code), {"": code})


def later(known: tuple[int, int, int], days: int, style: str) -> Spelt:
    """The day so many days after a known one."""
    end = date(*known) + timedelta(days=days)
    return day(end.year, end.month, end.day, style)


def undated(cell: Spelt) -> Spelt:
    """A day cell whose column keeps no precision of its own."""
    return Spelt(cell.raw, {"": cell.means[""]})


def foot(paper: Paper, left: str, right: str, at: str) -> None:
    """The line of signatures at the foot."""
    paper.at("note", A=left, **{at: right})


def cents(raw: Any, yuan: int) -> Spelt:
    """A price in 元, kept in fen."""
    return Spelt(raw, {"": yuan * 100})


def in_wan(amount: int) -> Spelt:
    """An amount that brings its own 万元 under a header that says 亿元."""
    return money(f"{amount}万元", amount)
