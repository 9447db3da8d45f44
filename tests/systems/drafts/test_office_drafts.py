"""文稿核数 inside a zone: against the book, choices learned, drafts kept for one office only."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from docx import Document

from tests import cast
from zonebook.records import drafts as bindings
from zonebook.records import files, verify, write
from zonebook.records.models import (
    Audit,
    DraftCheck,
    DraftDecision,
    Grant,
    OfficeDraft,
    Post,
    Statement,
    StoredFile,
)
from zonebook.records.models.door import opened

TEXT = """2023年，全区实现地区生产总值352.3亿元，规上工业企业研发投入12.5亿元。
2023年签约项目21个，签约总额97.3亿元。
全年签约项目19个。"""


@pytest.fixture
def gdp(book):
    """The book knows the gross product of 2023."""
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="核定") as batch:
        batch.add(
            Statement,
            {
                "indicator": "gdp",
                "period": "2023",
                "digits": 3523,
                "decimals": 1,
                "unit": "yi_yuan",
                "vintage": "preliminary",
                "released_on": date(2024, 1, 25),
                "issuer": "市统计局",
            },
        )


@pytest.fixture
def colleague(book, db) -> Client:
    """Somebody else who works in Wang's office."""
    client = Client()
    with opened():
        one = cast.person("qian", "钱招商", book.wang.posts.get().office)
    client.force_login(one)
    return client


def page(answer) -> str:
    """The words of a page."""
    return answer.content.decode()


def state_of(html: str, number: str) -> str:
    """The state of the first mark of a number."""
    return re.search(rf'class="mark s-(\w+)[^>]*id="m\d+"[^>]*>{number}<', html)[1]


def key_of(html: str, number: str) -> str:
    """The key under which the figure of a number is chosen."""
    place = re.search(rf'id="m(\d+)"[^>]*>{number}<', html)[1]
    panel = html[html.index(f'id="n{place}"') :]
    return re.search(r'name="bind-(\w+)"', panel)[1]


def keep(client, **form) -> int:
    """Keep the text; the number of the draft in its address."""
    answer = client.post("/drafts", {"text": TEXT, "do": "keep", **form})
    assert answer.status_code == 302
    return int(answer["Location"].rpartition("/")[2])


def test_a_number_that_the_book_has_is_verified_and_leads_to_its_figure(wang, gdp):
    html = page(wang.post("/drafts", {"text": TEXT}))
    assert state_of(html, "352.3亿元") == "verified"
    assert '/figures/gdp?period=2023"' in html
    wrong = page(wang.post("/drafts", {"text": TEXT.replace("352.3", "353.2")}))
    assert state_of(wrong, "353.2亿元") == "mismatch"


def test_checking_keeps_nothing(wang, gdp):
    wang.post("/drafts", {"text": TEXT})
    assert not OfficeDraft.objects.exists()
    assert not DraftCheck.objects.exists()


def test_a_choice_holds_for_this_draft_and_is_learned_for_the_next(wang, gdp):
    html = page(wang.post("/drafts", {"text": TEXT}))
    assert state_of(html, "12.5亿元") == "unbound"
    key = key_of(html, "12.5亿元")
    form = {"text": TEXT, "do": f"bind:{key}", f"bind-{key}": "固定资产投资"}
    chosen = page(wang.post("/drafts", form))
    assert state_of(chosen, "12.5亿元") != "unbound"
    assert [one.indicator for one in bindings.learned()] == ["fai"]
    again = page(wang.post("/drafts", {"text": "2024年研发情况。\n" + TEXT}))
    assert "按以前确认过的说法对上" in again


def test_a_choice_that_is_taken_back_is_forgotten(wang, gdp):
    html = page(wang.post("/drafts", {"text": TEXT}))
    key = key_of(html, "12.5亿元")
    chosen = page(wang.post("/drafts", {"text": TEXT, "do": f"bind:{key}:fai"}))
    carried = re.search(r'name="decisions" value="([^"]*)"', chosen)[1].replace("&quot;", '"')
    wang.post("/drafts", {"text": TEXT, "decisions": carried, "do": f"reopen:{key}"})
    assert bindings.learned() == ()


