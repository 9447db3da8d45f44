"""`zonebook due`: one line out for each line in, or nothing at all and where the trouble is."""

import io
import json
import random
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

import zonebook.zones
from zonebook.core.catalog import shipped
from zonebook.core.workdays import read_calendar
from zonebook.site import command
from zonebook.site.commands import due_cases

CALENDAR = read_calendar(shipped())


@pytest.fixture
def ask(tmp_path, capsys):
    def asked(*lines: str, fmt: str = "jsonl"):
        file = tmp_path / "cases.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        code = command.main(["due", "--cases", str(file), "--format", fmt])
        return code, *capsys.readouterr()

    return asked


def test_each_line_of_a_file_answers_one_case(ask):
    code, out, _ = ask(
        '{"accepted": "2023-09-22", "limit": 11}',
        '{"accepted": "2023-09-22", "limit": 11, "pauses": [["2023-10-09", "2023-10-20"]]}',
        '{"pauses":[["2023-10-09","2023-10-20"],["2023-10-13","2023-10-25"]],"limit":11,"accepted":"2023-09-22"}',
        '{"accepted": "2026-12-22", "limit": 11, "pauses": []}',
    )
    assert code == 0
    assert out.splitlines() == [
        '{"due": "2023-10-13"}',
        '{"due": "2023-10-26"}',
        '{"due": "2023-10-31"}',
        '{"unknown": "calendar of 2027 not published"}',
    ]


@pytest.mark.parametrize(
    "pauses",
    [
        [["2023-08-01", "2023-09-10"]],  # over before acceptance
        [["2023-10-10", "2023-10-10"]],  # empty
        [["2023-10-12", "2023-10-01"]],  # ends before it began
        [["2024-01-02", "2024-02-01"]],  # after the due day
    ],
)
def test_an_odd_pause_is_never_refused(ask, pauses):
    case = {"accepted": "2023-09-22", "limit": 11, "pauses": pauses}
    assert ask(json.dumps(case))[:2] == (0, '{"due": "2023-10-13"}\n')


def test_a_month_is_not_a_day(ask):
    out = ask(
        '{"accepted": "2023-09", "limit": 11}',
        '{"accepted": "2023-09-22", "limit": 11, "pauses": [["2023-10", "2023-10-20"]]}',
    )[1]
    assert out.splitlines() == [
        '{"unknown": "day of acceptance known only to the month"}',
        '{"unknown": "day of a pause known only to the month"}',
    ]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("nonsense", "not_json"),
        ("[" * 100_000, "not_json"),
        ("[]", "not_an_object"),
        ('{"limit": 11}', "missing"),
        ('{"accepted": "2023-09-22"}', "missing"),
        ('{"accepted": "2023-02-30", "limit": 11}', "not_a_day"),
        ('{"accepted": "2023-W38-5", "limit": 11}', "not_a_day"),
        ('{"accepted": "20230922", "limit": 11}', "not_a_day"),
        ('{"accepted": 20230922, "limit": 11}', "not_a_day"),
        ('{"accepted": "2023-09-22", "limit": -1}', "not_a_limit"),
        ('{"accepted": "2023-09-22", "limit": 11.0}', "not_a_limit"),
        ('{"accepted": "2023-09-22", "limit": true}', "not_a_limit"),
        ('{"accepted": "2023-09-22", "limit": "11"}', "not_a_limit"),
        ('{"accepted": "2023-09-22", "limit": 5, "limit": 11}', "repeated"),
        ('{"accepted": "2023-09-22", "limit": 11, "pauses": {}}', "not_pauses"),
        ('{"accepted": "2023-09-22", "limit": 11, "pauses": [["2023-10-09"]]}', "not_pauses"),
        ('{"accepted": "2023-09-22", "limit": 1, "pauses": [["2023-10-09", null]]}', "not_a_day"),
    ],
)
def test_a_malformed_line_is_refused_with_its_place_and_nothing_is_printed(ask, line, key):
    good = '{"accepted": "2023-09-22", "limit": 11}'
    code, out, err = ask(good, "", line, good)
    assert (code, out) == (2, "")
    assert "cases.jsonl:3:" in err
    assert shipped().sentences.say(due_cases.case_of(line.encode())) in err
    assert due_cases.case_of(line.encode()).key == f"clock.case.{key}"


