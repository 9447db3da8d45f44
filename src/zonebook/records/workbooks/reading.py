"""From a grid to entries of a register: layout, header map, what the title says, rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from zonebook.core.units import Units
from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records.workbooks import currencies, headers, lines, phases, sums, synonyms, titles
from zonebook.records.workbooks.checks import (
    check_order,
    doubt,
    take_codes,
    take_former_names,
    take_signs,
    take_units,
)
from zonebook.records.workbooks.grid import Grid, is_blank, letters
from zonebook.records.workbooks.headers import HeaderMap
from zonebook.records.workbooks.layout import Layout, take_apart
from zonebook.records.workbooks.rows import Entry, Setting, read_rows
from zonebook.records.workbooks.told import NOTHING_TOLD, Told, captioned, constant
from zonebook.records.workbooks.words import bare

if TYPE_CHECKING:
    from zonebook.records.registers import Register, RegisterColumn

Learned = Callable[[str, str], Mapping[str, Any] | None]  # (register, signature) → what is known
USUAL = ("certificate", "project")  # registers with the words that most headers begin with


@dataclass(frozen=True)
class Reading:
    """A sheet as it was understood; `findings` are those of the sheet, entries carry their own."""

    layout: Layout
    register: Register
    header_map: HeaderMap
    said: titles.Said
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]

    @property
    def remembered(self) -> dict[str, Any]:
        """What the home keeps of the sheet: its header map, and the words that a person named.

        A day or a period that a person named holds for this sheet only.
        """
        columns = self.register.columns
        named = {
            name: value
            for name, (value, source) in self.header_map.supplied.items()
            if source == "answered" and name in columns and columns[name].type == "code"
        }
        return {**self.header_map.remembered(), "constants": named}

    @property
    def grid(self) -> Grid:
        """The sheet."""
        return self.layout.grid


def with_sheet_columns(register: Register) -> Register:
    """The register with the columns that only sheets have, such as 变动类型 beside 变动日期."""
    from zonebook.records.registers import column

    rows = register.source.get("sheet_columns", {})
    if not rows or set(rows) <= set(register.columns):
        return register
    own = {name: column(name, row, register.system) for name, row in rows.items()}
    return replace(register, columns={**register.columns, **own})


def decide(entries: Sequence[Entry], register: Register) -> None:
    """Where a word of the row decides what another cell means, put that cell where it belongs.

    The register declares it: `decides: {move: {moved_out: {went: moved_out, to_on: =moved_on}}}`.
    """
    own = set(register.source.get("sheet_columns", {}))
    for entry in entries if own else ():
        for column, meanings in register.source.get("decides", {}).items():
            word = entry.decided[column] = str(entry.values.get(column, ""))
            for name, meant in meanings.get(word, {}).items():
                value = entry.values.get(meant[1:]) if str(meant).startswith("=") else meant
                if value is not None:
                    entry.values.setdefault(name, value)
        for name in own:
            entry.values.pop(name, None)
            entry.blank.discard(name)


def nothing_learned(register: str, signature: str) -> None:
    """What a home knows that has never seen a sheet."""


def vocabulary(registers: Sequence[Register]) -> frozenset[str]:
    """All header words that registers declare."""
    return frozenset(
        bare(word)
        for register in map(with_sheet_columns, registers)
        for column in register.columns.values()
        for word in (*column.words, column.en, headers.NUMBER_HEADER)
    )


def read_sheet(
    grid: Grid,
    registers: Sequence[Register],
    setting: Setting,
    learned: Learned = nothing_learned,
    told: Told = NOTHING_TOLD,
) -> Reading:
    """Read a sheet for the one register that it fits among those given; Refused if none does."""
    layout = take_apart(grid, vocabulary(registers), told.head)
    if layout is None:
        raise Refused(no_header(grid, registers))
    register, found = choose(layout, registers, setting, learned, told)
    known = learned(register.key, found.signature) or {}
    told = replace(told, constants={**known.get("constants", {}), **told.constants})
    said = titles.said_by(layout, setting.units)
    said = replace(said, year=told.year or said.year)
    layout = lines.classed(layout, identifying(found, register))
    layout = phases.without_parts(sums.without_sums(layout, setting.units), found, register)
    layout = sums.as_told(layout, told.rows)
    again = titles.said_by(layout, setting.units)  # now with the notes under the table
    said = replace(again, year=said.year or again.year, findings=said.findings)
    found = titles.supplied(found, register, layout, said)
    found = captioned(found, register, layout, replace(setting, said=said))
    found = constant(found, register, told, replace(setting, said=said))
    entries = tuple(read_rows(layout, found, register, replace(setting, said=said)))
    doubt(entries, layout, told)
    decide(entries, register)
    take_units(entries, register, setting.units)
    take_codes(entries, register, found, layout)
    take_former_names(entries, register, found, layout)
    take_signs(entries, register, found, layout)
    currencies.complete(entries, found, register, layout, setting.units)
    phases.named_with_phase(entries, found, register, layout)
    for entry in entries:
        check_order(entry, found, register, layout)
    missing = headers.missing(found, register, layout)
    findings = (*found.findings, *said.findings, *missing, *beside(layout))
    register = next(one for one in registers if one.key == register.key)
    return Reading(layout, register, found, said, entries, findings)


def beside(layout: Layout) -> Iterator[Finding]:
    """A warning where something stands right of the header, which is not read."""
    width = layout.columns[-1].index + 1
    for row, cells in enumerate(layout.grid.rows[layout.bottom + 1 :], layout.bottom + 1):
        for column, value in enumerate(cells[width:], width):
            if not is_blank(value):
                reason = Reason("workbooks.beside", {"column": letters(width - 1)})
                yield Finding(reason, layout.grid.ref(row, column), "warning")
                return


def no_header(grid: Grid, registers: Sequence[Register]) -> Finding:
    """The finding of a sheet without a header, with words that one would have."""
    which = registers if len(registers) == 1 else [one for one in registers if one.key in USUAL]
    words = [one.zh for register in which for one in list(register.columns.values())[:2]][:3]
    place = Ref("cell", "", " ".join(one for one in (grid.file, grid.name) if one))
    return Finding(
        Reason("workbooks.no_header", {"sheet": grid.name or grid.file, "columns": words}), place
    )


def identifying(found: HeaderMap, register: Register) -> set[int]:
    """The columns that make a row a record: the required ones and the natural key."""
    names = {name for name, one in register.columns.items() if one.required}
    names |= set(register.natural_key)
    return {index for name, index in found.index_of.items() if name in names}


def choose(
    layout: Layout,
    registers: Sequence[Register],
    setting: Setting,
    learned: Learned,
    told: Told,
) -> tuple[Register, HeaderMap]:
    """The register whose columns the header shows best, and its header map."""
    serial = lines.serial_columns(layout)
    sign = headers.signature(layout.columns)
    maps = []
    for register in likely(layout, registers, setting.units):
        known = learned(register.key, sign)
        register = with_sheet_columns(register)
        found = headers.propose(
            layout, register, setting.units, known, told.header, serial, setting.indicators
        )
        found = currencies.settled(found, register, layout, setting.units)
        said = titles.said_by(layout, setting.units)
        found = titles.supplied(found, register, layout, said)
        found = captioned(found, register, layout, replace(setting, said=said))
        found = constant(found, register, told, replace(setting, said=said))
        maps.append((weight(found, register, layout, bool(known)), register, found))
    maps.sort(key=lambda one: -one[0])
    if len(maps) > 1:
        refuse_unsure(maps, layout)
    return maps[0][1], maps[0][2]


MOST_WEIGHED = 6  # registers: a head shares words with three or four; weighing costs a map each
# What outweighs what, where a sheet may be of several registers; a column that is shown counts 1.
GUEST, NEEDED = 0.5, 0.5  # a column of another noun counts half, a required one half as much again
LOST = 3  # a required column that is missing: no two shown columns make up for it
TITLED = 1.5  # the register's whole name in the title: more than any column, less than two
LEARNED = 10  # a head that a person has confirmed: more than a sheet can show
CLEAR = 0.3  # less apart than a third of a column is no decision: a person names the register


def likely(layout: Layout, registers: Sequence[Register], units: Units) -> Sequence[Register]:
    """The registers that share most words with header and title; only they are weighed in full."""
    if len(registers) <= MOST_WEIGHED:
        return registers
    meant = {
        synonyms.concepts(text)
        for column in layout.columns
        for text, _ in headers.spellings(column, units)
    }
    shared = {one.key: shares(one, meant) + 2 * named(one, layout) for one in registers}
    least = sorted(shared.values())[-MOST_WEIGHED]
    return [one for one in registers if shared[one.key] >= max(least, 1)] or registers


def shares(register: Register, meant: set[frozenset[str]]) -> int:
    """How many columns of a register are called by a word that means one of the header's."""
    columns = with_sheet_columns(register).columns.values()
    return sum(
        not meant.isdisjoint(map(synonyms.concepts, headers.words_of(one))) for one in columns
    )


