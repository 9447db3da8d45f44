"""Score the draft check against the golden texts: `python -m tests.golden.score open flawed`."""

import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

from zonebook.core.bulletin.reading import read

HERE = Path(__file__).parent
# Not set_aside_fifth: nobody tunes by it.
HALVES = ("set_aside", "set_aside_second", "set_aside_third", "set_aside_fourth")
FOLDERS = ("open", "further", *HALVES, "flawed")
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
        score_claim(one, labels, raw, counts, notes)
    for label in labels.values():
        notes.append(
            ("missed", label["text"], label["value"], label["unit"], around(raw, label, 12))
        )
    counts["missed"] += len(labels)
    for other in record["not_claims"]:
        score_other(other, reading, raw, counts, notes)
    return counts, notes


def around(raw, label, before):
    """A label with the words before it and a few after."""
    return raw[max(0, label["start"] - before) : label["end"] + 6]


def score_claim(one, labels, raw, counts, notes):
    """A claim that was read, against its label, which it uses up."""
    label = labels.get((one.start, one.end))
    if label is None or not same(one, label, "value"):
        counts["false"] += 1
        place = {"start": one.start, "end": one.end}
        notes.append(("false", one.text, str(one.value), one.unit, around(raw, place, 12)))
        return
    counts["hit"] += 1
    for field in FIELDS:
        good = same(one, label, field)
        counts[field] += good
        if not good:
            told = (str(getattr(one, field)), label[field])
            notes.append((field, one.text, *told, around(raw, label, 20)))
    del labels[one.start, one.end]


def score_other(other, reading, raw, counts, notes):
    """A number that is no claim: whether it was taken for one, or passed in silence."""
    start, end = other["start"], other["end"]
    hit = [c for c in reading.claims if c.start < end and start < c.end]
    told = any(n.start < end and start < n.end for n in reading.not_claims)
    counts["no_claims"] += 1
    counts["claimed"] += bool(hit)
    counts["silent"] += not told and not hit
    if hit:
        found = hit[0]
        notes.append(("claimed", other["text"], found.text, found.unit, around(raw, other, 12)))
    elif not told:
        notes.append(("silent", other["text"], "", "", around(raw, other, 12)))


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


def confusion(folders):
    """How often a claim of one kind was read as another."""
    pairs = Counter()
    for folder in folders:
        for _, raw, record in texts(folder):
            labels = {(c["start"], c["end"]): c["kind"] for c in record["claims"]}
            for one in read(raw, record["report_period"]).claims:
                if kind := labels.get((one.start, one.end)):
                    pairs[kind, one.kind] += 1
    return pairs


def print_confusion(folders):
    """The kinds that were taken for others, the most frequent first."""
    pairs = confusion(folders)
    good = sum(n for (told, found), n in pairs.items() if told == found)
    print(f"kinds: {good} of {pairs.total()} ({ratio(good, pairs.total())} %)")
    for (told, found), n in pairs.most_common():
        if told != found:
            print(f"  {told} read as {found}: {n}")


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
    folders = [one for one in arguments if not one.startswith("-")] or list(FOLDERS)
    if "--kinds" in arguments:
        print_confusion(folders)
        return
    for folder in folders:
        total = score(folder, told, verbose)
        print(f"== {folder}: {summary(total)}")
        if total["planted"] or total["findings"]:
            print(
                f"== {folder}: planted {total['planted']}, found {total['found']}, by the rule named "
                f"{total['right_rule']}, findings {total['findings']}, false alarms {total['false alarms']}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
