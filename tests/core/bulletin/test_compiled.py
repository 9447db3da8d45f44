"""The compiled reader (`make fast`) reads what the reader reads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ALL_READ = """
from tests.golden import score
from zonebook.core.bulletin import reading
print(reading.__file__.endswith(".so"))
for folder in score.FOLDERS:
    for name, raw, record in score.texts(folder):
        for period in (record["report_period"], None):
            found = reading.read(raw, period)
            print(name, found.period, found.claims, found.not_claims, found.moments)
"""


def all_read(sources: str) -> tuple[str, str]:
    """Whether it is compiled, and all that is read."""
    found = os.environ | {"PYTHONPATH": f"{ROOT / sources}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", ALL_READ], capture_output=True, text=True, check=True, env=found
    )
    first, _, rest = done.stdout.partition("\n")
    return first, rest


@pytest.mark.long
def test_it_reads_what_the_reader_reads():
    subprocess.run([ROOT / "tools" / "compile"], check=True, capture_output=True)
    is_compiled, read = all_read("build/fast")
    assert is_compiled == "True"
    assert all_read("src") == ("False", read)
