"""How a state looks: a word with a shape and a colour, so that neither is needed alone."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString


def state(look: str, sign: str, words: str) -> SafeString:
    """A state as it stands on a page: `look` is one of holds, ask, failed, open, gone."""
    return format_html('<span class="state {}">{} {}</span>', look, sign, words)
