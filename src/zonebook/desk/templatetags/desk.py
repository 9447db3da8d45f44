"""Filters of the pages: sentences, names, days and numbers as offices print them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zonebook.core import say as words
from zonebook.core.period import Period
from zonebook.core.values import Finding, Reason
from zonebook.desk import language

register = template.Library()
SHORT = 5  # characters that are never broken over two lines: 招商二组


@register.filter
def say(reason: Reason | Finding | str) -> str:
    """A reason or message key as a sentence."""
    return language.say(reason)


@register.simple_tag
def told(key: str, **args: Any) -> str:
    """A sentence with its arguments."""
    return language.say(key, **args)


@register.filter
def named(names: Mapping[str, str]) -> str:
    """The name in the page's language."""
    return language.named(names)


@register.filter
def person(one: Any) -> str:
    """A person's name in the page's language."""
    return language.person(one)


@register.filter
def day(value: Any) -> str:
    """A day in full; nothing for no day."""
    return language.day(value) if value else ""


@register.filter
def period(value: Period) -> str:
    """A period in words."""
    return words.period(value, language.lang())


@register.filter
def number(value: Decimal | int) -> str:
    """A number with thousands separators and a true minus sign."""
    return words.number(value)


@register.filter
def of(rows: Mapping[str, Any], key: str) -> Any:
    """An entry of a mapping."""
    return rows.get(key)


@register.simple_tag
def sorted_by(page: Any, name: str) -> str:
    """The address of a list in another order."""
    return str(page.asked.address(sort=name))


@register.simple_tag
def trail_page(page: Any, step: int) -> str:
    """The address of another page of the trail."""
    return str(page.asked.address(page=page.asked.page + step))


@register.simple_tag
def cells(row: Any) -> SafeString:
    """The cells of a row: the first is its name and the link; a thousand of them stand on a page."""
    unknown = f'<span class="unknown">{escape(_("暂无数据"))}</span>'
    first, *others = row.cells
    parts = [
        f'<th scope="row"><a href="{escape(row.address)}">{escape(first.text or row.number)}</a></th>'
    ]
    for one in others:
        whole = one.is_whole or len(one.text) <= SHORT
        css = f"{'n' * one.is_number}{' k' * whole}{'' if one.is_main else ' wide'}"
        said = escape(one.text) if one.text else unknown
        parts.append(f'<td data-label="{escape(one.label)}" class="{css}">{said}</td>')
    return SafeString("".join(parts))


@register.simple_tag
def levels(found: Iterable[Any]) -> SafeString:
    """A because-tree: each sentence with its sources, and what lies below it."""
    return SafeString("".join(map(level, found)))


def level(one: Any) -> str:
    """One line of a because-tree."""
    told = escape(one.sentence)
    for name, address in one.sources:
        named = f'<a href="{escape(address)}">{escape(name)}</a>' if address else escape(name)
        told += f'<span class="level">{named}</span>'
    if not one.below:
        return f"<li>{told}</li>"
    below = "".join(map(level, one.below))
    return f"<li><details open><summary>{told}</summary><ul>{below}</ul></details></li>"


@register.simple_tag
def entries(found: Iterable[Any]) -> SafeString:
    """The lines of a section of the rail; the page that is open is marked."""
    current = ("", ' aria-current="page"')
    return SafeString(
        "".join(
            f'<li><a href="{escape(one.address)}"{current[one.current]}>{escape(one.name)}</a></li>'
            for one in found
        )
    )


@register.filter
def system_name(key: str) -> str:
    """What one of the eleven things is called."""
    return language.say(f"system.{key}")


@register.filter
def bracketed(text: str) -> str:
    """A unit behind a head: （万元）, (CNY 10,000)."""
    return f"（{text}）" if language.lang() == "zh" else f" ({text})"


@register.filter
def sentence(text: str) -> str:
    """A text that ends with a full stop."""
    if text.endswith(("。", ".", "！", "？")):
        return text
    return f"{text}。" if language.lang() == "zh" else f"{text}. "


@register.filter
def counted(rows: Mapping[str, int]) -> str:
    """共读 N 行 = 新增 + 修改 + …"""
    kinds = ("read", "new", "changed", "same", "refused", "asked", "aside", "gone")
    return language.say("import.sum", **{kind: rows.get(kind, 0) for kind in kinds})
