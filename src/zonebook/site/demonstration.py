"""Loads a demonstration zone: its workbooks are written and imported through the importer of anyone."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zonebook.core.catalog import shipped
from zonebook.core.values import Reason, Refused
from zonebook.site import home
from zonebook.site.command import say_refused
from zonebook.site.commands.output import width

if TYPE_CHECKING:
    from zonebook.records.models import Person

TEMPLATES = Path(__file__).resolve().parent.parent / "zones"
NAME_COLUMNS = 36
Said = str | Reason
Tell = Callable[[Said, Said], None]  # what was loaded, and how much or under which number


@dataclass(frozen=True)
class Loaded:
    """One sheet that was imported: its place, and what the import did."""

    workbook: str
    sheet: str
    counted: Mapping[str, int]


def load(key: str, *, today: date | None, tell: Tell) -> None:
    """Make the demonstration home anew; the old one is replaced only when the new one is whole."""
    template = TEMPLATES / key
    generator: Any = importlib.import_module(f"zonebook.zones.{key}.demo")
    with home.new(key) as folder:
        lay_out(template, folder, today)
        ledgers = generator.write(folder / "workbooks")
        home.set_up(folder)
        home.prepare()
        done = imports(folder / "workbooks", ledgers)
        for workbook, sheets in groupby(done, lambda one: one.workbook):
            tell(workbook, rows_of(list(sheets)))
        count = applications(folder / "workbooks")
        tell(Reason("demo.window"), Reason("demo.cases", {"n": count}))
        let_enterprises_in()
        tell(
            Reason("demo.applied"),
            Reason("demo.numbers", {"numbers": [*applied(folder / "workbooks")]}),
        )
        lists = [awarded(policy, on, paid_on) for policy, on, paid_on in generator.AWARDED]
        tell(Reason("demo.listed"), Reason("demo.numbers", {"numbers": lists}))
        for bulletin, period, on in generator.RELEASED:
            tell(Reason("demo.approved"), release(bulletin, period, on))


def rows_of(sheets: Sequence[Loaded]) -> Reason:
    """How many rows of a workbook came into the book or were brought up to date."""
    done = {kind: sum(one.counted.get(kind, 0) for one in sheets) for kind in ("new", "changed")}
    kind = "new" if done["new"] else "changed"
    return Reason(f"demo.{kind}", {"n": done[kind]})


def lay_out(template: Path, folder: Path, today: date | None) -> None:
    """Copy the template's zone.yaml, its overrides of the catalogue and its sample drafts."""
    text = (template / "zone.yaml").read_text("utf-8")
    if today:
        lines = text.splitlines(keepends=True)
        text = "".join(f"today: {today}\n" if one.startswith("today:") else one for one in lines)
    (folder / "zone.yaml").write_text(text, "utf-8")
    for name in ("catalog", "drafts"):
        if (template / name).exists():
            shutil.copytree(template / name, folder / name)


def imports(workbooks: Path, ledgers: list[Any]) -> Iterator[Loaded]:
    """Import every sheet in the order of the manifest, as the person who keeps it."""
    from zonebook.core.catalog import parse
    from zonebook.records import registers
    from zonebook.records import zone as zones
    from zonebook.records.workbooks import commit, decisions
    from zonebook.records.workbooks.answers import Answers
    from zonebook.records.workbooks.dryrun import Asking
    from zonebook.site.commands import person

    kept = parse((workbooks / "decisions.yaml").read_text("utf-8"), "decisions.yaml")
    confirmed, day = decisions.confirmed_in(kept), person.the_day()
    for ledger in ledgers:
        if ledger.register == "approval_case":
            yield cases(workbooks, ledger, day)
            continue
        register = registers.get(ledger.register)
        owners = (register.system, *(one.owner for one in register.columns.values()))
        by = keeper(ledger.office, owners, day)
        asking = Asking(by, day, zones.catalog(), Answers(), lambda done, of: None, confirmed)
        done = commit.import_file(
            (workbooks / ledger.workbook).read_bytes(),
            ledger.workbook,
            asking,
            register=register,
            sheet=ledger.sheet,
            commit=True,
            why=ledger.title,
        )
        if done.errors:
            raise Refused(*done.errors)
        counted = {kind: count for run in done.runs for kind, count in run.counted.items()}
        yield Loaded(ledger.workbook, ledger.sheet, counted)


def cases(workbooks: Path, ledger: Any, day: date) -> Loaded:
    """Import the bureau's list of cases: each row becomes the events of a case."""
    from zonebook.systems.approvals import roll

    content = (workbooks / ledger.workbook).read_bytes()
    by = keeper(ledger.office, ("approvals",), day)
    found = roll.import_roll(
        content, ledger.workbook, by=by, on=day, sheet=ledger.sheet, why=ledger.title
    )
    return Loaded(ledger.workbook, ledger.sheet, found.counted())


