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
    from zonebook.systems.approvals.comparing import Correction
    from zonebook.systems.approvals.listed import Line
    from zonebook.systems.approvals.roll import Plan
    from zonebook.systems.approvals.same_case import Answer

KEY = "approval_case"
MOST_SHOWN = 20
WORDS = {
    "new": ("新办件", "new"),
    "changed": ("续办", "gone on"),
    "same": ("无变化", "unchanged"),
    "contradicts": ("与账上不一致", "contradicting"),
    "refused": ("退回", "refused"),
}
NOTHING = (
    "一行也没有写入：有{:,}处退回或与账上不一致。改好台账再导入；或加 --skip-refused 先导入其余的行",
    "nothing was written: {:,} places are refused or contradict the book. Mend the list, or add"
    " --skip-refused to write the other rows",
)


def takes(args: argparse.Namespace, grids: Sequence[Grid], name: str) -> bool:
    """Whether a file is a list of cases: it was said, or its header fits one best."""
    from zonebook.systems.approvals import roll

    return roll.is_list(grids, name, args.sheet) if not args.register else args.register == KEY


def import_one(args: argparse.Namespace, asking: Asking, content: bytes, name: str) -> Plan:
    """One list: a dry run, or with --commit the writing of it."""
    from zonebook.systems.approvals import roll

    told, correction = asking.answers.told, correction_of(args)
    procedure = told.constants.get("procedure", "")
    found = roll.plan(content, name, asking.on, args.sheet, told, procedure, correction)
    waiting = found.refused or found.contradicting
    if not args.commit or (waiting and not args.skip_refused):
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
        correction=correction,
    )


def correction_of(args: argparse.Namespace) -> Correction:
    """What was said of single rows: whether contradicting ones take the book's place, and why."""
    from zonebook.systems.approvals.comparing import Correction

    cases: dict[str, Answer] = dict.fromkeys(args.same_case, "one")
    cases |= dict.fromkeys(args.another_case, "another")
    if args.correct is None:
        return Correction(cases=cases)
    return Correction(args.correct, rows=None, cases=cases)


def is_taken(batch: Batch) -> bool:
    """Whether a batch is the import of a list."""
    from zonebook.systems.approvals import rolls_taken

    return rolls_taken.is_taken(batch)


def take_back(args: argparse.Namespace, by: Person, batch: Batch) -> Undone:
    """Take the import of a list back."""
    from zonebook.systems.approvals import rolls_taken

    return rolls_taken.take_back(batch=batch.pk, by=by, on=person.the_day(), why=args.why)


def waits(found: Plan) -> bool:
    """Whether rows are refused or contradict the book, and nothing was written."""
    return bool(found.refused or found.contradicting) and found.batch is None


def payload(found: Plan, sentences: Sentences, lang: str) -> dict[str, Any]:
    """What the import of a list did or would do."""
    from zonebook.records.workbooks.difference import finding_json

    rows = [
        {"row": line.row, "sheet": line.sheet, "kind": line.kind, "label": line.title}
        | ({"number": line.case.number} if line.case else {})
        | {"findings": [finding_json(one, sentences, lang) for one in line.findings]}
        | steps_of(line, sentences, lang)
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


def steps_of(line: Line, sentences: Sentences, lang: str) -> dict[str, Any]:
    """The steps that a row adds to its case, and those that it tells otherwise than the book."""
    from zonebook.systems.approvals import comparing

    found: dict[str, Any] = {}
    if line.kind == "changed":
        found["adds"] = [sentences.to_json(comparing.said_of(one), lang) for one in line.add]
    if line.differs:
        found["contradictions"] = [
            {"cell": one.place.key if one.place else "", "may_correct": one.may_correct}
            | sentences.to_json(comparing.pair(one), lang)
            for one in comparing.shown(line)
        ]
    return found


def show_steps(found: Plan, sentences: Sentences, lang: str) -> None:
    """The rows that go on, each with what it adds."""
    from zonebook.systems.approvals import comparing

    changed = [line for line in found.lines if line.kind == "changed"]
    for line in changed[:MOST_SHOWN]:
        assert line.case is not None
        adds = [sentences.say(comparing.said_of(one), lang) for one in comparing.loud(line.add)]
        print(f"  {line.row} {line.case.number} {line.title}  + {' · '.join(adds) or '—'}")
    if len(changed) > MOST_SHOWN:
        print(f"  … +{len(changed) - MOST_SHOWN}")


def show(args: argparse.Namespace, found: Plan, sentences: Sentences) -> None:
    """A list's import for people; what is refused goes to stderr with its cell."""
    from zonebook.site.commands.import_ import next_step
    from zonebook.site.commands.output import said
    from zonebook.systems.approvals.comparing import contradiction

    place = 0 if args.lang == "zh" else 1
    print(f"{found.file}  {found.sheet}  → {KEY}")
    print("  ".join(f"{WORDS[kind][place]} {n:,}" for kind, n in found.counted().items()))
    show_steps(found, sentences, args.lang)
    errors = [one for line in found.refused for one in line.errors]
    errors += map(contradiction, found.contradicting)
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
