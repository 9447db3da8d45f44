"""One case told twice: what is new, what is filled in, what contradicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zonebook.core.procedures.events import Event
from zonebook.core.procedures.retold import retold, settled

RESULTS = frozenset({"approved", "rejected"})
FIRST = date(2024, 1, 2)


def told(*steps: str) -> list[Event]:
    """`accepted 3` · `pause_opened 5 hearing` · `approved 9 № 1`: kind, day, what, paper."""
    events = []
    for number, text in enumerate(steps, 1):
        kind, day, *more = text.split()
        args = {"pause": more[0]} if kind.startswith("pause") else {}
        paper = more[-1] if more and not args else ""
        on = FIRST + timedelta(int(day))
        events.append(Event(number, kind, on, "item", document=paper, args=args))
    return events


def beside(stands, tells, **more):
    listed = more.pop("listed", {one.number for one in stands})
    return retold(stands, tells, results=RESULTS, listed=listed, **more)


def test_the_same_telling_says_nothing_new():
    case = told("received 0", "accepted 1", "pause_opened 2 hearing", "pause_ended 4 hearing")
    assert beside(case, case).is_same


def test_a_later_step_is_new():
    found = beside(told("accepted 1"), told("accepted 1", "approved 9"))
    assert [one.kind for one in found.new] == ["approved"] and not found.differs


def test_another_day_is_a_contradiction_and_not_a_second_step():
    found = beside(told("accepted 1"), told("accepted 2"))
    assert not found.new
    [one] = found.differs
    assert (one.stands.on, one.told.on) == (FIRST + timedelta(1), FIRST + timedelta(2))


def test_another_result_is_a_contradiction():
    [one] = beside(told("approved 9"), told("rejected 9")).differs
    assert (one.stands.kind, one.told.kind) == ("approved", "rejected")


def test_a_paper_that_is_told_later_is_filled_in_and_another_one_contradicts():
    assert len(beside(told("accepted 1"), told("accepted 1 №1")).filled) == 1
    assert len(beside(told("accepted 1 №1"), told("accepted 1 №2")).differs) == 1
    assert beside(told("accepted 1 №1"), told("accepted 1")).is_same


def test_what_a_list_does_not_say_stands_unless_its_cell_is_empty_now():
    case = told("accepted 1", "approved 9")
    assert beside(case, told("accepted 1")).is_same
    [one] = beside(case, told("accepted 1"), blank={"result"}).differs
    assert one.told is None


def test_a_step_of_the_desk_is_never_missed():
    case = told("accepted 1", "approved 9")
    assert beside(case, told("accepted 1"), blank={"result"}, listed={1}).is_same


def test_a_pause_after_the_last_one_ended_is_a_second_pause():
    one = told("pause_opened 2 hearing", "pause_ended 4 hearing")
    two = told("pause_opened 6 hearing")
    assert [event.kind for event in beside(one, two).new] == ["pause_opened"]


def test_a_pause_that_meets_the_known_one_is_the_same_with_another_day():
    one = told("pause_opened 2 hearing", "pause_ended 6 hearing")
    two = told("pause_opened 3 hearing", "pause_ended 6 hearing")
    found = beside(one, two)
    assert len(found.differs) == 1 and not found.new


def test_another_kind_of_pause_from_the_same_day_is_a_contradiction():
    found = beside(told("pause_opened 2 hearing"), told("pause_opened 2 inspection"))
    assert len(found.differs) == 1 and not found.new


def test_a_corrected_step_stays_before_what_follows_on_its_day():
    case = told("accepted 1", "approved 3", "delivered 3")
    tells = told("accepted 3", "approved 3", "delivered 3")
    gone, added = settled(
        case, beside(case, tells), results=RESULTS, listed={1, 2, 3}, corrects=True
    )
    assert [one.kind for one in gone] == ["accepted", "approved", "delivered"]
    assert [one.kind for one in added] == ["accepted", "approved", "delivered"]


@st.composite
def rows(draw) -> list[Event]:
    """A row of a list: steps in their order, at most one pause of each of two kinds."""
    days = sorted(draw(st.lists(st.integers(0, 20), min_size=3, max_size=3)))
    steps = [f"received {days[0]}", f"accepted {days[1]}"]
    for kind in draw(st.sets(st.sampled_from(["hearing", "inspection"]))):
        first = draw(st.integers(0, 20))
        steps.append(f"pause_opened {first} {kind}")
        if draw(st.booleans()):
            steps.append(f"pause_ended {first + draw(st.integers(0, 5))} {kind}")
    if draw(st.booleans()):
        paper = draw(st.sampled_from(["", "№1", "№2"]))
        steps.append(f"{draw(st.sampled_from(sorted(RESULTS)))} {days[2]} {paper}")
    return told(*steps)


def said(events) -> set[tuple[str, date, str]]:
    """What events tell, whatever their numbers."""
    return {(one.kind, one.on, str(one.args.get("pause", ""))) for one in events}


@given(rows(), rows())
def test_correcting_by_a_list_makes_the_book_say_all_that_it_says(stands, tells):
    found = beside(stands, tells)
    listed = {one.number for one in stands}
    gone, added = settled(stands, found, results=RESULTS, listed=listed, corrects=True)
    numbers = {one.number for one in gone}
    after = [one for one in stands if one.number not in numbers]
    after += [replace(one, number=100 + n) for n, one in enumerate(added)]
    assert said(tells) <= said(after)
    assert beside(after, tells).is_same


@given(rows(), rows())
def test_without_a_correction_nothing_that_stands_is_lost(stands, tells):
    found = beside(stands, tells)
    gone, added = settled(stands, found, results=RESULTS, listed={one.number for one in stands})
    assert said(gone) <= said(added)
