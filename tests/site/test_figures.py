"""`zonebook figures` and `zonebook trace` on an empty home: unknown in each form, never a zero."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with one home that nobody has imported anything into."""
    folder = tmp_path_factory.mktemp("homes")
    (folder / "empty").mkdir()
    (folder / "empty" / "zone.yaml").write_text(
        "key: empty\nname: {zh: 空园, en: Empty}\n", "utf-8"
    )
    return folder


def zonebook(homes: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    environment = {**os.environ, "ZONEBOOK_HOME": str(homes)}
    environment.pop("ZONEBOOK_HOME_FOLDER", None)
    environment.pop("ZONEBOOK_TEST_POSTGRES", None)
    return subprocess.run(
        [sys.executable, "-m", "zonebook.site.command", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_figure_without_data_says_in_json_why_it_is_unknown(homes):
    done = zonebook(homes, "figures", "--zone", "empty", "--period", "2023", "--format", "json")
    assert done.returncode == 0, done.stderr
    payload = json.loads(done.stdout)
    assert payload["format"] == "zonebook.figures/1"
    growth = next(one for one in payload["figures"] if one["key"] == "g_gdp")
    assert (growth["value"], growth["exact"], growth["unit"]) == (None, None, "%")
    assert growth["unknown"]["key"] == "figures.not_stated"
    assert growth["because"] == [growth["unknown"]]


def test_a_figure_without_data_tells_people_what_to_enter(homes):
    done = zonebook(homes, "figures", "g_gdp", "--zone", "empty", "--period", "2023")
    assert done.returncode == 0, done.stderr
    assert "—" in done.stdout
    assert "还没有录入" in done.stdout


def test_a_trace_without_records_has_no_rows_and_says_so(homes):
    asked = ("n_signed", "--zone", "empty", "--period", "2023", "--engine", "memory")
    done = zonebook(homes, "trace", *asked, "--format", "json")
    assert done.returncode == 0, done.stderr
    payload = json.loads(done.stdout)
    assert payload["format"] == "zonebook.trace/1"
    assert payload["figure"]["unknown"]["key"] == "figures.no_records"
    assert (payload["records"], payload["excluded"]) == ([], [])


@pytest.mark.parametrize(
    "words",
    [
        ("figures", "n_signed", "--period", "2023", "--as-of", "soon"),
        ("trace", "n_signed", "--period", "2023", "--zone", "nowhere"),
    ],
)
def test_bad_input_is_refused_in_words_and_with_code_2(homes, words):
    zone = () if "--zone" in words else ("--zone", "empty")
    done = zonebook(homes, *words, *zone, "--format", "json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["format"] == "zonebook.refused/1"
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
