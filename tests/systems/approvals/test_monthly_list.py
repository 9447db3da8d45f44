"""The list of the next month: open cases are repeated and go on; what contradicts is asked, never written."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.systems.approvals.rolls import OPEN, STORY_B, TODAY, book_of, counted
from zonebook.core.procedures.case import fold
from zonebook.core.values import Refused
from zonebook.records.models import ApprovalCase, Batch, CaseEvent, Person
from zonebook.records.models.base import alive
from zonebook.records.models.door import opened
from zonebook.systems.approvals import book as cases
from zonebook.systems.approvals import comparing, roll, rolls_taken
from zonebook.systems.approvals.comparing import Correction

DECIDED = {**OPEN, "办结日期": "2024-02-07", "办理结果": "准予"}
OTHERWISE = {**OPEN, "受理日期": "2024-01-30"}
ALL = Correction("窗口登记错了一天", rows=None)
KEYS = "approvals.roll."


def take(by, *rows, **more):
    return roll.import_roll(book_of(*rows), "2月台账.xlsx", by=by, on=TODAY, **more)


def told(code: str) -> list[tuple[str, str]]:
    """The steps of a case that stand."""
    rows = alive(CaseEvent).filter(case__code=code, case__withdrawn_on=None)
    return sorted(((row.kind, str(row.occurred_on)) for row in rows), key=lambda one: one[1])


def sound(code: str) -> bool:
    """Whether a case folds without a contradiction and its chain hangs together."""
    case = ApprovalCase.objects.get(code=code)
    rows = list(case.events.all())
    state = fold(cases.events(rows), cases.rules(case.procedure, papers=False))
    return not state.unsound and cases.broken_links(rows) == []


def keys(found) -> set[str]:
    """What is said of the rows of a list."""
    said = [one for line in found.lines for one in line.findings] + list(found.findings)
    return {one.message.key.removeprefix(KEYS) for one in said}


def test_new_gone_on_unchanged_and_contradicting_rows_are_told_apart(book):
    take(book.li, OPEN, STORY_B, {**OPEN, "办件编号": "GX7", "申请事项名称": "另一条路"})
    new = {**OPEN, "办件编号": "GX8", "申请事项名称": "新路"}
    other = {**OTHERWISE, "办件编号": "GX7", "申请事项名称": "另一条路"}
    found = roll.plan(book_of(DECIDED, STORY_B, new, other), "2月台账.xlsx", TODAY)
    assert [line.kind for line in found.lines] == ["changed", "same", "new", "contradicts"]
    assert found.counted() == counted(new=1, changed=1, same=1, contradicts=1)


def test_an_open_case_goes_on_with_what_happened_since(book):
    take(book.li, OPEN)
    assert take(book.li, DECIDED).counted() == counted(changed=1)
    assert told("GX2")[-1] == ("approved", "2024-02-07")
    assert CaseEvent.objects.filter(case__code="GX2").exclude(voids=None).count() == 0


def test_another_day_for_a_known_step_is_shown_beside_it_and_not_written(book):
    take(book.li, OPEN)
    found = roll.plan(book_of(OTHERWISE), "2月台账.xlsx", TODAY)
    [line] = found.lines
    [pair] = comparing.shown(line)
    assert (str(pair.row.occurred_on), str(pair.told.on)) == ("2024-01-29", "2024-01-30")
    with pytest.raises(Refused) as refused:
        take(book.li, OTHERWISE)
    assert refused.value.findings[0].message.key == "approvals.roll.contradicts"
    assert refused.value.findings[0].where.key == "J3"
    assert ("accepted", "2024-01-29") in told("GX2")


def test_a_correction_voids_the_earlier_step_and_says_why(book):
    take(book.li, OPEN)
    assert take(book.li, OTHERWISE, correction=ALL).counted() == counted(changed=1)
    voids = CaseEvent.objects.filter(case__code="GX2").exclude(voids=None)
    assert {row.kind for row in voids} == {"window_accepted", "accepted"}
    assert all("窗口登记错了一天" in row.void_why and "第3行" in row.void_why for row in voids)
    assert ("accepted", "2024-01-30") in told("GX2") and sound("GX2")


def test_only_the_chosen_rows_are_corrected(book):
    second = {**OPEN, "办件编号": "GX7", "申请事项名称": "另一条路"}
    take(book.li, OPEN, second)
    chosen = Correction("笔误", frozenset({"办件台账:3"}), is_seen=True)
    done = take(book.li, OTHERWISE, {**second, "受理日期": "2024-01-31"}, correction=chosen)
    assert done.counted() == counted(changed=1, contradicts=1)
    assert ("accepted", "2024-01-30") in told("GX2")
    assert ("accepted", "2024-01-29") in told("GX7")


def test_a_correction_without_a_reason_is_refused(book):
    with pytest.raises(Refused):
        Correction(" ", frozenset({"办件台账:3"}))


def test_a_cell_that_is_empty_now_is_asked_about(book):
    take(book.li, DECIDED)
    found = roll.plan(book_of(OPEN), "2月台账.xlsx", TODAY)
    assert [(one.row.kind, one.told) for one in found.lines[0].differs] == [("approved", None)]
    take(book.li, OPEN, correction=ALL)
    assert "approved" not in dict(told("GX2"))


def test_a_column_that_the_list_does_not_have_says_nothing(book):
    take(book.li, DECIDED)
    few = "办件编号,申请事项名称,审批事项,项目类型,申请单位,受理日期\n"
    row = "GX2,砚池东市政道路工程,政府投资项目建议书审批,政府投资,园区建设中心,2024-01-29\n"
    found = roll.plan((few + row).encode(), "台账.csv", TODAY)
    assert found.counted() == counted(same=1)


def test_another_result_is_a_contradiction(book):
    take(book.li, DECIDED)
    found = roll.plan(book_of({**DECIDED, "办理结果": "不予许可"}), "2月台账.xlsx", TODAY)
    [pair] = found.lines[0].differs
    assert (pair.row.kind, pair.told.kind) == ("approved", "rejected")


def test_a_pause_that_ends_goes_on_and_a_second_one_follows_it(book):
    stopped = {**OPEN, "特别程序一种类": "专家评审", "特别程序一开始日期": "2024-01-31"}
    take(book.li, stopped)
    ended = {**stopped, "特别程序一结束日期": "2024-02-04"}
    assert take(book.li, ended).counted() == counted(changed=1)
    second = {**OPEN, "特别程序一种类": "专家评审", "特别程序一开始日期": "2024-02-06"}
    assert take(book.li, second).counted() == counted(changed=1)
    days = [day for kind, day in told("GX2") if kind.startswith("pause")]
    assert days == ["2024-01-31", "2024-02-04", "2024-02-06"] and sound("GX2")


def test_another_first_day_of_one_pause_is_a_contradiction(book):
    stopped = {**OPEN, "特别程序一种类": "专家评审", "特别程序一开始日期": "2024-01-31"}
    take(book.li, stopped)
    other = {**stopped, "特别程序一开始日期": "2024-02-01"}
    assert take(book.li, other, skip_refused=True).counted() == counted(contradicts=1)


def test_a_day_corrected_onto_the_day_of_the_decision_stays_before_it(book):
    take(book.li, {**DECIDED, "办结日期": "2024-01-30"})
    corrected = {**OTHERWISE, "办结日期": "2024-01-30", "办理结果": "准予"}
    assert take(book.li, corrected, correction=ALL).counted() == counted(changed=1)
    assert sound("GX2") and ("approved", "2024-01-30") in told("GX2")


def test_rows_that_repeat_a_case_within_one_list_are_read_together(book):
    found = take(book.li, OPEN, STORY_B, DECIDED)
    assert found.counted() == counted(new=2, same=1)
    assert keys(found) >= {"joined"}
    assert told("GX2")[-1] == ("approved", "2024-02-07") and sound("GX2")


def test_rows_of_one_case_that_contradict_each_other_are_refused_with_both_days(book):
    with pytest.raises(Refused) as refused:
        take(book.li, OPEN, OTHERWISE)
    [one] = refused.value.findings
    assert one.message.key == "approvals.roll.twice"
    days = [one.message.args[name].args["day"] for name in ("first", "second")]
    assert list(map(str, days)) == ["2024-01-29", "2024-01-30"]


def test_a_number_repeats_between_items_and_between_years(book):
    item = {**OPEN, "审批事项": "政府投资项目可行性研究报告审批"}
    year = {**OPEN, "申请事项名称": "第二年的工程", "申请单位": "另一家"}
    take(book.li, OPEN)
    found = take(book.li, OPEN, item, year)
    assert found.counted() == counted(new=2, same=1)
    assert keys(found) >= {"number_repeats"}
    again = take(book.li, OPEN, item, {**year, "办结日期": "2024-02-07", "办理结果": "准予"})
    assert again.counted() == counted(changed=1, same=2)


def test_our_own_number_leads_to_its_case(book):
    take(book.li, OPEN)
    number = ApprovalCase.objects.get().number
    assert take(book.li, {**DECIDED, "办件编号": number}).counted() == counted(changed=1)
    assert ApprovalCase.objects.get().code == "GX2"


def test_a_case_opened_at_the_desk_takes_the_number_of_the_list(book):
    take(book.li, {**OPEN, "办件编号": ""})
    assert take(book.li, DECIDED).counted() == counted(changed=1)
    assert ApprovalCase.objects.get().code == "GX2"


def test_taking_a_correction_back_lets_the_earlier_steps_stand_again(book):
    take(book.li, OPEN)
    before = told("GX2")
    first = Batch.objects.get(kind="import").pk
    second = take(book.li, {**OTHERWISE, "办结日期": "2024-02-07", "办理结果": "准予"},
                  correction=ALL).batch  # fmt: skip
    rolls_taken.take_back(batch=second, by=book.li, on=TODAY)
    assert told("GX2") == before and sound("GX2")
    assert take(book.li, OPEN).counted() == counted(same=1)
    rolls_taken.take_back(batch=first, by=book.li, on=TODAY)
    assert ApprovalCase.objects.get(code="GX2").withdrawn_on == TODAY
    assert alive(CaseEvent).count() == 0


def test_an_undo_takes_back_just_what_the_list_brought(book):
    take(book.li, OPEN)
    before = told("GX2")
    new = {**OPEN, "办件编号": "GX8", "申请事项名称": "新路"}
    batch = take(book.li, DECIDED, new).batch
    rolls_taken.take_back(batch=batch, by=book.li, on=TODAY)
    assert told("GX2") == before and sound("GX2")
    assert ApprovalCase.objects.get(code="GX8").withdrawn_on == TODAY


def test_a_step_that_changed_meanwhile_keeps_the_whole_list_out(book, monkeypatch):
    take(book.li, OPEN)
    plan = roll.plan

    def slow(*args, **more):
        found = plan(*args, **more)
        monkeypatch.setattr(roll, "plan", plan)
        take(book.li, DECIDED)
        return found

    monkeypatch.setattr(roll, "plan", slow)
    new = {**OPEN, "办件编号": "GX8", "申请事项名称": "新路"}
    with pytest.raises(Refused) as refused:
        take(book.li, {**OPEN, "办结日期": "2024-02-06", "办理结果": "准予"}, new)
    assert refused.value.findings[0].message.key == "approvals.changed_meanwhile"
    assert not ApprovalCase.objects.filter(code="GX8").exists()


def test_the_same_list_sent_twice_at_once_makes_each_case_once(book, monkeypatch):
    plan = roll.plan

    def slow(*args, **more):
        found = plan(*args, **more)
        monkeypatch.setattr(roll, "plan", plan)
        take(book.li, OPEN)
        return found

    monkeypatch.setattr(roll, "plan", slow)
    with pytest.raises(Refused) as refused:
        take(book.li, OPEN)
    assert refused.value.findings[0].message.key == "approvals.roll.meanwhile"
    assert ApprovalCase.objects.count() == 1


def person(key: str, name: str) -> Person:
    with opened():
        return Person.objects.create(key=key, name=name)


@pytest.mark.parametrize(
    ("cell", "officer", "said"),
    [
        ("李审批", "李审批", set()),
        ("李 审批", "李审批", set()),
        ("规划科/李审批", "李审批", set()),
        ("综合科李审批", "李审批", set()),
        ("钱多多", "钱多多", {"officer_unknown"}),
        ("李审批、孙同名", "李审批、孙同名", {"officer_several"}),
        ("孙同名", "孙同名", {"officer_several"}),
    ],
)
def test_the_officer_of_a_row_is_the_person_that_it_names(book, cell, officer, said):
    person("sun", "孙同名")
    person("sun2", "孙同名")
    found = take(book.li, {**OPEN, "经办人": cell})
    assert ApprovalCase.objects.get().officer == officer
    assert keys(found) & {"officer_unknown", "officer_several"} == said


def test_the_cases_of_a_list_lie_on_the_desk_of_their_officer(li, book):
    take(book.li, {**OPEN, "经办人": "综合科 李审批"})
    assert "砚池东市政道路工程" in li.get("/approvals?who=mine").content.decode()


def sent(client, *rows, **said):
    """A list dropped on its page, and what is confirmed of its dry run."""
    file = SimpleUploadedFile("2月台账.xlsx", book_of(*rows))
    kept = client.post("/approvals-import", {"file": file}).context["kept"]
    return client.post("/approvals-import", {"kept": kept, **said})


def test_the_page_shows_both_days_and_corrects_what_is_ticked(li, book):
    take(book.li, OPEN)
    file = SimpleUploadedFile("2月台账.xlsx", book_of(OTHERWISE))
    page = li.post("/approvals-import", {"file": file})
    text = page.content.decode()
    assert "2024-01-29" in text and "2024-01-30" in text and 'value="办件台账:3"' in text
    kept = {"kept": page.context["kept"]}
    again = li.post("/approvals-import", {**kept, "correct": "办件台账:3"})
    assert again.status_code == 400 and "请写更正原因" in again.content.decode()
    assert 'value="办件台账:3" checked' in again.content.decode()
    said = {"correct": "办件台账:3", "why": "窗口看错一天"}
    assert li.post("/approvals-import", {**kept, **said}).status_code == 302
    assert ("accepted", "2024-01-30") in told("GX2")
    number = ApprovalCase.objects.get().number
    assert "窗口看错一天" in li.get(f"/approvals/{number}").content.decode()


def test_a_row_that_is_not_ticked_stays_as_the_book_has_it(li, book):
    take(book.li, OPEN)
    new = {**OPEN, "办件编号": "GX8", "申请事项名称": "新路"}
    assert sent(li, OTHERWISE, new).status_code == 302
    assert ("accepted", "2024-01-29") in told("GX2")
    assert ApprovalCase.objects.filter(code="GX8").exists()


def test_a_step_of_the_desk_is_not_corrected_by_a_list(li, book):
    take(book.li, {**OPEN, "受理日期": ""})
    case = ApprovalCase.objects.get()
    expected = case.events.order_by("-place")[0].place
    step = {"kind": "accepted", "on": "2024-02-01", "paper": "受〔2024〕1号", "expected": expected}
    assert li.post(f"/approvals/{case.number}/record", step).status_code == 302
    found = roll.plan(book_of(OPEN), "2月台账.xlsx", TODAY)
    assert not found.lines[0].may_correct
    assert sent(li, OPEN, correct="办件台账:3", why="改").status_code == 302
    assert ("accepted", "2024-02-01") in told("GX2")


def test_a_list_without_a_required_column_offers_its_header_and_remembers_it(li, book):
    heads = "号码,工程,干啥,受理日期\n"
    row = "{},某路工程,政府投资项目建议书审批,2024-01-29\n"
    file = SimpleUploadedFile("台账.csv", (heads + row.format("A1")).encode())
    page = li.post("/approvals-import", {"file": file})
    assert page.status_code == 400 and 'name="column:干啥"' in page.content.decode()
    said = {"kept": page.context["kept"], "column:干啥": "item", "column:工程": "title",
            "column:号码": "code", "column:受理日期": "accepted_on"}  # fmt: skip
    page = li.post("/approvals-import", {**said, "again": "1"})
    assert page.context["counted"] == counted(new=1)
    assert 'name="column:干啥" value="item"' in page.content.decode()  # carried on
    assert li.post("/approvals-import", said).status_code == 302
    again = SimpleUploadedFile("台账.csv", (heads + row.format("A2")).encode())
    assert li.post("/approvals-import", {"file": again}).context["counted"] == counted(new=1)


def test_a_list_of_one_item_is_told_which(li, book):
    content = "编号,项目名称,项目类型,受理日期\nA1,某路工程,政府投资,2024-01-29\n".encode()
    page = li.post("/approvals-import", {"file": SimpleUploadedFile("台账.csv", content)})
    assert page.status_code == 400
    said = {"kept": page.context["kept"], "item": "政府投资项目建议书审批"}
    assert li.post("/approvals-import", {**said, "again": "1"}).context["counted"]["new"] == 1
    assert li.post("/approvals-import", said).status_code == 302
    assert ApprovalCase.objects.get().item == "project_proposal"


def test_the_page_of_a_list_speaks_english(li, book):
    take(book.li, OPEN)
    file = SimpleUploadedFile("2月台账.xlsx", book_of(OTHERWISE, DECIDED, STORY_B))
    page = li.post("/approvals-import", {"file": file}, headers={"accept-language": "en"})
    text = page.content.decode()
    assert "correct by the list" in text and "approvals.roll" not in text
