"""`zonebook due --cases FILE`: due days of a whole file of cases, one JSON object a line."""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from zonebook.core.catalog import shipped
from zonebook.core.procedures.clock import due
from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.core.workdays import Calendar, NotPublished, read_calendar

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
FIELDS = frozenset({"accepted", "limit", "pauses"})
CHUNK = 1 << 22
SMALL = 1 << 18  # below this many bytes numpy costs more to load than it saves
MOST_FINDINGS = 20
# An answer is one whole number: the due day's ordinal, minus a year, or one of these.
MONTH_ACCEPTED, MONTH_PAUSE = -100_000, -100_001
UNKNOWN = {
    MONTH_ACCEPTED: "day of acceptance known only to the month",
    MONTH_PAUSE: "day of a pause known only to the month",
}


@dataclass(frozen=True)
class Case:
    """One line: days as written, limit in working days, fields that are not used."""

    accepted: str
    limit: int
    pauses: list[list[str]]
    unread: AbstractSet[str]


class Batch:
    """One run over a file: its calendar, what was wrong so far, the answers so far."""

    def __init__(self, calendar: Calendar, file: str) -> None:
        self.calendar, self.file = calendar, file
        self.findings: list[Finding] = []
        self.wrong = 0
        self.unread: dict[str, int] = {}
        self.answers: list[Sequence[int]] = []

    def one(self, raw: bytes, line: int) -> int | None:
        """The answer of one line; None, and a finding noted, where it is malformed."""
        case = case_of(raw)
        if isinstance(case, Case):
            self.note_unread(case, line)
            return answer(self.calendar, case)
        self.wrong += 1
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(case, Ref("span", "", f"{self.file}:{line}")))
        return None

    def note_unread(self, case: Case, line: int) -> None:
        """Remember where fields that are not used first stood."""
        for name in case.unread:
            self.unread.setdefault(name, line)

    def finish(self) -> None:
        """Refused with all that was wrong, so that nothing is printed of a file not in order."""
        if self.wrong > len(self.findings):
            more = Reason("clock.case.more", {"number": self.wrong - len(self.findings)})
            self.findings.append(Finding(more))
        if self.findings:
            raise Refused(*self.findings)


def run(path: str, as_list: bool, lang: str, calendar: Calendar | None = None) -> int:
    """Answer every line of the file, or refuse it whole; `-` reads standard input.

    `calendar` is a zone's; without one the national calendar holds.
    """
    with opened(path) as stream:
        batch = Batch(calendar or read_calendar(shipped()), "stdin" if path == "-" else path)
        read(stream, batch)
    batch.finish()
    for name, line in batch.unread.items():
        unread = shipped().sentences.say(Reason("clock.case.unread", {"field": name}), lang)
        print(f"{batch.file}:{line}: {unread}", file=sys.stderr)
    if not any(map(len, batch.answers)):
        sample = '{"accepted": "2023-09-22", "limit": 11, "pauses": []}'
        none = shipped().sentences.say(Reason("clock.case.none", {"sample": sample}), lang)
        print(f"{batch.file}: {none}", file=sys.stderr)
    write(batch, as_list)
    return 0


def opened(path: str) -> BinaryIO:
    """The file's bytes; Refused where it cannot be read."""
    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as error:
        args = {"file": path, "problem": error.strerror or str(error)}
        raise Refused(Reason("clock.case.no_file", args)) from None


def read(stream: BinaryIO, batch: Batch) -> None:
    """Take the file in pieces of whole lines; the fast way where a piece is large and in order."""
    line = 1
    for number, piece in enumerate(pieces(stream)):
        if number > 0 or len(piece) > SMALL:
            codes = quickly(piece, line, batch)
        else:
            codes = plainly(piece, line, batch)
        batch.answers.append(array("i", codes))  # four bytes a case until all lines are read
        line += piece.count(b"\n")
        if number and sys.stderr.isatty():
            print(f"\r{line - 1:,}", end="", file=sys.stderr, flush=True)


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The file's bytes in pieces that end with a line end; a byte-order mark is dropped."""
    first = True
    while piece := stream.read(CHUNK):
        piece += stream.readline()
        if first:
            piece, first = piece.removeprefix(b"\xef\xbb\xbf"), False
        yield piece.replace(b"\r\n", b"\n")


