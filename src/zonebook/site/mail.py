"""Mail, where a zone has a server of its own for it: `mail` of zone.yaml says how.

mail: {host: smtp.example.cn, port: 587, security: starttls, from: zonebook@example.cn,
       user: zonebook, pages: "https://book.example.cn/"}

`security` is starttls, tls or none (a server on the same machine); the password is taken from
ZONEBOOK_MAIL_PASSWORD and stands in no file. Without `mail` nothing is ever sent.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage

from zonebook.core.catalog import Located
from zonebook.core.values import Finding, Reason, Ref, Refused

WAIT = 30  # seconds
SECURITY = ("starttls", "tls", "none")
NEEDED = ("host", "from")


@dataclass(frozen=True)
class Server:
    """The mail server of a zone and whom its letters are from."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    pages: str = ""


def server_of(zone: Located) -> Server:
    """The server that zone.yaml names; Refused with the line where it names none or wrongly."""
    row = zone.get("mail")
    if not isinstance(row, Located):
        raise Refused(Reason("mail.none"))
    for name in NEEDED:
        if not row.get(name):
            raise wrong(row, name, "mail.missing")
    security = row.get("security", "starttls")
    if security not in SECURITY:
        raise wrong(row, "security", "mail.security")
    port = row.get("port", {"tls": 465, "starttls": 587, "none": 25}[security])
    if not isinstance(port, int) or not 0 < port < 65536:
        raise wrong(row, "port", "mail.port")
    texts = {name: str(row.get(name) or "") for name in ("user", "pages")}
    return Server(str(row["host"]), port, security, str(row["from"]), **texts)


def wrong(row: Located, name: str, key: str) -> Refused:
    """A refusal at a line of zone.yaml."""
    where = row.where(name)
    return Refused(
        Finding(Reason(key, {"where": where, "field": name}), Ref("catalogue", "", where))
    )


def letter(server: Server, to: str, subject: str, text: str) -> EmailMessage:
    """A letter of plain words; line breaks in a subject or address are refused by the library."""
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = server.sender, to, subject
    found["Auto-Submitted"] = "auto-generated"
    found.set_content(text)
    return found


def send(server: Server, letters: Sequence[EmailMessage]) -> None:
    """Hand all letters over; Refused with what the server said."""
    try:
        with connected(server) as line:
            for one in letters:
                line.send_message(one)
    except (OSError, smtplib.SMTPException) as error:
        args = {"host": server.host, "port": str(server.port), "problem": str(error)[:200]}
        raise Refused(Reason("mail.not_sent", args)) from None


@contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    """A line to the server, encrypted and signed in as zone.yaml says."""
    context = ssl.create_default_context()
    if server.security == "tls":
        line: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=WAIT, context=context
        )
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=WAIT)
    with line:
        if server.security == "starttls":
            line.starttls(context=context)
        if server.user:
            line.login(server.user, os.environ.get("ZONEBOOK_MAIL_PASSWORD", ""))
        yield line
