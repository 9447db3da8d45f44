"""Score the draft check against the golden texts: `python -m tests.golden.score open flawed`."""

import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

from zonebook.core.bulletin.reading import read

HERE = Path(__file__).parent
FIELDS = ("unit", "comparator", "kind", "period", "signed_value")


def texts(folder):
    """Name, raw text and labels of every golden text of a folder."""
    for path in sorted((HERE / folder).glob("*.json")):
        raw = path.with_suffix(".txt").read_bytes().decode("utf-8")
        yield path.stem, raw, json.loads(path.read_text(encoding="utf-8"))


def same(found, label, field):
    """Whether a field of a claim agrees with its label."""
    ours = getattr(found, field)
    if field in ("value", "signed_value"):
        return Decimal(label[field]) == ours
    return label[field] == ours


def score_text(raw, record, told=True):
    """Counts of one text: hits, misses, false claims, wrong fields, each with what it was."""
    reading = read(raw, record["report_period"] if told else None)
    labels = {(c["start"], c["end"]): c for c in record["claims"]}
    counts, notes = Counter(), []
    for one in reading.claims:
        label = labels.get((one.start, one.end))
        if label is None or not same(one, label, "value"):
            counts["false"] += 1
            notes.append(
                (
                    "false",
                    one.text,
                    str(one.value),
                    one.unit,
                    raw[max(0, one.start - 12) : one.end + 6],
                )
            )
            continue
        counts["hit"] += 1
        for field in FIELDS:
            good = same(one, label, field)
            counts[field] += good
            if not good:
                notes.append(
                    (
                        field,
                        one.text,
                        str(getattr(one, field)),
                        label[field],
                        raw[max(0, one.start - 20) : one.end + 6],
                    )
                )
        del labels[one.start, one.end]
    for label in labels.values():
        notes.append(
            (
                "missed",
                label["text"],
                label["value"],
                label["unit"],
                raw[max(0, label["start"] - 12) : label["end"] + 6],
            )
        )
    counts["missed"] += len(labels)
    spans = [(n["start"], n["end"], n["text"]) for n in record["not_claims"]]
    for start, end, text in spans:
        hit = [c for c in reading.claims if c.start < end and start < c.end]
        counts["no_claims"] += 1
        counts["claimed"] += bool(hit)
        if hit:
            notes.append(
                ("claimed", text, hit[0].text, hit[0].unit, raw[max(0, start - 12) : end + 6])
            )
        told_other = any(n.start < end and start < n.end for n in reading.not_claims)
        counts["silent"] += not told_other and not hit
        if not told_other and not hit:
            notes.append(("silent", text, "", "", raw[max(0, start - 12) : end + 6]))
    return counts, notes


def score_findings(raw, record):
    """Planted errors hit and missed, and findings that touch none."""
    from zonebook.core.bulletin.check import check

    checked = check(raw, record["report_period"])
    counts, notes = Counter(), []
    for planted in record["findings"]:
        touching = [
            f
            for f in checked.findings
            if any(s < planted["end"] and planted["start"] < e for s, e in f.spans)
        ]
        counts["planted"] += 1
        counts["found"] += bool(touching)
        counts["right_rule"] += any(f.rule == planted["rule"] for f in touching)
        if not touching:
            notes.append(
                (
                    "not found",
                    planted["rule"],
                    raw[planted["start"] : planted["end"]],
                    planted["why"],
                    "",
                )
            )
    for one in checked.findings:
        counts["findings"] += 1
        if not any(
            s < p["end"] and p["start"] < e for s, e in one.spans for p in record["findings"]
        ):
            counts["false alarms"] += 1
            notes.append(
                ("alarm", one.rule, str([raw[s:e] for s, e in one.spans]), one.formula, "")
            )
    return counts, notes


def ratio(part, whole):
    """A share in per cent with one decimal; a dash where there is nothing to share."""
    return f"{100 * part / whole:.1f}" if whole else "-"


def summary(counts):
    """One line of scores."""
    hit, false, missed = counts["hit"], counts["false"], counts["missed"]
    fields = "  ".join(f"{field} {ratio(counts[field], hit)}" for field in FIELDS)
    f1 = ratio(2 * hit, 2 * hit + false + missed)
    claimed = ratio(counts["claimed"], counts["no_claims"])
    read_as = f"F1 {f1} (claims {hit + missed}, false {false}, missed {missed})"
    return f"{read_as}  {fields}  false claims {claimed}  silent {counts['silent']}"


def score(folder, told=True, verbose=False):
    """Counts of a whole folder."""
    total = Counter()
    for name, raw, record in texts(folder):
        counts, notes = score_text(raw, record, told)
        found, more = score_findings(raw, record)
        counts += found
        total += counts
        print(f"{folder}/{name}: {summary(counts)}")
        for note in notes + more if verbose else []:
            print("    ", " | ".join(part.replace("\n", "⏎") for part in note))
    return total


def main(arguments):
    """Score the folders named."""
    verbose = "-v" in arguments
    told = "--untold" not in arguments
    for folder in [one for one in arguments if not one.startswith("-")] or ["open", "flawed"]:
        total = score(folder, told, verbose)
        print(f"== {folder}: {summary(total)}")
        if total["planted"] or total["findings"]:
            print(
                f"== {folder}: planted {total['planted']}, found {total['found']}, by the rule named "
                f"{total['right_rule']}, findings {total['findings']}, false alarms {total['false alarms']}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
