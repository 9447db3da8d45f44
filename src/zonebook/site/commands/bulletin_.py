"""`zonebook bulletin KEY`: a report written from the book, or a released one as it was frozen."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from zonebook.core.values import Reason, Refused
from zonebook.site import home
from zonebook.site.commands import person
from zonebook.site.commands.figures_ import released_by

if TYPE_CHECKING:
    from zonebook.core.say import Sentences
    from zonebook.systems.bulletin.texts import Report

FORMS = ("text", "json", "csv", "docx", "pdf")
ENDINGS = {"txt": "text", **{one: one for one in FORMS[1:]}}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which bulletin of which zone and period, in which form, and where to."""
    parser.add_argument("key", metavar="KEY", help="annual, monthly, circular")
    parser.add_argument("--zone")
    parser.add_argument("--period", required=True, help="2023, 2023-07")
    parser.add_argument(
        "--as-of", help="只用此日前已发布的数 · only what had been released by then"
    )
    parser.add_argument("--format", choices=FORMS, help="格式 · form; told by the file's ending")
    parser.add_argument("-o", "--output", metavar="FILE", help="输出文件 · to this file")
    parser.add_argument("--section", metavar="KEY", help="只要这一部分的文字 · one section to send")
    parser.add_argument("--release", metavar="NUMBER", help="取定稿原件 · the released file")
    person.argument(parser)


def run(args: argparse.Namespace) -> int:
    """Write the bulletin; text and data go to the output where no file is named."""
    home.open_home(args.zone)
    person.may_read(args, "bulletin")
    ending = Path(args.output or "").suffix.lstrip(".")
    if args.output and not args.format and ending not in ENDINGS:
        raise Refused(Reason("bulletin.no_such_form", {"kind": ending, "known": list(ENDINGS)}))
    form = args.format or ENDINGS.get(ending, "text")
    if args.release:
        from zonebook.records import releases

        content = releases.content(releases.one(args.release), form, args.lang)[1]
        written(content, form, args.output)
    else:
        made(args, form)
    return 0


def made(args: argparse.Namespace, form: str) -> None:
    """Write the bulletin as the book has it now, and say so once it is written."""
    from zonebook.records import zone as zones
    from zonebook.systems.bulletin import actions, plain, sources

    on, sentences = person.the_day(), zones.catalog().sentences
    period = sources.period_of(sources.text_of(args.key), args.period)
    report = sources.report(args.key, period, on=on, lang=args.lang, as_of=released_by(args.as_of))
    if args.section:
        copied = plain.copied(report, args.section, sentences)
        written(f"{copied}\n".encode(), form, args.output)
        return
    content = actions.render(report, form, sentences)
    written(content, form, args.output)
    if args.output:
        told(report, args.output, len(content), sentences)


def told(report: Report, output: str, size: int, sentences: Sentences) -> None:
    """Say what was written and what is missing in it."""
    counted = {"figures": len(report.figures), "gaps": len(report.gaps)}
    reason = Reason("bulletin.written", {"file": output, "size": size, **counted})
    print(sentences.say(reason, report.lang), file=sys.stderr)


def written(content: bytes, form: str, output: str | None) -> None:
    """To the file, else to the output; a binary form is not thrown at a terminal."""
    if output:
        Path(output).write_bytes(content)
        return
    if form in ("docx", "pdf") and sys.stdout.isatty():
        raise Refused(Reason("bulletin.needs_output", {"format": form}))
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
