"""Reads an event log with pm4py and says as JSON what it found; run by the test of the exchange.

In a process of its own: pm4py greets whoever imports it and takes seconds to do so.
"""

from __future__ import annotations

import json
import sys
import warnings


def found(path: str) -> dict[str, object]:
    """What pm4py sees in an OCEL 2.0 file, and the steps of its cases in order."""
    warnings.simplefilter("ignore")  # of its own dependencies
    import pm4py

    log = pm4py.read_ocel2_json(path)
    flat = pm4py.ocel_flattening(log, "case")
    steps = flat.sort_values("time:timestamp", kind="stable").groupby("case:concept:name")
    return {
        "events": len(log.events),
        "objects": len(log.objects),
        "relations": len(log.relations),
        "kinds": sorted(pm4py.ocel_get_object_types(log)),
        "cases": {case: list(rows["concept:name"]) for case, rows in steps},
        "moments": sorted(one.isoformat() for one in log.events["ocel:timestamp"]),
    }


if __name__ == "__main__":
    print(json.dumps(found(sys.argv[1])))
