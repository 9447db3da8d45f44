"""`zonebook import FILE…`: a dry run of workbooks; with --commit they are written into the book."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.site import home, payloads
from zonebook.site.commands import import_list, person
from zonebook.site.commands.output import print_json, print_table, said

if TYPE_CHECKING:
    from zonebook.core.say import Sentences
    from zonebook.records.workbooks.commit import Imported
    from zonebook.records.workbooks.difference import DryRun
    from zonebook.records.workbooks.dryrun import Asking
    from zonebook.records.workbooks.grid import Grid

MOST_SHOWN = 20
WORDS = {
    "new": ("新增", "new"),
    "changed": ("变更", "changed"),
    "same": ("相同", "same"),
    "refused": ("退回", "refused"),
    "asked": ("待确认", "to confirm"),
    "aside": ("非数据行", "not data"),
    "read": ("读取行数", "rows read"),
    "gone": ("本次表中没有的行", "gone"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The files, what to take them for, and what to do with what is doubtful."""
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--zone")
    parser.add_argument("--register", help="台账 · register; guessed from the header if missing")
    parser.add_argument("--sheet", metavar="NAME", help="工作表 · the one sheet to import")
    person.argument(parser)
    parser.add_argument("--commit", action="store_true", help="确认导入 · write into the book")
    parser.add_argument("--skip-refused", action="store_true", help="退回行以外照常导入")
    parser.add_argument(
        "--correct", metavar="WHY", help="办件台账与账上不一致的按台账更正，写明原因"
    )
    parser.add_argument(
        "--same-case", action="append", default=[], metavar="SHEET:ROW",
        help="没有办件编号的行与前面一行是同一件 · the case of an earlier row",
    )  # fmt: skip
    parser.add_argument(
        "--another-case", action="append", default=[], metavar="SHEET:ROW",
        help="没有办件编号的行是另一件 · one more case",
    )  # fmt: skip
    parser.add_argument("--gone", choices=("keep", "close", "withdraw"), default="keep")
    parser.add_argument("--propose", action="store_true", help="他局的列作为建议 · propose")
    parser.add_argument(
        "--same", action="append", default=[], metavar="ROW=NUMBER[ rename]|row:ROW|new"
    )
    parser.add_argument("--map", action="append", default=[], metavar="HEADER=COLUMN")
    parser.add_argument("--row", action="append", default=[], metavar="ROW=data|aside")
    parser.add_argument("--constant", action="append", default=[], metavar="COLUMN=WORD")
    parser.add_argument(
        "--head", default="", metavar="ROWS", help="表头所在行，如 5-6 · header rows"
    )
    parser.add_argument("--decisions", metavar="FILE", help="确认文件 · answers kept in a file")
    parser.add_argument("--marked", metavar="FILE", help="标注退回行的工作簿 · marked workbook")
    parser.add_argument("--why", default="", help="导入事由 · reason")
    parser.add_argument("--undo", type=int, metavar="BATCH", help="撤销本次导入 · undo a batch")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """Import or undo; 2 where rows are refused or must be confirmed first."""
    home.open_home(args.zone)
    if args.undo is not None:
        return undo(args)
    if not args.files:
        raise Refused(Reason("typed.no_files"))
    from zonebook.records.workbooks.sheets import read

    asking = asking_of(args)
    sentences, told, waits = asking.catalog.sentences, [], False
    for name in args.files:
        path = Path(name)
        content = content_of(path)
        grids = read(content, path.name)
        if import_list.takes(args, grids, path.name):
            listing = import_list.import_one(args, asking, content, path.name)
            told.append(import_list.payload(listing, sentences, args.lang))
            waits |= import_list.waits(listing)
            if args.format == "text":
                import_list.show(args, listing, sentences)
            continue
        one = import_one(args, asking, path, content, grids)
        told.append(payloads.imported(path.name, one, sentences, args.lang))
        waits |= bool(one.errors) and one.batch is None
        if args.format == "text":
            show(args, one, sentences)
    if args.format == "json":
        print_json(told[0] if len(told) == 1 else told)
    return 2 if waits else 0


