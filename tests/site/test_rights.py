"""Who may do what, cell by cell: person × verb × register, as function, page, interface, command.

The zone below has five people. In the table r w v p stand for read, write, review, publish, a point
for none of them; every cell of every register of the book is tried.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import cast
from tests.site.api.conftest import program
from zonebook.core.catalog import parse
from zonebook.records import permissions, registers, settle, write
from zonebook.records import zone as zones
from zonebook.records.models import Entity, Membership, Person
from zonebook.records.models.people import VERBS
from zonebook.site import command

ZONE = """
key: test
name: {zh: 试验园区, en: Test zone}
offices:
  - key: committee
    name: {zh: 管委会, en: Committee}
    grants:
      - {verbs: [read], systems: [economy, registration, policies, innovation, ladder, promotion,
                                  projects, clusters, approvals, service]}
      - {verbs: [read, write, review, publish], systems: [bulletin]}
  - key: statistics
    name: {zh: 统计局, en: Statistics}
    grants: [{verbs: [read, write], systems: [economy, bulletin]}, {verbs: [read], systems: [ladder]}]
  - key: promotion
    name: {zh: 招商局, en: Promotion}
    grants: [{verbs: [read, write], systems: [promotion]}, {verbs: [read], systems: [projects]}]
  - key: window
    name: {zh: 审批局, en: Approvals}
    grants: [{verbs: [read, write, review], systems: [approvals, registration]}]
people:
  - {key: leader, name: {zh: 甲, en: A}, office: committee}
  - {key: sun, name: {zh: 乙, en: B}, office: statistics}
  - {key: wang, name: {zh: 丙, en: C}, office: promotion}
  - {key: li, name: {zh: 丁, en: D}, office: window}
  - {key: zhao, name: {zh: 戊, en: E}}
"""
RIGHTS = """
               leader  sun   wang  li    zhao
  economy      r       rw    .     .     .
  registration r       .     .     rwv   .
  policies     r       .     .     .     .
  innovation   r       .     .     .     .
  ladder       r       r     .     .     .
  promotion    r       .     rw    .     .
  projects     r       .     r     .     .
  clusters     r       .     .     .     .
  approvals    r       .     .     rwv   .
  service      r       .     .     .     .
  bulletin     rwvp    rw    .     .     .
"""
# A command verb as it is typed, and who gets through. The others are refused before anything is
# told or written; whoever holds the files of the home needs no --as.
COMMANDS = """
  figures n_signed --period 2023                        | leader sun wang li
  trace n_hnte --period 2023                            | leader sun wang li
  trace n_new_ent --period 2024                         | leader li
  export entity --format csv                            | leader li
  export signing --format csv                           | leader wang
  bulletin annual --period 2023                         | leader sun
  release annual --period 2023                          | leader sun
  release annual --period 2023 --approve                | leader
  diff DG-2024-000001 DG-2024-000002                    | leader sun
  check draft.txt --zone test                           | leader sun wang li
  judge hnte --on 2024-02-18 --all                      | leader sun
  judge hnte --on 2024-02-18 --enterprise 兰泰疫苗有限公司 | leader sun
  due --overdue                                         | leader li
  letters --on 2023-10-09                               | leader li
  verify                                                | leader
  backup book.zip                                       | leader
"""
PEOPLE = RIGHTS.split("\n")[1].split()
LETTERS = dict(zip("rwvp", VERBS, strict=True))


def cells() -> dict[tuple[str, str], set[str]]:
    """(person, system) → the verbs of the table."""
    found = {}
    for line in RIGHTS.strip().splitlines()[1:]:
        system, *held = line.split()
        for person, letters in zip(PEOPLE, held, strict=True):
            found[person, system] = {LETTERS[one] for one in letters if one != "."}
    return found


CELLS = cells()


@pytest.fixture
def people(db, home, monkeypatch) -> dict[str, Person]:
    """The zone's people in a book with one enterprise."""
    monkeypatch.setenv("ZONEBOOK_TODAY", cast.TODAY.isoformat())
    (home / "zone.yaml").write_text(ZONE, "utf-8")
    monkeypatch.setattr("zonebook.records.zone.zone", lambda: zones.read_zone(home))
    settle.settle(zones.read_zone(home))
    found = {one.key: one for one in Person.objects.all()}
    with write.batch(by=found["li"], on=cast.TODAY, kind="edit") as batch:
        one = batch.add(Entity, cast.lantai(established_on=date(2024, 1, 9)))
        came = {"entity": one, "from_on": one.established_on, "came": "established"}
        batch.add(Membership, came)
    return found


def test_the_table_speaks_of_every_system_and_person():
    declared = parse(ZONE, "zone.yaml")
    assert [row["key"] for row in declared["people"]] == PEOPLE
    systems = {system for _, system in CELLS}
    assert systems == set(permissions.SYSTEMS)
    assert {one.system for one in registers.all_registers().values()} <= systems


