"""Filters of the pages of enterprise service: states, quantities, sentences with arguments."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from zonebook.core.policies.offers import Quantity, words_of
from zonebook.desk import looks
from zonebook.desk.language import named, say, word
from zonebook.records import zone as zones

register = template.Library()
LOOKS = {
    "fits": ("holds", "●"),
    "near": ("ask", "▲"),
    "unknown": ("open", "○"),
    "not": ("failed", "✕"),
}


@register.filter
def offer_state(state: str) -> SafeString:
    """符合, 接近 …: a word with its shape and colour."""
    look, sign = LOOKS[state]
    return looks.state(look, sign, say(f"service.state.{state}"))


@register.filter
def factor(kind: str) -> str:
    """用地, 用能, 用资 or 用工."""
    return say(f"service.kind.{kind}")


@register.filter
def quantity(one: Quantity) -> str:
    """A quantity with its unit."""
    return named(words_of(one, zones.catalog().units))


@register.filter
def quantities(several: Sequence[Quantity]) -> str:
    """Every quantity that a request asks for: 50 亩、2000 平方米."""
    return word([words_of(one, zones.catalog().units) for one in several])
