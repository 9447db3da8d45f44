"""Sign-in: by password everywhere, by role only in a demonstration home."""

from django.test import Client

from tests import cast
from zonebook.records import zone as zones
from zonebook.records.models import Person


def test_it_sends_a_stranger_to_the_sign_in_page(book):
    answer = Client().get("/registers/entity")
    assert answer.status_code == 302
    assert answer.url == "/enter?next=/registers/entity"


def test_it_lets_a_person_in_by_password(book):
    client = Client()
    answer = client.post("/enter", {"name": "li", "password": "li-pass", "next": "/trail"})
    assert answer.status_code == 302
    assert answer.url == "/trail"
    assert client.get("/trail").status_code == 200


def test_a_wrong_password_says_so_and_keeps_the_name(book):
    answer = Client().post("/enter", {"name": "li", "password": "wrong"})
    assert answer.status_code == 403
    assert "没有登录" in answer.content.decode()
    assert 'value="li"' in answer.content.decode()


def test_it_never_leads_to_another_site(book):
    answer = Client().post(
        "/enter", {"name": "li", "password": "li-pass", "next": "https://elsewhere.example/"}
    )
    assert answer.url == "/"


def test_roles_are_refused_outside_a_demonstration(book):
    answer = Client().post("/enter/as", {"person": "li"})
    assert answer.status_code == 403
    assert "没有登录" in answer.content.decode()


def test_roles_open_a_demonstration(book, home, monkeypatch):
    names = "name: {zh: 李, en: Li}, title: {zh: 审批, en: Approvals}"
    text = f"demo: true\npeople:\n  - {{key: li, {names}, demo_button: true}}\n"
    (home / "zone.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(zones, "zone", lambda: zones.read_zone(home))
    client = Client()
    assert "以审批身份进入" in client.get("/enter").content.decode()
    assert client.post("/enter/as", {"person": "li"}).status_code == 302
    assert client.get("/registers/entity").status_code == 200
    assert Client().post("/enter/as", {"person": "wang"}).status_code == 403


def test_someone_who_left_does_not_come_in(book):
    from zonebook.records.models.door import opened

    with opened():
        Person.objects.filter(key="li").update(is_active=False)
    assert Client().post("/enter", {"name": "li", "password": "li-pass"}).status_code == 403


def test_leaving_ends_the_session(li):
    assert li.get("/leave").status_code == 405
    assert li.post("/leave").status_code == 302
    assert li.get("/trail").status_code == 302


OURS = {"referer": "http://testserver/approvals-import?year=2023"}
TYPED = {"why": "补录二月台账，表上漏了两件", "password": "li-pass", "next": "/trail",
         "procedure": "enterprise_filing"}  # fmt: skip


def test_a_form_sent_after_the_sign_in_ran_out_gives_back_what_was_typed(book):
    answer = Client().post("/approvals-import", TYPED, headers=OURS)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert ">补录二月台账，表上漏了两件</textarea>" in text
    assert 'href="/approvals-import?year=2023"' in text
    assert not any(one in text for one in ("li-pass", "/trail", "enterprise_filing"))


def test_a_form_of_an_earlier_sign_in_gives_back_what_was_typed(book):
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(key="li"))
    text = client.post("/approvals-import", TYPED, headers=OURS).content.decode()
    assert "没有写入任何内容" in text
    assert ">补录二月台账，表上漏了两件</textarea>" in text


def test_what_another_site_sends_is_not_shown(book):
    away = {"referer": "https://elsewhere.example/"}
    text = Client().post("/approvals-import", TYPED, headers=away).content.decode()
    assert "补录二月台账" not in text and "elsewhere" not in text


def test_the_head_shows_the_day_and_that_it_is_worked(li):
    assert "今天是2024年2月18日 星期日（调休上班）" in li.get("/trail").content.decode()
    assert cast.TODAY.weekday() == 6
