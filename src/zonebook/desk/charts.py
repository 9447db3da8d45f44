"""Drawings of figures as values: bars, lines, stairs, each mark with its address; templates print SVG.

A drawing is 400 units wide, so that its words can be read on a phone and on paper; all places are
strings with one decimal, ready to stand in an attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

WIDTH, TOP, BOTTOM = 400, 14, 22
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
APART = 13  # units between two labels that would cover each other


@dataclass(frozen=True)
class Datum:
    """A number to be drawn: what it says, how it prints, and the page of its figure."""

    name: str
    value: Decimal | None
    printed: str
    address: str
    period: str = ""


@dataclass(frozen=True)
class Mark:
    """A bar; `words` are said of it."""

    x: str
    y: str
    w: str
    h: str
    css: str
    address: str
    words: str


@dataclass(frozen=True)
class Dot:
    """A point of a line."""

    x: str
    y: str
    css: str
    address: str
    words: str


@dataclass(frozen=True)
class Path:
    """A line through points."""

    points: str
    css: str


@dataclass(frozen=True)
class Label:
    """Words beside a mark; `anchor` is start, middle or end."""

    x: str
    y: str
    text: str
    anchor: str = "start"
    css: str = ""


@dataclass(frozen=True)
class Drawing:
    """Everything that one drawing prints."""

    height: int
    marks: tuple[Mark, ...] = ()
    dots: tuple[Dot, ...] = ()
    paths: tuple[Path, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Series:
    """Numbers in a row, drawn alike; `css` is now, then or plan."""

    name: str
    css: str
    data: tuple[Datum, ...]
    end: str = ""  # what stands behind the last of them


@dataclass
class Sheet:
    """A drawing in the making."""

    height: int
    marks: list[Mark] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def label(self, x: float, y: float, text: str, anchor: str = "start", css: str = "") -> None:
        """Put words down."""
        self.labels.append(Label(place(x), place(y), text, anchor, css))

    def bar(self, x: float, y: float, w: float, h: float, css: str, one: Datum) -> None:
        """Draw a bar; the smallest can still be seen and touched."""
        words = f"{one.name} {one.printed}"
        size = (place(x), place(y), place(w), place(max(h, 1)))
        self.marks.append(Mark(*size, css, one.address, words))

    def done(self) -> Drawing:
        """The drawing as it prints."""
        return Drawing(
            self.height,
            tuple(self.marks),
            tuple(self.dots),
            tuple(self.paths),
            tuple(self.labels),
        )


def place(value: float) -> str:
    """A place on the paper."""
    return f"{value:.1f}"


def ticks(highest: Decimal, few: int = 5) -> list[Decimal]:
    """Round numbers from nought to at least the highest, at most `few` steps apart."""
    if highest <= 0:
        return [Decimal(0), Decimal(1)]
    size = Decimal(1).scaleb((highest / few).adjusted())
    step = next(size * one for one in STEPS if size * one * few >= highest)
    count = int((highest / step).to_integral_value(ROUND_CEILING))
    return [(step * i).normalize() + 0 for i in range(count + 1)]


def highest(series: Iterable[Series]) -> Decimal:
    """The largest number that is drawn."""
    values = [one.value for row in series for one in row.data if one.value is not None]
    return max(values, default=Decimal(0))


def axis(sheet: Sheet, marks: Sequence[Decimal], left: int, right: int) -> float:
    """Draw the lines of the scale; how many units one of its numbers is high."""
    inner = sheet.height - TOP - BOTTOM
    unit = inner / float(marks[-1])
    for mark in marks:
        y = sheet.height - BOTTOM - float(mark) * unit
        sheet.paths.append(Path(f"{left},{place(y)} {WIDTH - right},{place(y)}", "rule"))
        sheet.label(left - 4, y + 4, f"{mark:,f}", "end", "scale")
    return unit


def lines(series: Sequence[Series], names: Sequence[str], height: int = 220) -> Drawing:
    """Lines over the months: direct labels behind the last point, the scale from nought."""
    left, right = 38, 74
    sheet = Sheet(height)
    unit = axis(sheet, ticks(highest(series)), left, right)
    step = (WIDTH - left - right) / len(names)
    for i, name in enumerate(names):
        sheet.label(left + step * (i + 0.5), height - 6, name, "middle", "scale")
    ends = []
    for row in series:
        spots = [
            (left + step * (i + 0.5), height - BOTTOM - float(one.value) * unit, one)
            for i, one in enumerate(row.data)
            if one.value is not None
        ]
        sheet.paths.append(Path(" ".join(f"{place(x)},{place(y)}" for x, y, _ in spots), row.css))
        for x, y, one in spots if row.css != "plan" else spots[-1:]:
            words = f"{one.name} {one.printed}"
            sheet.dots.append(Dot(place(x), place(y), row.css, one.address, words))
        if spots:
            ends.append((spots[-1][1], row))
    for y, row in spread(ends):
        sheet.label(WIDTH - right + 4, y + 4, row.end or row.name, "start", row.css)
    return sheet.done()


def spread(ends: Sequence[tuple[float, Series]]) -> list[tuple[float, Series]]:
    """The places of the last labels, moved apart so that none covers another."""
    found: list[tuple[float, Series]] = []
    for y, row in sorted(ends, key=lambda pair: pair[0]):
        found.append((max(y, found[-1][0] + APART) if found else y, row))
    return found


def bars(series: Sequence[Series], names: Sequence[str], height: int = 200) -> Drawing:
    """Bars side by side, one group a month, the scale from nought."""
    left, right = 38, 8
    sheet = Sheet(height)
    unit = axis(sheet, ticks(highest(series)), left, right)
    step = (WIDTH - left - right) / len(names)
    width = step * 0.72 / len(series)
    for i, name in enumerate(names):
        x = left + step * i
        sheet.label(x + step / 2, height - 6, name, "middle", "scale")
        for j, row in enumerate(series):
            one = row.data[i] if i < len(row.data) else None
            if one is not None and one.value is not None:
                high = float(one.value) * unit
                spot = x + step * 0.14 + width * j
                sheet.bar(spot, height - BOTTOM - high, width, high, row.css, one)
    return sheet.done()


def stairs(steps: Sequence[tuple[Datum, int]], height: int = 210) -> Drawing:
    """Stairs from the opening to the closing stock: sign 0 stands on the ground, ±1 goes up or down.

    The scale is cut below the lowest step, since the stock is large beside its changes.
    """
    sheet = Sheet(height)
    spans, level = [], Decimal(0)
    for one, sign in steps:
        value = value_of(one)
        start = level if sign else Decimal(0)
        level = start + value * (sign or 1)
        spans.append((one, sign, min(start, level), max(start, level)))
    floor = cut([low for _, sign, low, _ in spans if sign])
    top = max((high for *_, high in spans), default=Decimal(1))
    foot = 40
    unit = (height - TOP - foot - 8) / float(max(top - floor, Decimal(1)))
    step = WIDTH / len(spans)
    for i, (one, sign, low, high) in enumerate(spans):
        bottom = float(max(low, floor) - floor) * unit
        tall = float(high - max(low, floor)) * unit
        x, y = i * step + step * 0.14, height - foot - bottom - tall
        sheet.bar(x, y, step * 0.72, tall, ("now", "more", "less")[sign], one)
        number = (("", "+", "−")[sign] if value_of(one) else "") + one.printed
        sheet.label(x + step * 0.36, y - 4, number, "middle", "number")
        for j, part in enumerate(two_lines(one.name)):
            sheet.label(x + step * 0.36, height - foot + 15 + 13 * j, part, "middle", "scale")
    ground = height - foot
    sheet.paths.append(Path(f"0,{ground} {WIDTH},{ground}", "ground"))
    return sheet.done()


def value_of(one: Datum) -> Decimal:
    """The number to draw; nought where it is not known."""
    return one.value or Decimal(0)


def cut(lows: Sequence[Decimal]) -> Decimal:
    """Where the scale begins: nought, or a round number well below the lowest step."""
    lowest = min(lows, default=Decimal(0))
    size = Decimal(1).scaleb(max(lowest.adjusted(), 0))
    return (lowest * Decimal("0.8")) // size * size if lowest > 0 else Decimal(0)


def two_lines(text: str) -> list[str]:
    """A name in at most two lines that fit below a step."""
    if text.isascii():
        words = text.split(" ")
        half = -(-len(words) // 2)
        return [" ".join(words[:half]), " ".join(words[half:])] if len(words) > 1 else words
    half = -(-len(text) // 2)
    return [text[:half], text[half:]] if len(text) > 5 else [text]


def rows(data: Sequence[tuple[Datum, Datum | None]], left: int = 96) -> Drawing:
    """Bars that lie one under the other, each with the one of last year below it in a light hue."""
    tall = 40 if any(then for _, then in data) else 32
    sheet = Sheet(tall * len(data) + 8)
    values = [one.value for pair in data for one in pair if one and one.value is not None]
    unit = (WIDTH - left - 112) / float(max(values, default=Decimal(1)) or 1)
    for i, (one, then) in enumerate(data):
        y = 6 + tall * i
        sheet.label(left - 8, y + 14, one.name, "end")
        if one.value is not None:
            sheet.bar(left, y, float(one.value) * unit, 18, "now", one)
        sheet.label(left + 6 + float(one.value or 0) * unit, y + 14, one.printed, "start", "number")
        if then and then.value is not None:
            sheet.bar(left, y + 20, float(then.value) * unit, 7, "then", then)
    return sheet.done()
