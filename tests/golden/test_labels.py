"""The golden label files are sound: spans, values, closed sets, nothing left without a label."""

import importlib.util
import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MARKED = sorted(HERE.glob("*/*.marked"))

spec = importlib.util.spec_from_file_location("golden_label", HERE / "label.py")
label = importlib.util.module_from_spec(spec)
spec.loader.exec_module(label)


def names(folder):
    return {path.stem for path in (HERE / folder).glob("*.marked")}


def text_of(marked):
    return marked.with_suffix(".txt").read_bytes().decode("utf-8")


def record_of(marked):
    return json.loads(marked.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.fixture(params=MARKED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def marked(request):
    return request.param


def test_a_label_file_is_sound(marked):
    assert label.faults(text_of(marked), record_of(marked)) == []


def test_text_and_labels_are_those_of_the_marked_text(marked):
    assert label.read_marked(marked.read_bytes().decode("utf-8")) == (
        text_of(marked),
        record_of(marked),
    )


def test_a_text_has_the_length_of_a_page_and_is_no_stub(marked):
    record = record_of(marked)
    assert 250 <= len(text_of(marked)) <= 1600
    assert len(record["claims"]) >= 20 and len(record["not_claims"]) >= 5


def test_only_flawed_texts_have_findings(marked):
    assert bool(record_of(marked)["findings"]) == (marked.parent.name == "flawed")


def test_half_of_the_texts_are_set_aside():
    assert len(names("open")) == len(names("set_aside")) >= 8


def test_flawed_texts_come_from_open_ones():
    assert len(names("flawed")) == 4 and names("flawed") <= names("open")


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("{5家#5 count level}", "{5家#6 count level}", "digits"),
        ("{5家#5 count level}", "{5家#5 piece level}", "unit"),
        ("{5家#5 count level}", "{5家#5 count amount}", "kind"),
        ("{5家#5 count level}", "5家", "bare"),
        ("{2023年#!date}", "{2023年#!day}", "reason"),
        ("{2023年#!date}", "{年#!date}2023", "no number"),
    ],
)
def test_a_planted_fault_is_seen(right, wrong, fault):
    head = "genre: x\nabout: x\npublished_on: 2024-01-01\nreport_period: 2023\n---\n"
    body = "{2023年#!date}有{5家#5 count level}。"
    assert label.faults(*label.read_marked(head + body)) == []
    found = label.faults(*label.read_marked(head + body.replace(right, wrong)))
    assert any(one.endswith(fault) for one in found)
