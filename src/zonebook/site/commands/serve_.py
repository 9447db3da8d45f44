"""`zonebook serve`: the pages of a zone, on this machine or (--lan) for phones in the same network."""

from __future__ import annotations

import argparse
import os
import secrets
import socket
from pathlib import Path

from zonebook.core.catalog import shipped
from zonebook.core.values import Reason, Refused
from zonebook.site import home

MOST_PORTS = 50
LAST_PORT = 65535
PUBLIC = Path(__file__).resolve().parent.parent / "public"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Zone, port, and whether other machines may come."""
    parser.add_argument("--zone")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--public",
        action="store_true",
        help="只开公开页面（文稿核数、时限计算单），不用园区 · the public pages, without a zone",
    )
    parser.add_argument(
        "--lan", action="store_true", help="局域网可访问，并显示二维码 · for phones"
    )


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    if args.public:
        os.environ["ZONEBOOK_PUBLIC"] = "1"
        home.set_up(PUBLIC)
        serve(secrets.token_urlsafe(50), port=args.port, lan=args.lan, lang=args.lang)
        return 0
    folder = home.open_home(args.zone)
    serve(secret_of(folder), port=args.port, lan=args.lan, lang=args.lang)
    return 0


def serve(secret: str, *, port: int, lan: bool, lang: str) -> None:
    """Serve the home that is open on the first free port from `port` on; `secret` signs cookies."""
    host = "0.0.0.0" if lan else "127.0.0.1"
    port = free_port(host, port)
    reachable = own_address() if lan else "127.0.0.1"
    os.environ["ZONEBOOK_HOSTS"] = f"localhost,127.0.0.1,{reachable}"
    os.environ["ZONEBOOK_SECRET_KEY"] = secret
    announce(f"http://{reachable}:{port}/", lan, lang)
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "zonebook.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_enabled=False,
    ).serve()


def free_port(host: str, first: int) -> int:
    """The first port that nobody uses; Refused where fifty in a row are taken."""
    if not 0 < first <= LAST_PORT:
        raise Refused(Reason("serve.bad_port", {"port": str(first)}))
    for port in range(first, min(first + MOST_PORTS, LAST_PORT + 1)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise Refused(
        Reason("serve.no_port", {"first": str(first), "last": str(first + MOST_PORTS - 1)})
    )


def own_address() -> str:
    """The address of this machine in its network; a datagram socket tells it without sending."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def secret_of(folder: Path) -> str:
    """The home's own secret for signed cookies, made at the first serving."""
    path = folder / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def announce(address: str, lan: bool, lang: str) -> None:
    """Say where the pages are; a QR code for phones."""
    say = shipped().sentences.say
    print(say(Reason("serve.address", {"address": address}), lang), flush=True)
    if lan:
        import segno

        segno.make(address, error="m").terminal(compact=True)
    print(say(Reason("serve.ends"), lang), flush=True)
