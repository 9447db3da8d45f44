"""Walks in a real browser against the real server, in both languages, on a wide screen and a phone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import zonebook

CHROMIUM = os.environ.get("ZONEBOOK_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, PHONE = (1280, 900), (390, 844)
LOCALES = {"zh": "zh-CN", "en": "en-US"}
ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = Path(zonebook.__file__).parent / "zones" / "lanzhou" / "zone.yaml"
# Pages have a day of their own; nothing here opens the database of other tests.


def environment(homes: Path) -> dict[str, str]:
    """What the server of a walk is started with."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**os.environ, "ZONEBOOK_HOME": str(homes), "PYTHONPATH": path}


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of homes that every walk gets a copy of."""
    homes = tmp_path_factory.mktemp("prepared") / "homes"
    program = [sys.executable, "-m", "tests.pages.small_home", str(homes), str(TEMPLATE)]
    subprocess.run(program, check=True, env=environment(homes), cwd=ROOT)
    return homes


# Two servers that look for a free port at the same moment may find the same one, and then share
# the requests of both walks: each worker looks from a place of its own.
FIRST_PORT = 8700 + 50 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@dataclass
class Server:
    """A running server of one home."""

    address: str
    homes: Path


@pytest.fixture
def server(prepared: Path, tmp_path: Path) -> Iterator[Server]:
    """A fresh copy of the home, served as `zonebook serve` serves it."""
    homes = tmp_path / "homes"
    shutil.copytree(prepared, homes)
    program = [sys.executable, "-u", "-m", "zonebook.site.command", "serve", "--zone", "lanzhou"]
    running = subprocess.Popen(
        [*program, "--port", str(FIRST_PORT)],
        env=environment(homes),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Server(address_of(running), homes)
    finally:
        running.terminate()
        running.wait(timeout=20)
        if running.stdout:
            running.stdout.close()


def address_of(running: subprocess.Popen[str]) -> str:
    """The address that the server announces, once it answers."""
    said = []
    for line in running.stdout or ():
        said.append(line)
        if found := re.search(r"http://[\d.]+:\d+", line):
            wait_until_alive(found[0])
            return found[0]
    raise RuntimeError("".join(said))


def wait_until_alive(address: str) -> None:
    """Ask until the server answers; at most 30 seconds."""
    import time
    from urllib.error import URLError
    from urllib.request import urlopen

    for _ in range(150):
        try:
            with urlopen(f"{address}/alive"):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError(f"{address} does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: run tools/system-deps")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@dataclass
class Walker:
    """Somebody in front of a screen, and what the browser complained about meanwhile."""

    page: Page
    address: str
    complaints: list[str]

    def go(self, path: str) -> None:
        """Open a page and look whether it is in order."""
        self.page.goto(self.address + path)
        self.look()

    def look(self) -> None:
        """No page scrolls sideways, none complains in the console."""
        expect(self.page.locator("h1")).to_be_visible()
        self.page.wait_for_load_state()
        width = self.page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], f"{self.page.url} is {width[0]} px wide"
        assert not self.complaints, self.complaints

    def text(self) -> str:
        """All that stands on the page."""
        return self.page.inner_text("body")


Walk = Callable[..., Walker]


@pytest.fixture
def walk(browser: Browser, server: Server) -> Iterator[Walk]:
    """Begin a walk: in a role, a language, on a screen."""
    contexts = []

    def begin(role: str = "", lang: str = "zh", size: tuple[int, int] = WIDE) -> Walker:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            locale=LOCALES[lang],
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complain(complaints, said.type, said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        walker = Walker(page, server.address, complaints)
        walker.go("/enter")
        if role:
            page.click(f"button[name=person][value={role}]")
        return walker

    yield begin
    for context in contexts:
        context.close()


def complain(complaints: list[str], kind: str, text: str) -> None:
    """Keep errors and warnings of the console; a refused page is an answer, not a fault."""
    answered = re.search(r"status of (400|403|404)", text)
    if kind in ("error", "warning") and not answered:
        complaints.append(text)