def test_an_unknown_name_is_refused_and_nothing_learned(wang, gdp):
    html = page(wang.post("/drafts", {"text": TEXT}))
    key = key_of(html, "12.5亿元")
    form = {"text": TEXT, "do": f"bind:{key}", f"bind-{key}": "没有这个指标"}
    answer = wang.post("/drafts", form)
    assert answer.status_code == 400
    assert "没有叫“没有这个指标”的指标" in page(answer)
    assert bindings.learned() == ()


def test_who_writes_nowhere_chooses_for_this_draft_only(wang, book, gdp):
    with opened():
        Grant.objects.filter(verb="write").update(to_on=cast.TODAY)
    html = page(wang.post("/drafts", {"text": TEXT}))
    key = key_of(html, "12.5亿元")
    wang.post("/drafts", {"text": TEXT, "do": f"bind:{key}:fai"})
    assert bindings.learned() == ()


def test_a_kept_draft_is_seen_by_its_office_and_by_nobody_else(wang, li, zhao, colleague, gdp):
    pk = keep(wang, title="一季度讲话稿")
    assert "一季度讲话稿" in page(wang.get("/drafts"))
    assert colleague.get(f"/drafts/{pk}").status_code == 200
    for client, path in (
        (li, f"/drafts/{pk}"),
        (li, f"/drafts/{pk}?version=1"),
        (zhao, f"/drafts/{pk}"),
        (zhao, "/drafts"),
        (Client(), f"/drafts/{pk}"),
    ):
        assert client.get(path).status_code in (302, 403, 404)
    for tail in ("", "/word", "/list"):
        assert li.post(f"/drafts/{pk}{tail}", {"do": "accept:x"}).status_code == 404
    assert "一季度讲话稿" not in page(li.get("/drafts"))


def test_who_left_the_office_sees_its_drafts_no_more(wang, book, gdp):
    pk = keep(wang)
    with opened():
        Post.objects.filter(person=book.wang).update(to_on=cast.TODAY)
    assert wang.get(f"/drafts/{pk}").status_code in (403, 404)


def test_the_trail_knows_who_kept_a_draft_and_not_a_word_of_it(wang, gdp, book):
    keep(wang, title="机密标题")
    batch = OfficeDraft.objects.get().batch
    assert (batch.by, batch.on, batch.kind) == (book.wang, cast.TODAY, "draft")
    assert not Audit.objects.filter(batch=batch).exists()
    for path in ("/trail", "/search?q=机密", "/"):
        assert "机密标题" not in page(wang.get(path))


def test_a_new_version_is_a_new_check_and_shows_what_changed(wang, gdp):
    pk = keep(wang)
    mended = TEXT.replace("21个", "19个")
    answer = wang.post(f"/drafts/{pk}", {"text": mended}, follow=True)
    html = page(answer)
    assert DraftCheck.objects.filter(draft=pk).count() == 2
    assert "<del>21个</del>" in html
    assert "<ins>19个</ins>" in html
    assert re.search(r"已解决</span> T01", html)
    assert state_of(html, "19个") != "inconsistent"
    assert ">21个<" in page(wang.get(f"/drafts/{pk}?version=1"))


def test_what_was_decided_stays_with_the_draft_over_its_versions(wang, gdp):
    pk = keep(wang)
    html = page(wang.get(f"/drafts/{pk}"))
    key = re.search(r'value="dismiss:(\w+)"', html)[1]
    answer = wang.post(f"/drafts/{pk}", {"do": f"dismiss:{key}"})
    assert answer.status_code == 400
    wang.post(f"/drafts/{pk}", {"do": f"dismiss:{key}", f"dismiss-{key}": "前为意向数"})
    wang.post(f"/drafts/{pk}", {"text": TEXT + "\n以上。"})
    assert "前为意向数" in page(wang.get(f"/drafts/{pk}"))
    wang.post(f"/drafts/{pk}", {"do": f"reopen:{key}"})
    assert "前为意向数" not in page(wang.get(f"/drafts/{pk}"))


def test_a_kept_check_is_never_edited(wang, gdp):
    keep(wang)
    with pytest.raises(DatabaseError), opened(), transaction.atomic():
        DraftCheck.objects.update(text="")


def test_a_kept_draft_is_exported_with_its_decisions(wang, gdp):
    pk = keep(wang)
    answer = wang.post(f"/drafts/{pk}/word")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"PK")
    listed = b"".join(wang.post(f"/drafts/{pk}/list").streaming_content).decode("utf-8-sig")
    assert "T01" in listed or "D01" in listed


