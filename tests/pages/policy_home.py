"""Adds an enterprise to a small home: one policy waits for its consent, another is nearly fitted.

Run as a program with the folder of the homes and the zone's template; prints the slip's code.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from zonebook.site import home


def build(root: Path, template: Path) -> str:
    """The zone's example policies, a trader above the scale, its list and its slip."""
    for name in ("policies", "codes"):
        shutil.copytree(template / "catalog" / name, root / "lanzhou" / "catalog" / name)
    os.environ["ZONEBOOK_HOME"] = str(root)
    home.open_home("lanzhou")
    from tests.systems.policies import firms
    from zonebook.records import invitations
    from zonebook.records.models import Person
    from zonebook.systems.policies import actions

    ma = Person.objects.get(key="ma")
    trader = firms.trader(ma, 0, "小增商贸有限公司", 10_950, 10_000)
    actions.make_list(policy="trade_statistician", by=ma, on=firms.TODAY)
    return invitations.issue(entity=trader, by=ma, on=firms.TODAY)[1]


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(sys.argv[2])))
