"""The hash of an event is over one fixed writing: what stood in a book of any year verifies."""

import hashlib
import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from zonebook.core.procedures.events import Event, chained, in_ascii
from zonebook.core.say import plain

KINDS = st.sampled_from(["received", "accepted", "gap_opened", "带“引号”的\\事件"])
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("é\x7f\x80ÿ𠮷\\x\\U\"'\n"),
    max_size=9,
)
VALUES = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.none() | st.dates(),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(TEXTS, one, max_size=3),
    max_leaves=6,
)
EVENTS = st.builds(
    Event,
    number=st.integers(1, 99),
    kind=KINDS,
    on=st.dates(),
    item=TEXTS,
    actor=TEXTS,
    document=TEXTS,
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
    args=st.dictionaries(TEXTS, VALUES, max_size=4),
    voids=st.none() | st.integers(1, 99),
    why=TEXTS,
)


def as_ever(before: str, event: Event) -> str:
    row = [event.number, event.kind, event.on.isoformat(), event.item, event.actor, event.document]
    row += [event.at and event.at.isoformat(), plain(dict(event.args)), event.voids, event.why]
    text = json.dumps([before, row], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@given(st.lists(EVENTS, max_size=3), TEXTS)
def test_a_chain_is_hashed_as_ever(events, start):
    last, wanted = start, []
    for event in events:
        last = as_ever(last, event)
        wanted.append(last)
    assert chained(events, start) == wanted


@given(TEXTS)
def test_json_in_ascii_is_what_json_writes(text):
    assert in_ascii(json.dumps(text, ensure_ascii=False)) == json.dumps(text).encode()


def test_the_hash_of_one_event_is_the_one_that_books_have():
    event = Event(
        2, "accepted", date(2023, 9, 22), "project_proposal", "李审批", "受1号",
        at=datetime(2023, 9, 22, 1, 30, tzinfo=UTC), args={"gaps": ["土地·证"], "days": 5},
    )  # fmt: skip
    kept = "2577705685e872c1b74e3e99b44cc9dfec7da2e9862b2214357e96468495c650"
    assert chained([event], "a" * 64) == [kept]