def test_only_the_first_malformed_lines_are_told_in_full(ask):
    _, _, err = ask(*["x"] * 50)
    assert len(err.splitlines()) == 21
    assert "另有30行" in err


def test_unused_fields_are_said_once_and_do_not_stop_the_run(ask):
    code, out, err = ask(*['{"id": "7", "accepted": "2023-09-22", "limit": 11}'] * 3)
    assert (code, out.count("2023-10-13")) == (0, 3)
    assert err.count("“id”") == 1
    assert "cases.jsonl:1:" in err


def test_standard_input_windows_line_ends_and_a_byte_order_mark(monkeypatch, capsys):
    raw = b'\xef\xbb\xbf{"accepted": "2023-09-22", "limit": 11}\r\n\r\n{"accepted": "2023-09-22", "limit": 7}'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert command.main(["due", "--cases", "-", "--format", "jsonl"]) == 0
    assert capsys.readouterr().out == '{"due": "2023-10-13"}\n{"due": "2023-10-09"}\n'


def test_an_absent_file_is_refused(capsys):
    assert command.main(["due", "--cases", "nowhere.jsonl"]) == 2
    assert "nowhere.jsonl" in capsys.readouterr().err


def odd_lines(rng: random.Random, number: int) -> list[str]:
    """Lines of many shapes, some with fields that are not used, some known to the month."""
    lines = []
    for _ in range(number):
        accepted = date(2003, 12, 1) + timedelta(rng.randrange(8500))
        pauses = []
        for _ in range(rng.choice([0, 0, 1, 2, 3, 8])):
            first = accepted + timedelta(rng.randrange(-20, 60))
            pauses.append([str(first), str(first + timedelta(rng.randrange(-5, 40)))])
        case = {"accepted": str(accepted), "limit": rng.choice([0, 7, 11, 20, 120, 10**7])}
        if pauses or rng.random() < 0.5:
            case["pauses"] = pauses
        if rng.random() < 0.05:
            case["accepted"] = str(accepted)[:7]
        if rng.random() < 0.1:
            case["filed"] = str(accepted)
        if rng.random() < 0.1:
            case["note"] = rng.choice(["超期 \\ 2023-01-01", "x", 12, {"limit": 3}])
        pairs = list(case.items())
        rng.shuffle(pairs)
        lines.append(json.dumps(dict(pairs), ensure_ascii=rng.random() < 0.5))
    return lines


def test_the_fast_way_reads_like_the_plain_way():
    lines = odd_lines(random.Random(11), 4000)
    piece = "\n".join(lines).encode()
    plain, fast = due_cases.Batch(CALENDAR, "f"), due_cases.Batch(CALENDAR, "f")
    assert due_cases.quickly(piece, 1, fast) == due_cases.plainly(piece, 1, plain)
    assert fast.wrong == plain.wrong == 0
    assert fast.unread == plain.unread


def test_the_fast_way_knows_the_ends_of_time():
    lines = [
        f'{{"accepted": "{day}", "limit": {limit}}}'
        for day in (
            "0001-01-01",
            "2003-12-30",
            "2003-12-31",
            "2026-12-31",
            "2028-05-05",
            "9999-12-31",
        )
        for limit in (0, 1, 9, 99999)
    ]
    piece = "\n".join(lines).encode()
    plain, fast = due_cases.Batch(CALENDAR, "f"), due_cases.Batch(CALENDAR, "f")
    assert due_cases.quickly(piece, 1, fast) == due_cases.plainly(piece, 1, plain)


def test_the_fast_way_refuses_what_the_plain_way_refuses():
    good = '{"accepted": "2023-09-22", "limit": 11}'
    bad = [
        '{"accepted": "2023-02-30", "limit": 11}',
        '{"accepted": "2023-09-22", "limit": 01}',
        '{"accepted": "2023-09-22", "limit": 11},{"accepted": "2023-09-22", "limit": 11}',
        '{"accepted": "2023-09-22"',
        '"limit": 11}',
        '{"accepted": "2023-13-22", "limit": 11, "pauses": [["2023-10-09", "2023-10-20"]]}',
    ]
    piece = "\n".join([*[good] * 50, *bad, good]).encode()
    plain, fast = due_cases.Batch(CALENDAR, "f"), due_cases.Batch(CALENDAR, "f")
    assert due_cases.quickly(piece, 1, fast) == due_cases.plainly(piece, 1, plain)
    places = [[one.where.where for one in batch.findings] for batch in (plain, fast)]
    assert places[0] == places[1] == [f"f:{line}" for line in range(51, 57)]


