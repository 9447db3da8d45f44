"""`zonebook remind`: what waits for somebody goes to a real mail server, or is refused with its words."""

from __future__ import annotations

import email
import json
import socketserver
import threading
from collections.abc import Iterator
from email.policy import default

import pytest

from tests import cast
from zonebook.core.catalog import parse
from zonebook.core.values import Refused
from zonebook.records import settle, write
from zonebook.records import zone as zones
from zonebook.records.models import Person, Task
from zonebook.site import command, mail

ZONE = """
key: test
name: {zh: 试验园区, en: Test zone}
mail: {host: 127.0.0.1, port: %d, security: none, from: book@example.cn, pages: "https://book.example.cn/"}
offices:
  - {key: a, name: {zh: 办公室}, grants: [{verbs: [read, write], systems: [bulletin, service]}]}
  - {key: b, name: {zh: 统计局}, grants: [{verbs: [read], systems: [bulletin]}]}
people:
  - {key: one, name: {zh: 张一}, office: a, email: one@example.cn}
  - {key: two, name: {zh: 李二}, office: b, email: two@example.cn}
  - {key: three, name: {zh: 王三}, office: a}
"""


class Postman(socketserver.StreamRequestHandler):
    """A mail server that keeps what it gets; an address that begins with `no` is refused."""

    def handle(self) -> None:
        self.say("220 loopback")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "QUIT":
                self.say("221 bye")
                break
            if verb == "RCPT" and "<no" in line:
                self.say("550 nobody of that name")
            elif verb == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.letters.append(b"".join(lines))
                self.say("250 kept")
            else:
                self.say("250 yes")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def post() -> Iterator[socketserver.ThreadingTCPServer]:
    """The server on a free port of this machine."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman) as server:
        server.letters = []
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def remind(db, home, post, monkeypatch, capsys):
    """The command in a zone whose office has one task to do."""
    text = ZONE % post.server_address[1]
    monkeypatch.setenv("ZONEBOOK_TODAY", cast.TODAY.isoformat())
    monkeypatch.setattr("zonebook.site.home.open_home", lambda key: home)
    zone = []
    monkeypatch.setattr("zonebook.records.zone.zone", lambda: zone[0])

    def run(*words: str, text: str = text):
        (home / "zone.yaml").write_text(text, "utf-8")
        zone[:] = [zones.read_zone(home)]
        settle.settle(zone[0], on=cast.TODAY)
        if not Task.objects.exists():
            one = Person.objects.get(key="one")
            with write.batch(by=one, on=cast.TODAY, kind="edit") as batch:
                batch.add(Task, {"title": "报送年报", "lead": "办公室", "due_on": cast.TODAY})
        code = command.main(["remind", *words])
        return code, capsys.readouterr()

    return run


def letters(post) -> dict[str, email.message.EmailMessage]:
    found = [email.message_from_bytes(one, policy=default) for one in post.letters]
    return {str(one["To"]): one for one in found}


def test_without_send_it_is_only_listed(remind, post):
    code, told = remind("--format", "json")
    rows = json.loads(told.out)["people"]
    assert code == 0 and {one["person"] for one in rows} == {"one", "three"}
    assert post.letters == []


def test_each_gets_what_waits_for_them_and_nobody_else(remind, post):
    code, told = remind("--send")
    found = letters(post)
    assert code == 0 and set(found) == {"one@example.cn"} and "已发 1 封" in told.out
    one = found["one@example.cn"]
    assert one["Subject"] == "试验园区：有 1 件事待办" and one["From"] == "book@example.cn"
    body = one.get_content()
    assert "报送年报" in body and "https://book.example.cn/" in body


def test_what_the_server_refuses_is_told(remind, post):
    text = (ZONE % post.server_address[1]).replace("one@", "nobody@")
    code, told = remind("--send", text=text)
    assert code == 2 and "nobody of that name" in told.err and post.letters == []


def test_a_server_that_is_not_there_is_told(remind, post):
    code, told = remind("--send", text=ZONE % 1)
    assert code == 2 and "127.0.0.1:1" in told.err


@pytest.mark.parametrize(
    ("mail_row", "key"),
    [
        ("", "mail.none"),
        ("mail: {host: x}", "mail.missing"),
        ("mail: {from: x}", "mail.missing"),
        ("mail: {host: x, from: y, security: ssl}", "mail.security"),
        ("mail: {host: x, from: y, port: smtp}", "mail.port"),
    ],
)
def test_a_mistake_in_zone_yaml_is_named(mail_row, key):
    with pytest.raises(Refused) as refused:
        mail.server_of(parse(f"key: x\n{mail_row}\n", "zone.yaml"))
    assert refused.value.findings[0].message.key == key


def test_a_letter_takes_no_line_break_into_its_head():
    server = mail.Server("x", 25, "none", "a@example.cn")
    with pytest.raises(ValueError, match=r"newline|linefeed"):
        mail.letter(server, "b@example.cn\nBcc: c@example.cn", "x", "y")
