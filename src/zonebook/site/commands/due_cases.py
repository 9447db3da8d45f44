"""`zonebook due --cases FILE`: due days of a whole file of cases, one JSON object a line."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
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


class Batch:
    """One run over a file: its calendar, what was wrong so far, the answers so far."""

    def __init__(self, calendar: Calendar, file: str) -> None:
        self.calendar, self.file = calendar, file
        self.findings: list[Finding] = []
        self.wrong = 0
        self.unread: dict[str, int] = {}
        self.answers: list[Sequence[int]] = []

    def refuse(self, line: int, key: str, **args: Any) -> None:
        """Note a malformed line; only the first are told in full."""
        self.wrong += 1
        if len(self.findings) < MOST_FINDINGS:
            where = f"{self.file}:{line}"
            self.findings.append(Finding(Reason(f"clock.case.{key}", args), Ref("span", "", where)))

    def finish(self) -> None:
        """Refused with all that was wrong, so that nothing is printed of a file not in order."""
        if self.wrong > len(self.findings):
            more = Reason("clock.case.more", {"number": self.wrong - len(self.findings)})
            self.findings.append(Finding(more))
        if self.findings:
            raise Refused(*self.findings)
        for name, line in self.unread.items():
            print(f"{self.file}:{line}: 未使用的字段 · field not used: {name}", file=sys.stderr)


def run(path: str, as_list: bool) -> int:
    """Answer every line of the file, or refuse it whole; `-` reads standard input."""
    with opened(path) as stream:
        batch = Batch(read_calendar(shipped()), "stdin" if path == "-" else path)
        read(stream, batch)
    batch.finish()
    write(batch, as_list)
    return 0


def opened(path: str) -> BinaryIO:
    """The file's bytes; Refused where it cannot be read."""
    if path == "-":
        return io.BytesIO(sys.stdin.buffer.read(0)) if sys.stdin.closed else sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as error:
        args = {"file": path, "problem": error.strerror or str(error)}
        raise Refused(Reason("clock.case.no_file", args)) from None


def read(stream: BinaryIO, batch: Batch) -> None:
    """Take the file in pieces of whole lines; the fast way where a piece is large and in order."""
    line = 1
    for number, piece in enumerate(pieces(stream)):
        answers = None
        if number > 0 or len(piece) > SMALL:
            answers = quickly(piece, batch.calendar)
        batch.answers.append(plainly(piece, line, batch) if answers is None else answers)
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
    answers = []
    for line, raw in enumerate(piece.split(b"\n"), first_line):
        if raw.strip():
            case = case_of(raw, line, batch)
            answers.append(0 if case is None else answer(batch.calendar, *case))
    return answers


def case_of(raw: bytes, line: int, batch: Batch) -> tuple[str, int, list[Any]] | None:
    """A line as acceptance, limit and pauses; None, and a finding noted, where it is malformed."""
    try:
        row = json.loads(raw.decode())
    except UnicodeDecodeError:
        return batch.refuse(line, "not_utf8")
    except (ValueError, RecursionError) as error:
        return batch.refuse(line, "not_json", problem=str(error)[:120])
    if not isinstance(row, dict):
        return batch.refuse(line, "not_an_object")
    for name in row.keys() - FIELDS:
        batch.unread.setdefault(name, line)
    for name in ("accepted", "limit"):
        if name not in row:
            return batch.refuse(line, "missing", field=name)
    limit, pauses = row["limit"], row.get("pauses", [])
    if type(limit) is not int or limit < 0:
        return batch.refuse(line, "not_a_limit", text=json.dumps(limit, ensure_ascii=False)[:60])
    if not (isinstance(pauses, list) and all(type(p) is list and len(p) == 2 for p in pauses)):
        return batch.refuse(line, "not_pauses")
    for text in (row["accepted"], *chain.from_iterable(pauses)):
        if not is_day(text):
            return batch.refuse(line, "not_a_day", text=json.dumps(text, ensure_ascii=False)[:60])
    return row["accepted"], limit, pauses


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


def answer(calendar: Calendar, accepted: str, limit: int, pauses: list[list[str]]) -> int:
    """One case: the ordinal of its due day, or why it is unknown."""
    if len(accepted) < 10:
        return MONTH_ACCEPTED
    if any(len(text) < 10 for pause in pauses for text in pause):
        return MONTH_PAUSE
    spans = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in pauses]
    try:
        return due(calendar, date.fromisoformat(accepted), limit, spans).toordinal()
    except NotPublished as gap:
        return -gap.year


def quickly(piece: bytes, calendar: Calendar) -> Sequence[int] | None:
    """A whole piece at once; None where any line of it needs the plain way.

    One JSON array is made of the lines. That is safe because each line begins with a brace and
    ends with one, a line end inside a text stays a line end (which JSON refuses), and every
    object must have exactly the known fields of the known types: so no two lines can melt.
    """
    from zonebook.site.commands.due_columns import answers

    body = piece if piece.endswith(b"\n") else piece + b"\n"
    lines = body.count(b"\n")
    if body.count(b"\n{") + body.startswith(b"{") != lines or body.count(b"}\n") != lines:
        return None
    try:
        rows = json.loads(b"[" + body[:-1].replace(b"\n", b",\n") + b"]")
    except (ValueError, RecursionError):
        return None
    return answers(rows, calendar) if len(rows) == lines else None


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