def test_a_long_file_crosses_pieces(ask, monkeypatch):
    monkeypatch.setattr(due_cases, "CHUNK", 1000)
    lines = odd_lines(random.Random(3), 300)
    plain = due_cases.Batch(CALENDAR, "f")
    codes = due_cases.plainly("\n".join(lines).encode(), 1, plain)
    out = ask(*lines)[1]
    assert [json.loads(line) for line in out.splitlines()] == [due_cases.said(one) for one in codes]


def test_json_gives_one_list(ask):
    out = ask(
        '{"accepted": "2023-09-22", "limit": 11}',
        '{"accepted": "2023-09-22", "limit": 7}',
        fmt="json",
    )[1]
    assert json.loads(out) == [{"due": "2023-10-13"}, {"due": "2023-10-09"}]


def test_the_public_sheet_says_every_day(capsys):
    asked = ["due", "--limit", "11", "--accepted", "2023-09-22", "--format", "json"]
    pauses = ["--pause", "expert_review:2023-10-09:2023-10-20"]
    assert command.main([*asked, *pauses]) == 0
    sheet = json.loads(capsys.readouterr().out)
    assert (sheet["format"], sheet["due"]) == ("zonebook.due/1", "2023-10-26")
    days = {day["day"]: day for day in sheet["days"]}
    assert len(days) == 35
    assert [day["number"] for day in sheet["days"] if day["counted"]] == list(range(1, 12))
    assert days["2023-10-07"]["zh"] == "星期六，国庆节调休上班（国办发明电〔2022〕16号）"
    assert days["2023-10-09"]["counted"]
    assert days["2023-10-10"]["en"] == "Tuesday, working day; not counted during expert review"


def test_the_sheet_has_the_same_hash_in_both_languages(capsys):
    asked = ["due", "--limit", "11", "--accepted", "2023-09-22", "--format", "json"]
    hashes = []
    for lang in ("zh", "en"):
        command.main([*asked, "--lang", lang])
        hashes.append(json.loads(capsys.readouterr().out)["sha256"])
    assert hashes[0] == hashes[1]