def let_enterprises_in() -> None:
    """The people of zone.yaml who act for an enterprise get its slip; nobody learns its code."""
    from zonebook.records import invitations, verdicts
    from zonebook.records import zone as zones
    from zonebook.records.models import Person
    from zonebook.site.commands import person

    day = person.the_day()
    for row in zones.zone().people:
        if "enterprise" in row:
            invitations.given(
                verdicts.find(row["enterprise"]),
                Person.objects.get(key=row["key"]),
                invitations.new_code(),
                by=keeper("", ("policies",), day),
                on=day,
                systems=("policies",),
            )


def applied(workbooks: Path) -> Iterator[str]:
    """File what enterprises say of themselves and apply in their name; the number of each award."""
    from zonebook.core.catalog import parse
    from zonebook.records import verdicts
    from zonebook.systems.policies import actions, asking, filing, offered

    name = "policy_applications.yaml"
    for row in parse((workbooks / name).read_text("utf-8"), name)["applications"]:
        days = {key: date.fromisoformat(row[key]) for key in ("filed_on", "applied_on")}
        entity, by = verdicts.find(row["enterprise"]), keeper("", ("policies",), days["applied_on"])
        offer = offered.offer(row["policy"], days["filed_on"])
        fields = [one for one in offer.fields if one.key in row["values"]]
        typed = {slot.name: row["values"][one.key] for one in fields for slot in one.slots}
        asked = asking.read(fields, typed, days["filed_on"])
        filing.save(entity=entity, asked=asked, by=by, on=days["filed_on"])
        award = actions.apply(entity=entity, policy=offer.key, by=by, on=days["applied_on"])
        yield award.number


def awarded(policy: str, on: date, paid_on: date | None) -> str:
    """A list of who fits a policy; where it is paid, most consent and one pays back; its number."""
    from zonebook.systems.policies import actions

    by = keeper("", ("policies",), on)
    found = actions.make_list(policy=policy, by=by, on=on)
    rows = list(found.awards.order_by("pk"))
    if paid_on is None:
        actions.move(
            award=rows[-1], kind="objected", by=by, on=on, note="来电反映数据有误，正在核实"
        )
        return found.number
    for at, one in enumerate(rows):
        kind = "declined" if at == 3 else "consented"
        if at % 5 != 4:
            actions.move(award=one, kind=kind, by=by, on=on, note="书面回执")
    actions.pay(award_list=found, by=by, on=paid_on)
    back = rows[0].amount_fen or 0
    actions.give_back(award=rows[0], fen=back, by=by, on=paid_on, note="账户有误，退回")
    return found.number


def release(bulletin: str, period: str, on: date) -> str:
    """A report that was prepared and approved on an earlier day, with what was known then; its name."""
    from zonebook.records import permissions
    from zonebook.records.models import Person
    from zonebook.systems.bulletin import actions

    def may(verb: str) -> list[Person]:
        people = Person.objects.order_by("pk")
        return [one for one in people if permissions.permits(one, verb, "bulletin", on=on)]

    approver = may("publish")[0]
    by = next(one for one in may("write") if one != approver)
    actions.prepare(bulletin, period, by=by, on=on, as_of=on)
    done = actions.approve(bulletin, period, by=approver, on=on, as_of=on).release
    return f"{done.title}  {done.number}"


def applications(workbooks: Path) -> int:
    """Play the projects that run at the bureau's own window; answers how many."""
    from zonebook.site.commands import person
    from zonebook.systems.approvals import playing

    text = (workbooks / "applications.yaml").read_text("utf-8")
    day = person.the_day()
    return playing.play(text, keeper("approvals", ("approvals",), day), day)["new"]


def keeper(office: str, systems: Sequence[str], on: date) -> Person:
    """Somebody of the office who may write in one of the systems; else who may in the first."""
    from zonebook.records import permissions
    from zonebook.records.models import Person

    for one in Person.objects.filter(posts__office__key=office).order_by("pk"):
        if any(permissions.permits(one, "write", system, on=on) for system in systems):
            return one
    for one in Person.objects.order_by("pk"):
        if permissions.permits(one, "write", systems[0], on=on):
            return one
    args = {"office": office, "system": Reason(f"system.{systems[0]}")}
    raise Refused(Reason("demo.nobody_keeps", args))


def teller(lang: str) -> Tell:
    """Tells each step on a line: a name, then at the same column what was done."""
    sentences = shipped().sentences

    def tell(name: Said, done: Said) -> None:
        left, right = (
            sentences.say(one, lang) if isinstance(one, Reason) else one for one in (name, done)
        )
        space = " " * max(2, NAME_COLUMNS - width(left))
        print(f"  {left}{space}{right}", flush=True)

    return tell


def main() -> int:
    """Load the zone named by the first argument, in the language and on the day that follow."""
    key, lang, *rest = sys.argv[1:]
    day = date.fromisoformat(rest[0]) if rest else None
    try:
        load(key, today=day, tell=teller(lang))
    except Refused as refused:
        say_refused(refused, lang, as_json=False)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