def plainly(piece: bytes, first_line: int, batch: Batch) -> list[int]:
    """Line by line: the truth about each, and the place of whatever is wrong."""
    lines = enumerate(piece.split(b"\n"), first_line)
    found = [batch.one(raw, line) for line, raw in lines if raw.strip()]
    return [code for code in found if code is not None]


def quickly(piece: bytes, first_line: int, batch: Batch) -> list[int]:
    """The same, all lines of one shape at once."""
    from zonebook.site.commands.due_columns import answers

    return answers(piece, first_line, batch)


def case_of(raw: bytes) -> Case | Reason:
    """A line as a case, or what is wrong with it."""
    try:
        row = json.loads(raw.decode(), object_pairs_hook=once)
    except UnicodeDecodeError:
        return Reason("clock.case.not_utf8")
    except Repeated as error:
        return Reason("clock.case.repeated", {"field": str(error)})
    except (ValueError, RecursionError) as error:
        return Reason("clock.case.not_json", {"problem": str(error)[:120]})
    if not isinstance(row, dict):
        return Reason("clock.case.not_an_object")
    for name in ("accepted", "limit"):
        if name not in row:
            return Reason("clock.case.missing", {"field": name})
    accepted, limit, pauses = row["accepted"], row["limit"], row.get("pauses", [])
    if type(limit) is not int or limit < 0:
        return Reason("clock.case.not_a_limit", {"text": shown(limit)})
    if not (isinstance(pauses, list) and all(type(p) is list and len(p) == 2 for p in pauses)):
        return Reason("clock.case.not_pauses")
    for text in (accepted, *chain.from_iterable(pauses)):
        if not is_day(text):
            return Reason("clock.case.not_a_day", {"text": shown(text)})
    return Case(accepted, limit, pauses, row.keys() - FIELDS)


class Repeated(Exception):
    """A field stands twice in a line."""


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose fields stand once each."""
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        raise Repeated(next(name for name in names if names.count(name) > 1))
    return row


def shown(value: Any) -> str:
    """The beginning of a value as it was written."""
    return json.dumps(value, ensure_ascii=False)[:60]


def is_day(text: Any) -> bool:
    """Whether a text is a day, or a month of which the day is not known."""
    if not isinstance(text, str):
        return False
    if MONTH.fullmatch(text):
        return True
    try:
        return bool(DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def answer(calendar: Calendar, case: Case) -> int:
    """One case: the ordinal of its due day, or why it is unknown."""
    if len(case.accepted) < 10:
        return MONTH_ACCEPTED
    if any(len(text) < 10 for pause in case.pauses for text in pause):
        return MONTH_PAUSE
    spans = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in case.pauses]
    try:
        return due(calendar, date.fromisoformat(case.accepted), case.limit, spans).toordinal()
    except NotPublished as gap:
        return -gap.year


def write(batch: Batch, as_list: bool) -> None:
    """Print the answers in the order of the cases."""
    words: dict[int, str] = {}
    out = sys.stdout
    opening, between, closing = ("[", ",\n", "]\n") if as_list else ("", "\n", "\n")
    started = False
    for answers in batch.answers:
        for code in set(answers) - words.keys():
            words[code] = json.dumps(said(code))
        if answers:
            out.write(between if started else opening)
            out.write(between.join([words[code] for code in answers]))
            started = True
    out.write(closing if started else (opening + closing if as_list else ""))
    out.flush()


def said(code: int) -> dict[str, str]:
    """An answer as its object."""
    if code > 0:
        return {"due": date.fromordinal(code).isoformat()}
    return {"unknown": UNKNOWN.get(code) or str(NotPublished(-code))}
