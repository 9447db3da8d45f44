"""`zonebook check`: every number of a draft read, bound, and checked against text and book."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import IO, TYPE_CHECKING, Any

from zonebook.core.values import Finding, Reason, Ref, Refused

if TYPE_CHECKING:
    from zonebook.core.bulletin.check import Checked
    from zonebook.core.bulletin.findings import DraftFinding
    from zonebook.core.bulletin.verdicts import Judged
    from zonebook.core.say import Sentences

SARIF_LEVELS = {"error": "error", "warning": "warning", "ask": "note"}
BOUND = ("bound", "verified", "unverifiable")
# One encoder for all rows: `json.dumps` makes one for each.
AS_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
Parts = Callable[[str], "Iterator[Checked]"]
Drafts = Iterator[tuple[str, str | Refused]]
UNOPENED: dict[type[OSError], str] = {
    FileNotFoundError: "check.no_file",
    IsADirectoryError: "check.folder",
    PermissionError: "check.not_allowed",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Files, the zone whose book to ask, the period of the report, and how to print."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="文稿（文本或 DOCX）· a draft; - is stdin"
    )
    parser.add_argument(
        "--zone", help="与此园区账本核对；不写则只核文内关系 · compare with this zone's book"
    )
    parser.add_argument(
        "--period", metavar="PERIOD", help="报告期，如 2023-01..2023-06 · period of the report"
    )
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text")
    parser.add_argument("--as", dest="person", metavar="PERSON", help="以此人员身份 · act as")


def run(args: argparse.Namespace) -> int:
    """Check every file; 1 where an error was found, 2 where one of several cannot be read."""
    from zonebook.core.period import Period

    if args.period is not None:
        Period.parse(args.period)
    printer = {"text": print_text, "json": print_files, "sarif": print_sarif}[args.format]
    return int(printer(drafts(args.files), args, checker(args)))


def drafts(names: Sequence[str]) -> Drafts:
    """Each file with its text; one of several that cannot be read does not stop the others."""
    for name in names:
        try:
            yield name, text_of(name)
        except Refused as refused:
            if len(names) == 1:
                raise
            yield name, refused


def tell_refused(refused: Refused, say: Sentences, lang: str) -> int:
    """Why a file cannot be read, beside the answers about the others."""
    from zonebook.site.commands import output

    for one in refused.findings:
        print(output.said(one, say, lang), file=sys.stderr)
    return 2


def checker(args: argparse.Namespace) -> Parts:
    """What checks a text part by part: against itself, or against the book of a zone."""
    if args.zone is None:
        from zonebook.core.bulletin.check import check_parts

        return lambda text: check_parts(text, args.period)
    from zonebook.site import home
    from zonebook.site.commands import person

    home.open_home(args.zone)
    person.may_look(args)
    from zonebook.core.bulletin.against import check_parts_against
    from zonebook.records import drafts

    book, known = drafts.Book(as_of=person.the_day()), drafts.learned()
    return lambda text: check_parts_against(text, book, args.period, known)


def text_of(name: str) -> str:
    """The text of a file or of stdin; Refused with its name where it cannot be read."""
    from zonebook.core.bulletin.drafts import LARGEST, draft_text

    try:
        if name == "-":
            given = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(name, "rb") as file:
                given = file.read(LARGEST + 1)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        key = UNOPENED.get(type(error), "check.unreadable")
        raise Refused(located(Reason(key, {"problem": problem}), name)) from None
    try:
        return draft_text(given)
    except Refused as refused:
        raise Refused(*(located(one.message, name) for one in refused.findings)) from None


def located(reason: Reason, name: str) -> Finding:
    """A reason that names its file."""
    return Finding(reason, Ref("document", name))


def sentences(args: argparse.Namespace) -> Sentences:
    """The messages of the check alone: reading those of all areas costs more than a page."""
    from zonebook.core.catalog import SHIPPED, parse, shipped
    from zonebook.core.say import Sentences

    if args.zone is not None:
        return shipped().sentences
    path = SHIPPED / "messages" / "check.yaml"
    return Sentences(parse(path.read_text(encoding="utf-8"), "messages/check.yaml"))


def judged(part: Checked) -> Sequence[Judged]:
    """The claims of a part with their verdicts."""
    from zonebook.core.bulletin.verdicts import judged

    return getattr(part, "judged", None) or judged(part)


def counted(rows: Iterable[Judged]) -> Counter[str]:
    """Claims found, bound, verified, unverifiable."""
    from zonebook.core.bulletin.verdicts import coverage

    return Counter(coverage(rows))


# --- JSON -------------------------------------------------------------------------------------


def print_files(drafts: Drafts, args: argparse.Namespace, parts: Parts) -> int:
    """One object for one file, a list for several, with a refusal in the place of a broken one."""
    out, worst, several = sys.stdout, 0, len(args.files) > 1
    say = sentences(args)
    for i, (name, text) in enumerate(drafts):
        out.write((",\n" if i else "[") if several else "")
        if isinstance(text, Refused):
            from zonebook.site import payloads  # only here: its classes cost a good start

            refusal = {"file": name} | payloads.refused(text, say, args.lang)
            out.write(AS_JSON(refusal))
            worst = max(worst, tell_refused(text, say, args.lang))
        else:
            worst = max(worst, print_file(name, parts(text), args.lang, say, out))
    out.write("]\n" if several else "\n")
    return worst


def print_file(name: str, parts: Iterator[Checked], lang: str, say: Sentences, out: IO[str]) -> int:
    """Write one file as it is read; only the shorter lists wait in a spool for their turn."""
    from zonebook.core.bulletin import answer

    out.write(f'{{"format": "{answer.FORMAT}", "file": {quoted(name)}, "claims": [')
    written, coverage = Counter[str](), Counter[str]()
    period = None
    with spool() as others, spool() as found:
        for part in parts:
            period = period or part.reading.period
            rows = judged(part)
            coverage += counted(rows)
            for row in rows:
                write_row(out, written, "claims", answer.claim_row(row, part.offset))
            for other in part.reading.not_claims:
                write_row(others, written, "not_claims", answer.not_claim_row(other, part.offset))
            for one in part.findings:
                written["errors"] += one.level == "error"
                row = answer.finding_row(one, say, lang, part.offset)
                write_row(found, written, "findings", row)
        for key, held in (("not_claims", others), ("findings", found)):
            out.write(f'],\n "{key}": [')
            copy(held, out)
    told = {key: coverage[key] for key in ("claims", *BOUND)}
    told |= {key: written[key] for key in ("not_claims", "findings")}
    out.write(f'],\n "period": {quoted(period)}, "coverage": {AS_JSON(told)}}}')
    return 1 if written["errors"] else 0


def spool() -> Any:
    """A list that waits in memory while it is short, on disk when it grows."""
    return tempfile.SpooledTemporaryFile(1 << 22, "w+", encoding="utf-8", newline="")


def copy(held: IO[str], out: IO[str]) -> None:
    """Move what waited to where it belongs."""
    held.seek(0)
    while piece := held.read(1 << 16):
        out.write(piece)


def quoted(text: str | None) -> str:
    """A JSON string, or null."""
    return AS_JSON(text)


def write_row(out: IO[str], written: Counter[str], key: str, row: dict[str, Any]) -> None:
    """One row of a list on its own line."""
    out.write((",\n  " if written[key] else "\n  ") + AS_JSON(row))
    written[key] += 1


# --- text and SARIF -----------------------------------------------------------------------------


def print_text(drafts: Drafts, args: argparse.Namespace, parts: Parts) -> int:
    """Findings with line and column, then how much was read, bound and verified."""
    say, worst = sentences(args), 0
    for name, text in drafts:
        if isinstance(text, Refused):
            worst = max(worst, tell_refused(text, say, args.lang))
            continue
        count, starts = Counter[str](), line_starts(text)
        for part in parts(text):
            count += counted(judged(part))
            count["others"] += len(part.reading.not_claims)
            for one in part.findings:
                count["findings"] += 1
                worst = max(worst, int(one.level == "error"))
                print(sentence(name, starts, one, part.offset, say, args.lang))
        key = "check.summary" if args.zone is None else "check.summary_against"
        if not any(count[one] for one in ("claims", "others", "findings")):
            key = "check.summary_none"
        told = {one: count[one] for one in ("claims", *BOUND, "others", "findings")}
        print(say.say(Reason(key, {"file": name, **told}), args.lang))
    return worst


def sentence(
    name: str, starts: Sequence[int], one: DraftFinding, offset: int, say: Sentences, lang: str
) -> str:
    """A finding for people: file:line:column, rule, level, what, the sum, what to write."""
    line, column = place(starts, one.spans[0][0] + offset)
    level = say.say(Reason(f"check.level.{one.level}"), lang)
    told = f"{name}:{line}:{column}: {one.rule} {level} {say.say(one.message, lang)}"
    if one.formula:
        told += f"\n    {one.formula}"
    if one.suggestion:
        told += f"\n    {say.say(one.suggestion, lang)}"
    return told


def line_starts(text: str) -> list[int]:
    """The offsets at which the lines of a text begin."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))][:-1]