def asking_of(args: argparse.Namespace) -> Asking:
    """Who asks, on which day, with which answers."""
    from zonebook.core.catalog import parse
    from zonebook.records import zone as zones
    from zonebook.records.workbooks import decisions
    from zonebook.records.workbooks.answers import Answers, joined
    from zonebook.records.workbooks.dryrun import Asking

    kept: Any = {}
    if args.decisions:
        kept = parse(content_of(Path(args.decisions)).decode("utf-8"), args.decisions)
    given = decisions.answers_in(kept)
    same = dict(given.same)
    for row, answer in pairs(args.same):
        same[int(row)] = joined(same.get(int(row), ""), answer)
    answers = Answers(
        header={**given.header, **dict(pairs(args.map))},
        same=same,
        gone=args.gone,
        gone_rows=given.gone_rows,
        unanswered=given.unanswered,
        propose=args.propose or given.propose,
        rows={**given.rows, **dict(map(row_kind, args.row))},
        constants={**given.constants, **dict(pairs(args.constant))},
        head=args.head or given.head,
    )
    return Asking(
        person.of(args),
        person.the_day(),
        zones.catalog(),
        answers,
        progress,
        decisions.confirmed_in(kept),
        progress,
    )


def row_kind(text: str) -> tuple[int, str]:
    """`25=aside` as a row and what it is; Refused where it says neither."""
    row, _, kind = (one.strip() for one in text.partition("="))
    if not row.isdigit() or kind not in ("data", "aside"):
        raise Refused(Reason("workbooks.no_row_kind", {"text": text}))
    return int(row), kind


def pairs(given: list[str]) -> list[tuple[str, str]]:
    """`A=B` as pairs; Refused where the sign is missing."""
    found = []
    for one in given:
        left, sign, right = one.partition("=")
        if not sign:
            raise Refused(Reason("workbooks.no_pair", {"text": one}))
        found.append((left.strip(), right.strip()))
    return found


def progress(done: int, of: int) -> None:
    """Rows done, on one line of the terminal; silent where nobody looks."""
    if sys.stderr.isatty() and of > 500:
        end = "\n" if done == of else "\r"
        print(f"{done:,} / {of:,}", end=end, file=sys.stderr, flush=True)


def content_of(path: Path) -> bytes:
    """The bytes of a file; Refused where there is none."""
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise Refused(Finding(Reason("mishap.is_folder"), Ref("cell", "", str(path)))) from None
    except FileNotFoundError:
        place = Ref("cell", "", str(path))
        raise Refused(Finding(Reason("workbooks.no_file", {"file": path.name}), place)) from None


def import_one(
    args: argparse.Namespace, asking: Asking, path: Path, content: bytes, grids: Sequence[Grid]
) -> Imported:
    """One file, read into its sheets."""
    from zonebook.records import registers
    from zonebook.records.workbooks.commit import import_grids
    from zonebook.records.workbooks.giveback import marked
    from zonebook.records.workbooks.picking import Delivery

    register = registers.get(args.register) if args.register else None
    given = Delivery(
        content, path.name, register, args.sheet, args.commit, args.skip_refused, args.why
    )
    found = import_grids(grids, given, asking)
    if args.marked and found.errors:
        back = marked(content, path.name, found.runs, asking.catalog.sentences, args.lang)
        Path(args.marked).write_bytes(back)
    return found


def show(args: argparse.Namespace, one: Imported, sentences: Sentences) -> None:
    """One file's import for people: the map, the counts, what is refused; findings go to stderr."""
    zh = args.lang == "zh"
    for run in one.runs:
        print(f"{run.file}  {run.sheet}  → {run.register}")
        show_map(run, zh)
        counted = [f"{WORDS[k][0 if zh else 1]} {v:,}" for k, v in run.counted.items()]
        print("  ".join(counted))
        show_changes(run, args.lang)
        for gone in run.gone[:MOST_SHOWN]:
            print(
                f"  − {gone.number} {gone.label}"
                if gone.label != gone.number
                else f"  − {gone.number}"
            )
    noted = [finding for finding in one.skipped if finding.level != "error"]
    for finding in (*noted, *one.errors[:MOST_SHOWN]):
        print(said(finding, sentences, args.lang), file=sys.stderr)
    if len(one.errors) > MOST_SHOWN:
        print(f"… +{len(one.errors) - MOST_SHOWN}", file=sys.stderr)
    if one.batch:
        print(f"{'已导入，批次' if zh else 'imported, batch'} {one.batch.pk}")
    else:
        print(next_step(args.commit, len(one.errors))[0 if zh else 1])


