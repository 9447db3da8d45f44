"""docs/new-zone.md is followed literally: its boxes are typed, in their order, in an empty folder."""

from __future__ import annotations

import http.cookiejar
import os
import re
import shlex
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "new-zone.md").read_text("utf-8")
PASSWORD = "ein-langes-wort"


def boxes() -> list[str]:
    """Every command of the grey boxes."""
    typed = [
        line
        for box in re.findall(r"^```\n(.*?)^```", DOCUMENT, re.S | re.M)
        for line in box.split("\n")
    ]
    return [line for line in typed if line.startswith("zonebook ")]


def workbook(path: Path) -> None:
    """The table of the document as an office would have it: a title, a header, the rows, a sum."""
    rows = [line.strip("|").split("|") for line in DOCUMENT.splitlines() if line.startswith("|")]
    head, _, *data = [[cell.strip() for cell in row] for row in rows]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2023年新设企业登记台账"])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(head))
    sheet.append(head)
    for row in data:
        sheet.append(row)
    sheet.append(["合计", None, None, None, f"=SUM(E3:E{2 + len(data)})"])
    book.save(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Where somebody works who has nothing yet but a workbook."""
    path = tmp_path_factory.mktemp("somebody")
    workbook(path / "新设企业.xlsx")
    return path


def environment(folder: Path) -> dict[str, str]:
    """A shell of a new user."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ZONEBOOK_", "DJANGO_"))}
    return kept | {"ZONEBOOK_HOME": str(folder / "homes"), "PYTHONPATH": str(ROOT / "src")}


def typed(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """One line of the document as it stands there; a password is typed twice."""
    words = [sys.executable, "-m", "zonebook.site.command", *shlex.split(line)[1:]]
    return subprocess.run(
        words, cwd=folder, env=environment(folder), capture_output=True, text=True,
        input=f"{PASSWORD}\n{PASSWORD}\n", check=False,
    )  # fmt: skip


def test_the_document_leads_from_nothing_to_a_figure_on_a_page(folder):
    said = {}
    for line in boxes():
        if line.startswith("zonebook serve"):
            served(folder, line)
            continue
        done = typed(folder, line)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        said[" ".join(line.split()[:2])] = done.stdout
    assert "账本完好" in said["zonebook verify"]
    assert re.search(r"n_new_ent\s+新增企业\s+1\s+户", said["zonebook figures"])
    assert "西山云帆软件有限公司" in said["zonebook trace"]
    assert (folder / "签约项目.xlsx").exists() and (folder / "xishan.zip").exists()


def served(folder: Path, line: str) -> None:
    """Serve, sign in as the document says, and find the figure."""
    words = [sys.executable, "-u", "-m", "zonebook.site.command", *shlex.split(line)[1:]]
    server = subprocess.Popen(
        [*words, "--port", "8790"], cwd=folder, env=environment(folder),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        address = re.search(r"http://\S+/", server.stdout.readline())
        assert address
        text = signed_in(address[0])
        assert re.search(r'class="value">1<', text) and "西山云帆软件有限公司" in text
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()


def signed_in(address: str) -> str:
    """The figure's page for the registrar."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    for _ in range(100):
        try:
            with browser.open(f"{address}enter", timeout=20) as page:
                page.read()
            break
        except urllib.error.URLError:
            time.sleep(0.2)  # it says its address a moment before it answers
    token = next(one.value for one in jar if one.name == "csrftoken")
    form = {"name": "dengji", "password": PASSWORD, "csrfmiddlewaretoken": token}
    asked = urllib.request.Request(f"{address}enter", urllib.parse.urlencode(form).encode())
    asked.add_header("Referer", f"{address}enter")
    with browser.open(asked, timeout=20) as home:
        assert "登记员" in home.read().decode()
    with browser.open(f"{address}figures/n_new_ent?period=2023", timeout=20) as page:
        return page.read().decode()


def test_a_home_that_stands_is_not_begun_again(folder):
    done = typed(folder, "zonebook new xishan --name 西山")
    assert done.returncode == 2 and "已经有账本" in done.stderr


@pytest.mark.parametrize("key", ["Xishan", "../x", "西山"])
def test_a_key_that_is_none_is_refused(folder, key):
    assert typed(folder, f"zonebook new {key} --name 西山").returncode == 2


def test_a_mistake_in_zone_yaml_is_named_with_its_line(folder):
    path = folder / "homes" / "xishan" / "zone.yaml"
    before = path.read_text("utf-8")
    try:
        path.write_text(before.replace("office: registration}", "office: registry}"), "utf-8")
        done = typed(folder, "zonebook verify --zone xishan")
        line = before[: before.index("office: registration}")].count("\n") + 1
        assert done.returncode == 2 and f"zone.yaml:{line}" in done.stderr
    finally:
        path.write_text(before, "utf-8")


def test_a_short_password_is_refused(folder):
    words = [
        sys.executable,
        "-m",
        "zonebook.site.command",
        "password",
        "dengji",
        "--zone",
        "xishan",
    ]
    done = subprocess.run(
        words,
        env=environment(folder),
        capture_output=True,
        text=True,
        input="kurz\nkurz\n",
        check=False,
    )
    assert done.returncode == 2 and "少于 8 位" in done.stderr
