"""Every register of the demonstration goes out as its office's workbook and comes back unchanged."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tests.site import demo_home
from zonebook.records import registers

# Rows by the ten thousand: minutes of openpyxl, which shows nothing that the others do not.
LARGE = ("entity", "membership", "filing")
COUNTED = {"new", "changed", "refused", "asked", "gone"}


def test_no_register_differs_from_its_own_export(installed: Mapping[str, str]) -> None:
    done = demo_home.python(installed, "tests.site.round_trips", *LARGE)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found.keys() == registers.all_registers().keys() - set(LARGE)
    differing = {
        key: one
        for key, one in found.items()
        if one.get("refused") or one["errors"] or any(one["counted"][kind] for kind in COUNTED)
    }
    assert differing == {}