def next_step(commit: bool, refused: int) -> tuple[str, str]:
    """What was not written, and what to type next."""
    if refused:
        return (
            f"一行也没有写入：有{refused:,}处退回或待确认。改好后再导入；或加 --skip-refused 先导入其余的行，"
            "加 --marked 文件.xlsx 得到标注了这些格子的工作簿",
            f"nothing was written: {refused:,} cells or rows are refused or to be confirmed. Mend them and"
            " import again; or add --skip-refused to write the others, and --marked FILE.xlsx for the"
            " workbook with these cells marked",
        )
    if commit:
        return "账上已经如此，没有要写的", "the book says all of it already"
    return (
        "这是预检，没有写入。确认导入请加 --commit",
        "a dry run: nothing was written. Add --commit",
    )


def show_map(run: DryRun, zh: bool) -> None:
    """The header map as a table."""
    head = ("列名", "对应", "把握") if zh else ("header", "column", "sure")
    rows = [
        (
            one.header,
            f"{one.column or ('—' if one.by == 'serial' else '随行保存' if zh else 'kept')}"
            + (f" ({one.unit})" if one.unit else ""),
            f"{one.confidence:.0%}" if one.column else "",
        )
        for one in run.columns
    ]
    rows += [(source, f"{name} = {value}", "") for name, (value, source) in run.supplied.items()]
    print_table(head, rows)


def show_changes(run: DryRun, lang: str) -> None:
    """The changed rows, column by column; amounts in the unit of their column, never in bare fen."""
    from zonebook.records import registers

    columns = registers.get(run.register).columns
    changed = [one for one in run.outcomes if one.kind == "changed"]
    for one in changed[:MOST_SHOWN]:
        for change in one.changes:
            column = columns.get(change.column)
            before, after = (
                in_units(found, column, lang) for found in (change.before, change.after)
            )
            print(f"  {one.row + 1} {one.number} {change.label[lang]}: {before} → {after}")
    if len(changed) > MOST_SHOWN:
        print(f"  … +{len(changed) - MOST_SHOWN}")


def in_units(found: Any, column: Any, lang: str) -> str:
    """A value as a person reads it: an amount with its unit, — where nothing is known."""
    from zonebook.records import zone as zones

    if found in (None, ""):
        return "—"
    if column is None or column.type != "money" or not isinstance(found, int):
        return str(found)
    unit = zones.catalog().units[column.unit or "CNY"]
    amount = Decimal(found) / 100 / unit.factor
    return f"{amount.normalize():,f} {unit.name(lang)}".strip()


def undo(args: argparse.Namespace) -> int:
    """Take back a batch; what has changed since stays, with the reason."""
    from zonebook.records import undo as undoing
    from zonebook.records import zone as zones
    from zonebook.records.models import Batch

    by = person.of(args)
    if by is None:
        raise Refused(Reason("workbooks.who_imports"))
    target = Batch.objects.filter(pk=args.undo).first()
    if target is None:
        raise Refused(Reason("workbooks.no_batch", {"batch": args.undo}))
    done = import_list.take_back(args, by, target) if import_list.is_taken(target) else None
    if done is None:
        may_undo(by, target)
        done = undoing.undo(target, by=by, on=person.the_day(), why=args.why)
    sentences = zones.catalog().sentences
    if args.format == "json":
        stayed = [sentences.to_json(one.message, args.lang) for one in done.stayed]
        row = {"format": "zonebook.undo/1", "batch": done.batch.pk, "undone": done.undone}
        print_json(row | {"stayed": stayed})
        return 0
    print(f"{'已撤销' if args.lang == 'zh' else 'undone'} {done.undone:,}")
    for one in done.stayed:
        print(sentences.say(one, args.lang), file=sys.stderr)
    return 0


def may_undo(by: Any, target: Any) -> None:
    """Refuse who may not write in the systems that the batch wrote in."""
    from zonebook.records import permissions, registers
    from zonebook.records import undo as undoing

    if target.register:
        systems = {registers.get(target.register).system}
    else:
        systems = undoing.systems_of(target) if target.kind == "import" else set()
    if not systems:  # a grant, a step at the desk: no import, each has its own way back
        raise Refused(Reason("workbooks.no_batch", {"batch": target.pk}))
    for system in systems:
        permissions.demand(by, "write", system, on=person.the_day())