def place(starts: Sequence[int], at: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    line = bisect_right(starts, at)
    return line, at - starts[line - 1] + 1


def print_sarif(drafts: Drafts, args: argparse.Namespace, parts: Parts) -> int:
    """SARIF 2.1.0, for gates and editors that read it."""
    from zonebook.core.bulletin.rules import NAMES, data
    from zonebook.site.commands.output import print_json

    say, results, refused = sentences(args), [], []
    for name, text in drafts:
        if isinstance(text, Refused):
            tell_refused(text, say, args.lang)
            refused += [sarif_refusal(name, one, say, args.lang) for one in text.findings]
            continue
        starts = line_starts(text)
        for part in parts(text):
            for one in part.findings:
                results.append(sarif_result(name, starts, one, part.offset, say, args.lang))
    rules = [
        {
            "id": rule,
            "shortDescription": {"text": say.say(Reason(f"check.rule.{rule.lower()}"), args.lang)},
        }
        for rule in (*NAMES, *(data.NAMES if args.zone is not None else ()))
    ]
    told: dict[str, Any] = {
        "tool": {"driver": {"name": "zonebook", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    if refused:
        told["invocations"] = [
            {"executionSuccessful": False, "toolExecutionNotifications": refused}
        ]
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    print_json({"$schema": schema, "version": "2.1.0", "runs": [told]})
    return 2 if refused else int(any(one["level"] == "error" for one in results))


def sarif_result(
    name: str, starts: Sequence[int], one: DraftFinding, offset: int, say: Sentences, lang: str
) -> dict[str, Any]:
    """One finding as a SARIF result: the number it is about, and those that it is held against."""
    words = [say.say(one.message, lang), one.formula]
    words += [say.say(one.suggestion, lang)] if one.suggestion else []
    first, *others = [sarif_place(name, starts, a + offset, b + offset) for a, b in one.spans]
    result = {
        "ruleId": one.rule,
        "level": SARIF_LEVELS[one.level],
        "message": {"text": "\n".join(filter(None, words))},
        "locations": [first],
    }
    return result | ({"relatedLocations": others} if others else {})


def sarif_refusal(name: str, one: Finding, say: Sentences, lang: str) -> dict[str, Any]:
    """Why a file cannot be read, as a SARIF notification."""
    place = {"physicalLocation": {"artifactLocation": {"uri": address(name)}}}
    return {"level": "error", "message": {"text": say.say(one, lang)}, "locations": [place]}


def sarif_place(name: str, starts: Sequence[int], start: int, end: int) -> dict[str, Any]:
    """A stretch of a file as a SARIF location."""
    line, column = place(starts, start)
    last, after = place(starts, end)
    region = {
        "charOffset": start,
        "charLength": end - start,
        "startLine": line,
        "startColumn": column,
        "endLine": last,
        "endColumn": after,
    }
    artifact = {"uri": address(name)}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def address(name: str) -> str:
    """The name of a file as an address, in which no space or Chinese character may stand."""
    from pathlib import Path
    from urllib.parse import quote

    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