def named(register: Register, layout: Layout) -> float:
    """How much of a register's name stands in title, sheet name or file name, 0 to 1."""
    name = synonyms.plainly(bare(register.name["zh"]).removesuffix("台账").removesuffix("名册"))
    told = synonyms.plainly(bare(layout.title + layout.grid.name + layout.grid.file))
    return sum(name[i : i + 2] in told for i in range(len(name) - 1)) / max(1, len(name) - 1)


def weight(found: HeaderMap, register: Register, layout: Layout, is_learned: bool) -> float:
    """How well a sheet fits a register: columns shown, required ones missing, words of the title.

    A column that lies on another noun counts half: a sheet is of the noun whose own columns it has;
    a column that the register cannot do without counts half as much again, unless it was guessed.
    """
    columns, lost = register.columns, len(headers.missing(found, register, layout))
    guests = sum(
        one.confidence
        for one in found.columns
        if one.column in register.columns and is_guest(register.columns[one.column], register)
    )
    months = {n for n in found.supplied if n in columns and titles.is_month(columns[n])}
    known = {one.column for one in found.columns if one.by != "proposed"} | months
    shown = sum(columns[n].required for n in known if n in columns)
    sure = found.confidence - GUEST * guests + NEEDED * shown
    return sure - LOST * lost + TITLED * named(register, layout) + LEARNED * is_learned


def is_guest(column: RegisterColumn, register: Register) -> bool:
    """Whether a column lies on another noun; what happened to a record is its own.

    So is what a record that is referred to is found by: the credit code beside the name.
    """
    if len(column.path) == 1 or "kind" in column.options:
        return False
    first, last = column.path[0], column.path[-1]
    return not any(
        one.path == (first,) and last in one.options.get("find_by", ())
        for one in register.columns.values()
    )


def refuse_unsure(maps: list[tuple[float, Register, HeaderMap]], layout: Layout) -> None:
    """Refuse where the header fits no register, or two of them equally well."""
    grid = layout.grid
    sheet = grid.name or grid.file
    place = Ref("cell", "", " ".join(one for one in (grid.file, grid.name) if one))
    (best, first, found), (second, other, _) = maps[:2]
    if best <= 0 or len(found.index_of) < 2:
        raise Refused(Finding(Reason("workbooks.no_register", {"sheet": sheet}), place))
    if best - second < CLEAR:
        names = [f"{one.name['zh']} {one.key}" for one in (first, other)]
        args = {"sheet": sheet, "registers": names}
        raise Refused(Finding(Reason("workbooks.which_register", args), place))
