"""Tells all figures of a home with the rows behind them: `python -m tests.site.told_figures`.

Words: which engine (`book` is SQL on the database of the home), and the periods.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from zonebook.core.indicators import Figure
from zonebook.site import home


def main(engine: str, *periods: str) -> None:
    """Print them as one JSON object by period and key."""
    home.open_home(None)
    from zonebook.core.period import Period
    from zonebook.records import figures
    from zonebook.records.zone import catalog

    made = computer(engine)
    asked = {text: Period.parse(text) for text in periods}
    found = {
        text: {one.key: told(one) for one in made.figures(figures.keys_of(span, catalog()), span)}
        for text, span in asked.items()
    }
    print(json.dumps(found, ensure_ascii=False))


def computer(engine: str) -> Any:
    """What computes figures with their rows."""
    from zonebook.records import figures, snapshots

    if engine == "book":
        return figures.computer(rows=True)
    if engine == "memory":
        return figures.computer(engine="memory", rows=True)
    path = Path(tempfile.mkdtemp()) / "day.duckdb"
    snapshots.take(path)
    return snapshots.computer(path, with_rows=True)


def told(one: Figure) -> dict[str, Any]:
    """A figure with all that an engine says of it; the rows as a number and a hash."""
    rows = [list(one.records), [[row.id, row.reason.key] for row in one.excluded]]
    return {
        "value": None if one.value is None else str(one.value),
        "exact": None if one.exact is None else str(one.exact),
        "unit": one.unit.zh,
        "why": one.unknown.key if one.unknown else "",
        "because": [why.key for why in one.because],
        "rows": len(one.records),
        "which": hashlib.sha256(json.dumps(rows).encode()).hexdigest(),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
