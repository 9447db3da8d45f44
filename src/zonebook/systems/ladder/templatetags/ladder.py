"""Words of the ladder: what a test says, an answer, a title, a last day."""

from __future__ import annotations

from datetime import date, timedelta

from django import template
from django.utils.safestring import SafeString

from zonebook.desk import language, looks
from zonebook.records import rungs

register = template.Library()
MARKS = {
    "met": ("holds", "●"),
    "unmet": ("failed", "✕"),
    "unknown": ("open", "○"),
    "manual_review": ("ask", "▲"),
    "not_applicable": ("open", "—"),
    "qualified": ("holds", "●"),
    "not_qualified": ("failed", "✕"),
}


@register.filter
def status(word: str) -> SafeString:
    """The status of a test, with its mark."""
    return marked(word, f"rules.status.{word}")


@register.filter
def answer(word: str) -> SafeString:
    """The answer of a rule, with its mark."""
    return marked(word, f"rules.{word}")


def marked(word: str, key: str) -> SafeString:
    """A state with a word and a shape, so that colour is never needed."""
    kind, mark = MARKS[word]
    return looks.state(kind, mark, language.say(key))


@register.filter
def rung_name(key: str) -> str:
    """What a title is called."""
    found = rungs.rungs().get(key)
    return language.named(found.name) if found else key


@register.filter
def last_day(valid_to: date) -> str:
    """The last day of validity: the book keeps the day after it."""
    return (valid_to - timedelta(1)).isoformat()
