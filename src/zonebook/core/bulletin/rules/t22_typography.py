"""T22: one width of digits in one text; full-width throughout is no fault."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily

FULL_WIDTH = "０１２３４５６７８９"
WIDE = lazily(r"[０-９]")
NARROW = lazily(r"[0-9]")
say = Say("T22")


def typography(reading: Reading) -> Iterator[DraftFinding]:
    """Claims in the width that fewer claims have."""
    if not any(digit in reading.text.raw for digit in FULL_WIDTH):
        return
    wide = [one for one in reading.claims if WIDE.search(one.text)]
    narrow = [
        one for one in reading.claims if NARROW.search(one.text) and not WIDE.search(one.text)
    ]
    if not wide or not narrow:
        return
    odd = min((wide, narrow), key=len)
    if len(odd) * 4 <= len(wide) + len(narrow):
        to = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
        better = odd[0].text.translate(to) if odd is wide else ""
        yield say("width", "warning", odd[:5], odd[0].text, suggest=better)
