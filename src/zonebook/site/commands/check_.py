"""`zonebook check`: every number of a draft read, and the draft checked against itself."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from zonebook.core.values import Finding, Reason, Ref, Refused

if TYPE_CHECKING:
    from decimal import Decimal

    from zonebook.core.bulletin.check import Checked
    from zonebook.core.bulletin.claims import Claim
    from zonebook.core.bulletin.findings import DraftFinding
    from zonebook.core.say import Sentences

SARIF_LEVELS = {"error": "error", "warning": "warning", "ask": "note"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Files, the period of the report, and how to print."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="文稿（文本或 DOCX）· a draft; - is stdin"
    )
    parser.add_argument(
        "--period", metavar="PERIOD", help="报告期，如 2023-01..2023-06 · period of the report"
    )
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text")


def run(args: argparse.Namespace) -> int:
    """Check every file; 1 where an error was found."""
    from zonebook.core.period import Period

    if args.period is not None:
        Period.parse(args.period)
    drafts = [(name, text_of(name)) for name in args.files]
    printer = {"text": print_text, "json": print_files, "sarif": print_sarif}[args.format]
    return int(printer(drafts, args))


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


def checked(text: str, args: argparse.Namespace) -> Iterator[Checked]:
    """The parts of a draft, checked."""
    from zonebook.core.bulletin.check import check_parts

    return check_parts(text, args.period)


def sentences() -> Sentences:
    """The messages of the check alone: reading those of all areas costs more than a page."""
    from zonebook.core.catalog import SHIPPED, parse
    from zonebook.core.say import Sentences

    path = SHIPPED / "messages" / "check.yaml"
    return Sentences(parse(path.read_text(encoding="utf-8"), "messages/check.yaml"))


# --- JSON -------------------------------------------------------------------------------------


def print_files(drafts: list[tuple[str, str]], args: argparse.Namespace) -> int:
    """One object for one file, a list for several."""
    out, worst = sys.stdout, 0
    say = sentences()
    if len(drafts) > 1:
        out.write("[")
    for i, (name, text) in enumerate(drafts):
        out.write(",\n" if i else "")
        worst = max(worst, print_file(name, text, args, say, out))
    out.write("]\n" if len(drafts) > 1 else "\n")
    return worst


def print_file(name: str, text: str, args: argparse.Namespace, say: Sentences, out: IO[str]) -> int:
    """Write one file as it is read; only the shorter lists wait in a spool for their turn."""
    out.write(f'{{"format": "zonebook.check/1", "file": {quoted(name)}, "claims": [')
    count = {"claims": 0, "not_claims": 0, "findings": 0, "errors": 0}
    period = None
    with spool() as others, spool() as found:
        for part in checked(text, args):
            period = period or part.reading.period
            wrong = in_findings(part)
            for claim in part.reading.claims:
                write_row(out, count, "claims", claim_row(claim, part.offset, wrong))
            for other in part.reading.not_claims:
                row = {
                    "start": other.start + part.offset,
                    "end": other.end + part.offset,
                    "text": other.text,
                    "reason": other.reason,
                }
                write_row(others, count, "not_claims", row)
            for one in part.findings:
                count["errors"] += one.level == "error"
                write_row(found, count, "findings", finding_row(one, part.offset, say, args.lang))
        for key, held in (("not_claims", others), ("findings", found)):
            out.write(f'],\n "{key}": [')
            copy(held, out)
    coverage = {
        "claims": count["claims"],
        "bound": 0,
        "verified": 0,
        "unverifiable": count["claims"],
        "not_claims": count["not_claims"],
        "findings": count["findings"],
    }
    out.write(f'],\n "period": {quoted(period)}, "coverage": {json.dumps(coverage)}}}')
    return 1 if count["errors"] else 0


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


def write_row(out: IO[str], count: dict[str, int], key: str, row: dict[str, Any]) -> None:
    """One row of a list on its own line."""
    out.write((",\n  " if count[key] else "\n  ") + json.dumps(row, ensure_ascii=False))
    count[key] += 1


def in_findings(part: Checked) -> set[tuple[int, int]]:
    """The spans that an error or a warning names."""
    return {span for one in part.findings if one.level != "ask" for span in one.spans}


def claim_row(claim: Claim, offset: int, wrong: set[tuple[int, int]]) -> dict[str, Any]:
    """A claim as JSON carries it; nothing is bound without a book."""
    if (claim.start, claim.end) in wrong:
        verdict = "inconsistent"
    else:
        verdict = "text_only" if claim.indicator else "unbound"
    row: dict[str, Any] = {
        "start": claim.start + offset,
        "end": claim.end + offset,
        "text": claim.text,
        "value": plain(claim.value),
        "signed_value": plain(claim.signed_value),
        "unit": claim.unit,
        "comparator": claim.comparator,
        "kind": claim.kind,
        "indicator": claim.indicator,
        "period": claim.period,
        "binding": None,
        "verdict": verdict,
    }
    if claim.low is not None and claim.high is not None:
        row |= {"low": plain(claim.low), "high": plain(claim.high)}
    return row


def plain(value: Decimal) -> str:
    """A decimal string; an amount that its scale made whole carries no zeros after the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def finding_row(one: DraftFinding, offset: int, say: Sentences, lang: str) -> dict[str, Any]:
    """A finding as JSON carries it."""
    row: dict[str, Any] = {
        "rule": one.rule,
        "level": one.level,
        "spans": [{"start": a + offset, "end": b + offset} for a, b in one.spans],
        "message": say.say(one.message, lang),
        "formula": one.formula,
        "suggestion": say.say(one.suggestion, lang) if one.suggestion else None,
        "reason": say.to_json(one.message, lang),
    }
    if one.written is not None and one.computed is not None:
        from zonebook.core.bulletin.findings import ends

        row |= {"written": ends(one.written), "computed": ends(one.computed)}
    return row


# --- text and SARIF -----------------------------------------------------------------------------


def print_text(drafts: list[tuple[str, str]], args: argparse.Namespace) -> int:
    """Findings with line and column, then how much was read."""
    say, worst = sentences(), 0
    for name, text in drafts:
        count = {"claims": 0, "others": 0, "findings": 0}
        for part in checked(text, args):
            count["claims"] += len(part.reading.claims)
            count["others"] += len(part.reading.not_claims)
            for one in part.findings:
                count["findings"] += 1
                worst = max(worst, int(one.level == "error"))
                print(sentence(name, text, one, part.offset, say, args.lang))
        print(say.say(Reason("check.summary", {"file": name, **count}), args.lang))
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


def print_sarif(drafts: list[tuple[str, str]], args: argparse.Namespace) -> int:
    """SARIF 2.1.0, for gates and editors that read it."""
    from zonebook.core.bulletin.rules import NAMES
    from zonebook.site.commands.output import print_json

    say, results = sentences(), []
    for name, text in drafts:
        for part in checked(text, args):
            for one in part.findings:
                results.append(sarif_result(name, text, one, part.offset, say, args.lang))
    rules = [
        {
            "id": rule,
            "shortDescription": {"text": say.say(Reason(f"check.rule.{rule.lower()}"), args.lang)},
        }
        for rule in NAMES
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
