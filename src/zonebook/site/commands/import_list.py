"""`zonebook import` of an office's list of cases (办件台账): rows become cases with their events."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from zonebook.core.values import Reason, Refused
from zonebook.site.commands import person

if TYPE_CHECKING:
    from zonebook.core.say import Sentences
    from zonebook.records.models import Batch, Person
    from zonebook.records.undo import Undone
    from zonebook.records.workbooks.dryrun import Asking
    from zonebook.records.workbooks.grid import Grid
    from zonebook.systems.approvals.roll import Plan

KEY = "approval_case"
MOST_SHOWN = 20
NOTHING = (
    "一行也没有写入：有{:,}处退回。改好台账再导入；或加 --skip-refused 先导入其余的行",
    "nothing was written: {:,} cells are refused. Mend the list, or add --skip-refused",
)


def takes(args: argparse.Namespace, grids: Sequence[Grid], name: str) -> bool:
    """Whether a file is a list of cases: it was said, or its header fits one best."""
    from zonebook.systems.approvals import roll

    return roll.is_list(grids, name, args.sheet) if not args.register else args.register == KEY


def import_one(args: argparse.Namespace, asking: Asking, content: bytes, name: str) -> Plan:
    """One list: a dry run, or with --commit the writing of it."""
    from zonebook.systems.approvals import roll

    told = asking.answers.told
    procedure = told.constants.get("procedure", "")
    found = roll.plan(content, name, asking.on, args.sheet, told, procedure)
    if not args.commit or (found.refused and not args.skip_refused):
        return found
    if asking.by is None:
        raise Refused(Reason("workbooks.who_imports"))
    return roll.import_roll(
        content,
        name,
        by=asking.by,
        on=asking.on,
        sheet=args.sheet,
        skip_refused=args.skip_refused,
        why=args.why,
        told=told,
        procedure=procedure,
    )


def is_taken(batch: Batch) -> bool:
    """Whether a batch is the import of a list."""
    from zonebook.systems.approvals import rolls_taken

    return rolls_taken.is_taken(batch)


def take_back(args: argparse.Namespace, by: Person, batch: Batch) -> Undone:
    """Take the import of a list back."""
    from zonebook.systems.approvals import rolls_taken

    return rolls_taken.take_back(batch=batch.pk, by=by, on=person.the_day(), why=args.why)


def waits(found: Plan) -> bool:
    """Whether rows are refused and nothing was written."""
    return bool(found.refused) and found.batch is None


def payload(found: Plan, sentences: Sentences, lang: str) -> dict[str, Any]:
    """What the import of a list did or would do."""
    from zonebook.records.workbooks.difference import finding_json

    rows = [
        {"row": line.row, "sheet": line.sheet, "kind": line.kind, "label": line.title}
        | ({"number": line.case.number} if line.case else {})
        | {"findings": [finding_json(one, sentences, lang) for one in line.findings]}
        for line in found.lines
    ]
    sheet = {"sheet": found.sheet, "register": KEY, "counted": found.counted(), "rows": rows}
    return {
        "format": "zonebook.import/1",
        "file": found.file,
        "committed": found.batch is not None,
        "batch": found.batch,
        "sheets": [sheet],
        "skipped": [finding_json(one, sentences, lang) for one in found.findings],
    }


def show(args: argparse.Namespace, found: Plan, sentences: Sentences) -> None:
    """A list's import for people; what is refused goes to stderr with its cell."""
    from zonebook.site.commands.import_ import WORDS, next_step
    from zonebook.site.commands.output import said

    place = 0 if args.lang == "zh" else 1
    print(f"{found.file}  {found.sheet}  → {KEY}")
    print("  ".join(f"{WORDS[kind][place]} {n:,}" for kind, n in found.counted().items()))
    errors = [one for line in found.refused for one in line.errors]
    remarks = [one for line in found.readable for one in line.remarks]
    for one in [*found.findings, *errors[:MOST_SHOWN], *remarks[:MOST_SHOWN]]:
        print(said(one, sentences, args.lang), file=sys.stderr)
    if len(errors) > MOST_SHOWN:
        print(f"… +{len(errors) - MOST_SHOWN}", file=sys.stderr)
    if found.batch:
        print(f"{('已导入，批次', 'imported, batch')[place]} {found.batch}")
    elif errors:
        print(NOTHING[place].format(len(errors)))
    else:
        print(next_step(args.commit, 0)[place])