def test_the_sheet_for_people_names_the_notice_of_each_day(capsys):
    command.main(["due", "--limit", "7", "--accepted", "2024-01-26"])
    out = capsys.readouterr().out
    assert out.startswith("时限计算单 · 承诺时限：2024年2月5日")
    assert "2024-02-04     6  星期日，春节调休上班（国办发明电〔2023〕7号）" in out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--limit", "11"], "--accepted"),
        (["--limit", "-1", "--accepted", "2023-09-22"], "-1"),
        (["--limit", "11", "--accepted", "22.9.2023"], "22.9.2023"),
        (["--limit", "11", "--accepted", "2023-09-22", "--pause", "hearing"], "hearing"),
        (
            ["--limit", "11", "--accepted", "2023-09-22", "--pause", "lunch:2023-10-09:2023-10-10"],
            "lunch",
        ),
        (
            [
                "--limit",
                "11",
                "--accepted",
                "2023-09-22",
                "--pause",
                "hearing:2023-10-10:2023-10-09",
            ],
            "早于",
        ),
        (["--limit", "11", "--accepted", "2023-09-22", "--pause", "hearing:2023-10-10:"], "--on"),
    ],
)
def test_a_request_that_cannot_be_read_is_refused(capsys, words, part):
    assert command.main(["due", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert part in err


def test_a_small_file_answers_without_numpy_or_django(tmp_path):
    file = tmp_path / "one.jsonl"
    file.write_text('{"accepted": "2023-09-22", "limit": 11}')
    program = (
        "import sys; from zonebook.site.command import main; "
        f"main(['due', '--cases', {str(file)!r}]); "
        "assert not {'numpy', 'django'} & sys.modules.keys()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == '{"due": "2023-10-13"}\n'


@pytest.fixture
def lanzhou(tmp_path, monkeypatch):
    """A home with the zone's own limits."""
    template = Path(zonebook.zones.__file__).parent / "lanzhou"
    shutil.copytree(template / "catalog", tmp_path / "lanzhou" / "catalog")
    (tmp_path / "lanzhou" / "zone.yaml").write_text("key: lanzhou\n")
    monkeypatch.setenv("ZONEBOOK_HOME", str(tmp_path))


STORY_B = [
    *("due", "--procedure", "government_investment", "--item", "feasibility_report"),
    *("--accepted", "2023-09-22", "--on", "2023-10-18", "--format", "json"),
    *("--pause", "expert_review:2023-10-09:2023-10-20"),
    *("--pause", "public_notice:2023-10-13:2023-10-25"),
]


@pytest.mark.parametrize("zone", [[], ["--zone", "lanzhou"]])
def test_an_item_has_all_its_clocks_with_their_because(lanzhou, capsys, zone):
    assert command.main([*STORY_B, *zone]) == 0
    answer = json.loads(capsys.readouterr().out)
    dues = {clock["clock"]: clock["due"] for clock in answer["clocks"]}
    assert dues == {"legal": "2023-11-08", "promised": "2023-10-31", "stage": "2023-10-31"}
    assert (answer["version"], answer["format"]) == ("2019", "zonebook.due/1")
    assert all(clock["because"] and clock["days"] for clock in answer["clocks"])


def test_without_a_home_the_shipped_limits_hold(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ZONEBOOK_HOME", str(tmp_path))
    command.main(STORY_B)
    clocks = json.loads(capsys.readouterr().out)["clocks"]
    assert {clock["clock"]: clock["limit"] for clock in clocks}["promised"] == 15


def test_an_extension_lengthens_the_legal_limit_and_a_decision_starts_delivery(lanzhou, capsys):
    words = ["--extension", "10:局长:需补充论证", "--decided", "2023-10-30"]
    assert command.main([*STORY_B, *words]) == 0
    clocks = {one["clock"]: one for one in json.loads(capsys.readouterr().out)["clocks"]}
    assert clocks["legal"]["limit"] == 30
    assert clocks["delivery"]["due"] == "2023-11-13"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--procedure", "x", "--accepted", "2023-09-22"], "government_investment"),
        (
            ["--procedure", "government_investment", "--accepted", "2023-09-22"],
            "feasibility_report",
        ),
        (["--limit", "11", "--accepted", "2023-09-22", "--item", "eia"], "--procedure"),
        ([*STORY_B[1:], "--extension", "soon"], "soon"),
        ([*STORY_B[1:], "--extension", "10::"], "批准"),
        ([*STORY_B[1:], "--zone", "nowhere"], "nowhere"),
    ],
)
def test_a_request_for_an_item_that_cannot_be_read_is_refused(lanzhou, capsys, words, part):
    assert command.main(["due", *words]) == 2
    assert part in capsys.readouterr().err


def typed(capsys, *words: str) -> tuple[int, str, str]:
    code = command.main(["due", *words])
    return code, *capsys.readouterr()


def test_a_file_without_cases_is_said_to_hold_none(ask):
    code, out, err = ask("", "")
    assert (code, out) == (0, "") and "没有办件" in err


def test_a_day_before_the_first_calendar_is_no_unpublished_one(capsys):
    code, out, _ = typed(capsys, "--limit", "11", "--accepted", "1999-01-04")
    assert code == 0 and "自2004年起" in out and "尚未公布" not in out
    assert "2004-01" not in out  # no day of the sheet is made up


def test_an_open_pause_states_no_due_day_without_its_if(capsys):
    asked = ("--pause", "expert_review:2023-10-09:", "--on", "2023-10-16")
    out = typed(capsys, "--limit", "11", "--accepted", "2023-09-22", *asked)[1]
    said = [line for line in out.splitlines() if "2023年10月20日届满" in line]
    assert len(said) == 1 and "若于2023年10月16日结束" in said[0]


def test_a_procedure_without_an_item_lists_its_items_by_name(capsys):
    asked = ("--procedure", "government_investment", "--accepted", "2023-09-22")
    code, _, err = typed(capsys, *asked)
    assert code == 2 and "--item" in err
    assert "construction_permit（建筑工程施工许可证核发）" in err