def test_a_revised_figure_is_told_as_right_on_its_day(wang, gdp, book):
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="核实") as batch:
        batch.add(
            Statement,
            {
                "indicator": "gdp",
                "period": "2023",
                "digits": 3611,
                "decimals": 1,
                "unit": "yi_yuan",
                "vintage": "final",
                "vintage_no": 2,
                "released_on": date(2024, 2, 10),
                "issuer": "市统计局",
            },
        )
    html = page(wang.post("/drafts", {"text": TEXT}))
    assert state_of(html, "352.3亿元") == "revised"
    assert "定稿时相符，现已修订" in html


def test_a_zone_with_samples_of_its_own_shows_them_inside_only(wang, gdp, home):
    (home / "drafts").mkdir()
    (home / "drafts" / "flawed.txt").write_text("2023年地区生产总值353.2亿元。", encoding="utf-8")
    assert state_of(page(wang.get("/drafts?sample=flawed")), "353.2亿元") == "mismatch"
    assert "353.2" not in page(wang.get("/check?sample=flawed"))
    assert state_of(page(wang.get("/drafts?sample=clean")), "352.3亿元") == "verified"


def test_a_removed_draft_leaves_who_when_and_its_hashes_and_not_a_word(wang, li, gdp, book):
    pk = keep(wang, title="机密标题")
    wang.post(f"/drafts/{pk}", {"text": TEXT + "\n机密一句。"})
    key = re.search(r'value="dismiss:(\w+)"', page(wang.get(f"/drafts/{pk}")))[1]
    wang.post(f"/drafts/{pk}", {"do": f"dismiss:{key}", f"dismiss-{key}": "机密理由"})
    assert li.post(f"/drafts/{pk}", {"do": "remove"}).status_code == 404
    assert DraftCheck.objects.count() == 2
    told = page(wang.post(f"/drafts/{pk}", {"do": "remove"}, follow=True))
    assert "已删除" in told
    assert "机密标题" not in told
    assert (DraftCheck.objects.count(), DraftDecision.objects.count()) == (0, 0)
    assert OfficeDraft.objects.get().title == ""
    (trail,) = Audit.objects.filter(noun="office_draft")
    assert (trail.batch.by, trail.verb, trail.record_id) == (book.wang, "remove", pk)
    first, second = trail.before["checks"]
    assert first["text"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert second["text"] != first["text"]
    assert "机密" not in str(trail.before)
    for tail in ("", "/word", "/list"):
        assert wang.post(f"/drafts/{pk}{tail}", {"do": "remove"}).status_code == 404
    assert second["text"][:12] in page(wang.get("/drafts"))
    assert second["text"][:12] not in page(li.get("/drafts"))
    assert not list(verify.missing_triggers())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_only_a_draft_that_the_trail_calls_removed_can_be_deleted(wang, gdp):
    gone, kept = keep(wang), keep(wang)
    wang.post(f"/drafts/{gone}", {"do": "remove"})
    for forbidden in (
        lambda: DraftCheck.objects.filter(draft=kept).delete(),
        lambda: OfficeDraft.objects.filter(pk=kept).update(title=""),
        lambda: OfficeDraft.objects.filter(pk=gone).update(title="另一个"),
        lambda: OfficeDraft.objects.filter(pk=gone).delete(),
    ):
        with pytest.raises(DatabaseError), opened(), transaction.atomic():
            forbidden()
    assert DraftCheck.objects.get().draft_id == kept


def test_the_word_file_of_a_removed_draft_goes_unless_something_else_rests_on_it(
    wang, gdp, django_capture_on_commit_callbacks
):
    document = Document()
    document.add_paragraph(TEXT)
    out = io.BytesIO()
    document.save(out)
    form = {"docx": base64.b64encode(out.getvalue()).decode(), "text": ""}
    gone, kept = keep(wang, **form), keep(wang, **form)
    path = files.path_of(StoredFile.objects.get().sha)
    for pk, stays in ((gone, True), (kept, False)):
        with django_capture_on_commit_callbacks(execute=True):
            wang.post(f"/drafts/{pk}", {"do": "remove"})
        assert (path.exists(), StoredFile.objects.exists()) == (stays, stays)
