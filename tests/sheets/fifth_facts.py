"""What the eight workbooks of the fifth set share: companies of their own, and cells as typed."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from second_facts import Newcomer, newcomer
from sheet_facts import Spelt

FIRST = 1100  # the fourth five used the newcomers below
LOST = "the formula has no kept value"
BROKEN = "an error cell"


def arrival(number: int, tail: str = "科技有限公司", kind: str = "enterprise") -> Newcomer:
    """The invented entity with this number, whom no earlier sheet names."""
    return newcomer(FIRST + number, tail, kind)


def unread(raw: Any) -> Spelt:
    """A cell for which its row must come back: it means nothing."""
    return Spelt(raw, {"": None})


def about_month(raw: Any, year: int, month: int) -> Spelt:
    """Words that name a month and no day of it."""
    return Spelt(raw, {"": f"{year}-{month:02d}-01", "_precision": "month"})


def amount(raw: Any, yuan: int | float | None) -> Spelt:
    """An amount as typed and in 元."""
    return Spelt(raw, {"": None if yuan is None else round(yuan * 100)})


def picture(wide: int = 320, high: int = 18) -> bytes:
    """A grey PNG, as the title that somebody pasted as a picture."""
    rows = b"".join(b"\0" + b"\xcc" * wide for _ in range(high))

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")