@pytest.mark.parametrize("person", PEOPLE)
def test_each_cell_of_person_verb_and_register(people, person):
    wrong = [
        (verb, register.key)
        for register in registers.all_registers().values()
        for verb in VERBS
        if permissions.permits(people[person], verb, register.system, on=cast.TODAY)
        != (verb in CELLS[person, register.system])
    ]
    assert wrong == []


@pytest.mark.parametrize("person", PEOPLE)
def test_each_register_page_opens_for_readers_alone(people, person):
    client = Client()
    client.force_login(people[person])
    wrong = []
    for register in registers.all_registers().values():
        held = CELLS[person, register.system]
        for verb, page in (("read", ""), ("read", "/export"), ("write", "/add")):
            status = client.get(f"/registers/{register.key}{page}").status_code
            if status != (200 if verb in held else 403):
                wrong.append((register.key, page, status))
    assert wrong == []


@pytest.mark.parametrize("person", PEOPLE)
def test_each_record_is_changed_by_its_keepers_alone(people, person):
    client = Client()
    client.force_login(people[person])
    number = Entity.objects.get().number
    held = CELLS[person, "registration"]
    for page in ("edit", "withdraw"):
        answer = client.get(f"/registers/entity/{number}/{page}")
        assert answer.status_code == (200 if "write" in held else 403), page
        if "write" not in held:
            asked = {"name": "改名有限公司", "why": "试", "seen": "0"}
            answer = client.post(f"/registers/entity/{number}/{page}", asked)
            assert answer.status_code == 403, page
    one = Entity.objects.get()
    assert one.name == cast.lantai()["name"] and one.withdrawn_on is None


@pytest.mark.parametrize("person", [one for one in PEOPLE if one != "zhao"])
def test_the_interface_opens_each_register_for_readers_alone(people, person, settings):
    settings.API_RATE = "100000/m"
    asks = program(people[person])
    wrong = []
    for register in registers.all_registers().values():
        held = CELLS[person, register.system]
        status = asks.get(f"registers/{register.key}").status_code
        if status != (200 if "read" in held else 403):
            wrong.append((register.key, status))
    assert wrong == []


@pytest.mark.parametrize("person", [one for one in PEOPLE if one != "zhao"])
def test_the_interface_takes_workbooks_from_keepers_alone(people, person, settings):
    settings.API_RATE = "100000/m"
    asks = program(people[person])
    wrong = []
    for register in registers.all_registers().values():
        file = SimpleUploadedFile("x.csv", b"a,b\n1,2\n")
        status = asks.post("imports", file=file, register=register.key).status_code
        may = "write" in CELLS[person, register.system]
        if (status == 403) == may:
            wrong.append((register.key, status))
    assert wrong == []


def lines() -> list[tuple[str, frozenset[str]]]:
    """The commands as typed, and who gets through."""
    rows = (line.split("|") for line in COMMANDS.strip().splitlines())
    return [(words.strip(), frozenset(who.split())) for words, who in rows]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(("words", "who"), lines(), ids=[one[0] for one in lines()])
def test_each_command_verb_applies_the_rights_of_its_person(
    people, person, words, who, home, monkeypatch, capsys
):
    monkeypatch.setattr("zonebook.site.home.open_home", lambda zone: home)
    monkeypatch.chdir(home)
    (home / "draft.txt").write_text("2023年签约项目19个。", "utf-8")
    code = command.main([*words.split(), "--as", person])
    told = capsys.readouterr()
    refused = code == 2 and "权限" in told.err
    assert refused == (person not in who), told.err
    if refused:
        assert told.out == "" and not (home / "book.zip").exists()


@pytest.mark.parametrize("person", PEOPLE)
def test_each_import_by_command_needs_the_right_to_write(people, person, home, monkeypatch, capsys):
    monkeypatch.setattr("zonebook.site.home.open_home", lambda zone: home)
    sheet = home / "名册.csv"
    sheet.write_text(
        f"企业名称,统一社会信用代码,注册资本（万元）\n兰泰疫苗有限公司,{cast.LANTAI_CODE},9\n",
        "utf-8",
    )
    asked = ["import", str(sheet), "--register", "entity", "--commit", "--as", person]
    code = command.main([*asked, "--format", "json"])
    may = "write" in CELLS[person, "registration"]
    assert code == (0 if may else 2)
    assert json.loads(capsys.readouterr().out)
    expected = 9_0000_00 if may else cast.lantai()["registered_capital_fen"]
    assert Entity.objects.get().registered_capital_fen == expected


def test_the_demonstration_grants_what_its_zone_file_says(db, home):
    from zonebook.site.demonstration import TEMPLATES

    zone = zones.read_zone(TEMPLATES / "lanzhou")
    settle.settle(zone)
    for row in zone.people:
        office = next((one for one in zone.offices if one["key"] == row.get("office")), {})
        said = {(s, v) for v, s in settle.pairs(office.get("grants", ()))}
        person = Person.objects.get(key=row["key"])
        assert permissions.grants_of(person, cast.TODAY) == said, row["key"]
