"""The public pages alone: no zone, no database, nothing written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ASK = """
import os
from zonebook.site import home
from zonebook.site.commands.serve_ import PUBLIC
os.environ["ZONEBOOK_PUBLIC"] = "1"
home.set_up(PUBLIC)
from django.test import Client
anybody = Client()
anybody.cookies["sessionid"] = "of-another-server"
wrong = {"text": "2023年签约项目21个。全年签约项目19个。"}
print(anybody.get("/")["Location"])
print(anybody.get("/check?sample=flawed").status_code, anybody.get("/clock").status_code)
print("前后不一致" in anybody.post("/check", wrong).content.decode())
print(anybody.post("/check/word", wrong)["Content-Disposition"].startswith("attachment"))
print(anybody.get("/figures").status_code)
story = {"sales_revenue.0": "3986", "sales_revenue.1": "3842", "sales_revenue.2": "3412",
         "rd_expense.0": "199", "rd_expense.1": "192", "rd_expense.2": "170"}
print(anybody.get("/selfcheck").status_code)
print("研发费用总额再增 1 万元" in anybody.post("/selfcheck/hnte?on=2024-02-18", story).content.decode())
"""


def test_anybody_checks_a_draft_where_there_is_no_zone(tmp_path: Path):
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "ZONEBOOK_HOME": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.split("\n")[:7] == [
        "/check", "200 200", "True", "True", "404", "200", "True"]  # fmt: skip
    assert not (tmp_path / "none").exists()
