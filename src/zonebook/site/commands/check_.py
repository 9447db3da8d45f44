"""`zonebook check`: every number of a draft read, bound, and checked against text and book."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

from zonebook.core.values import Finding, Reason, Ref, Refused

if TYPE_CHECKING:
    from zonebook.core.bulletin.check import Checked
    from zonebook.core.bulletin.findings import DraftFinding
    from zonebook.core.bulletin.verdicts import Judged
    from zonebook.core.say import Sentences

SARIF_LEVELS = {"error": "error", "warning": "warning", "ask": "note"}
BOUND = ("bound", "verified", "unverifiable")
Parts = Callable[[str], "Iterator[Checked]"]
Drafts = list[tuple[str, str]]


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
    """Check every file; 1 where an error was found."""
    from zonebook.core.period import Period

    if args.period is not None:
        Period.parse(args.period)
    drafts = [(name, text_of(name)) for name in args.files]
    printer = {"text": print_text, "json": print_files, "sarif": print_sarif}[args.format]
    return int(printer(drafts, args, checker(args)))


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
        raise Refused(located(Reason("check.unreadable", {"problem": problem}), name)) from None
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
    """One object for one file, a list for several."""
    out, worst = sys.stdout, 0
    say = sentences(args)
    if len(drafts) > 1:
        out.write("[")
    for i, (name, text) in enumerate(drafts):
        out.write(",\n" if i else "")
        worst = max(worst, print_file(name, parts(text), args.lang, say, out))
    out.write("]\n" if len(drafts) > 1 else "\n")
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
    out.write(f'],\n "period": {quoted(period)}, "coverage": {json.dumps(told)}}}')
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
    return json.dumps(text, ensure_ascii=False)


def write_row(out: IO[str], written: Counter[str], key: str, row: dict[str, Any]) -> None:
    """One row of a list on its own line."""
    out.write((",\n  " if written[key] else "\n  ") + json.dumps(row, ensure_ascii=False))
    written[key] += 1


# --- text and SARIF -----------------------------------------------------------------------------


def print_text(drafts: Drafts, args: argparse.Namespace, parts: Parts) -> int:
    """Findings with line and column, then how much was read, bound and verified."""
    say, worst = sentences(args), 0
    for name, text in drafts:
        count = Counter[str]()
        for part in parts(text):
            count += counted(judged(part))
            count["others"] += len(part.reading.not_claims)
            for one in part.findings:
                count["findings"] += 1
                worst = max(worst, int(one.level == "error"))
                print(sentence(name, text, one, part.offset, say, args.lang))
        key = "check.summary" if args.zone is None else "check.summary_against"
        told = {one: count[one] for one in ("claims", *BOUND, "others", "findings")}
        print(say.say(Reason(key, {"file": name, **told}), args.lang))
    return worst


def sentence(
    name: str, text: str, one: DraftFinding, offset: int, say: Sentences, lang: str
) -> str:
    """A finding for people: file:line:column, rule, level, what, the sum, what to write."""
    line, column = place(text, one.spans[0][0] + offset)
    level = say.say(Reason(f"check.level.{one.level}"), lang)
    told = f"{name}:{line}:{column}: {one.rule} {level} {say.say(one.message, lang)}"
    if one.formula:
        told += f"\n    {one.formula}"
    if one.suggestion:
        told += f"\n    {say.say(one.suggestion, lang)}"
    return told


def place(text: str, at: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def print_sarif(drafts: Drafts, args: argparse.Namespace, parts: Parts) -> int:
    """SARIF 2.1.0, for gates and editors that read it."""
    from zonebook.core.bulletin.rules import NAMES, data
    from zonebook.site.commands.output import print_json

    say, results = sentences(args), []
    for name, text in drafts:
        for part in parts(text):
            for one in part.findings:
                results.append(sarif_result(name, text, one, part.offset, say, args.lang))
    rules = [
        {
            "id": rule,
            "shortDescription": {"text": say.say(Reason(f"check.rule.{rule.lower()}"), args.lang)},
        }
        for rule in (*NAMES, *(data.NAMES if args.zone is not None else ()))
    ]
    driver = {"name": "zonebook", "rules": rules}
    print_json(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
            ],
        }
    )
    return int(any(one["level"] == "error" for one in results))


def sarif_result(
    name: str, text: str, one: DraftFinding, offset: int, say: Sentences, lang: str
) -> dict[str, Any]:
    """One finding as a SARIF result."""
    words = [say.say(one.message, lang), one.formula]
    words += [say.say(one.suggestion, lang)] if one.suggestion else []
    locations = []
    for start, end in one.spans:
        line, column = place(text, start + offset)
        last, after = place(text, end + offset)
        region = {
            "charOffset": start + offset,
            "charLength": end - start,
            "startLine": line,
            "startColumn": column,
            "endLine": last,
            "endColumn": after,
        }
        locations.append(
            {"physicalLocation": {"artifactLocation": {"uri": name}, "region": region}}
        )
    return {
        "ruleId": one.rule,
        "level": SARIF_LEVELS[one.level],
        "message": {"text": "\n".join(filter(None, words))},
        "locations": locations,
    }
