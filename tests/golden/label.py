"""Turn a marked text into the plain text and its label file."""

import json
import re
import sys
from decimal import Decimal
from pathlib import Path

FORMAT = "zonebook.golden/1"
VOCABULARY = json.loads(Path(__file__).with_name("vocabulary.json").read_text(encoding="utf-8"))
RULES = {f"T{n:02}" for n in range(1, 25)}
PERIOD = re.compile(
    r"@\d{4}-\d\d-\d\d|\d{4}(-Q[1-4]|-(0[1-9]|1[0-2])(\.\.\d{4}-(0[1-9]|1[0-2]))?)?"
)
NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半Ⅰ-Ⅻ①-⑳]")
DIGITS = re.compile(r"\d[\d,，\s]*(?:[.．]\s*\d[\d\s]*)?")

MARK = re.compile(r"\{([^{}#]+)#([^{}]+)\}")
POINTED = re.compile(r"«([^«»]+)»")


def plain(number):
    """A decimal string without exponent, e.g. 97.3e8 -> 9730000000."""
    return format(Decimal(number), "f")


def claim(text, start, notes, period):
    """The label of one claim from notes such as '97.3e8 CNY level > - 2023 [5,8]'."""
    value, unit, kind, *rest = notes.split()
    label = {"start": start, "end": start + len(text), "text": text, "value": plain(value)}
    label |= {"signed_value": plain(value), "unit": unit, "comparator": "=", "kind": kind}
    label["period"] = period
    for note in rest:
        if note in VOCABULARY["comparators"]:
            label["comparator"] = note
        elif note == "-":
            label["signed_value"] = plain(-abs(Decimal(value)))
        elif note.startswith("["):
            label["low"], label["high"] = map(plain, note.strip("[]").split(","))
        elif PERIOD.fullmatch(note):
            label["period"] = note
        else:
            raise ValueError(f"unknown note {note!r} at {text!r}")
    return label


def pointed(body, phrase, rule, why):
    """A finding whose span is the «marked» part of a phrase that occurs once."""
    hit = POINTED.search(phrase)
    whole = POINTED.sub(r"\1", phrase)
    if not hit or body.count(whole) != 1:
        raise ValueError(f"finding must point at one place: {phrase!r}")
    start = body.index(whole) + hit.start()
    return {"rule": rule, "start": start, "end": start + len(hit[1]), "why": why}


def read_marked(marked):
    """Plain text and label record of a marked text."""
    head, _, body = marked.partition("\n---\n")
    facts, findings = {}, []
    for line in head.splitlines():
        key, _, told = line.partition(": ")
        if key == "finding":
            findings.append(told)
        else:
            facts[key] = told
    text, claims, not_claims, last = "", [], [], 0
    for mark in MARK.finditer(body):
        text += body[last : mark.start()]
        span, notes, last = mark[1], mark[2], mark.end()
        if notes.startswith("!"):
            place = {"start": len(text), "end": len(text) + len(span), "text": span}
            not_claims.append(place | {"reason": notes[1:]})
        else:
            claims.append(claim(span, len(text), notes, facts["report_period"]))
        text += span
    text += body[last:]
    record = {"format": FORMAT} | facts | {"claims": claims, "not_claims": not_claims}
    record["findings"] = []
    for told in findings:
        rule, phrase, why = told.split(" // ")
        record["findings"].append(pointed(text, phrase, rule.strip("-"), why))
    return text, record


def digits_disagree(label):
    """Whether a claim's value is not its written digits times a power of ten."""
    runs = DIGITS.findall(label["text"])
    if len(runs) != 1 or Decimal(label["value"]) == 0:
        return False
    written = Decimal(re.sub(r"[,，\s]", "", runs[0]).replace("．", "."))
    ours = [Decimal(n).normalize().as_tuple().digits for n in (label["value"], written)]
    return ours[0] != ours[1]


def unit_is_known(unit):
    """Whether a unit stands in the list or is a quotient of listed units."""
    listed = set(VOCABULARY["units"])
    return unit in listed or set(unit.split("/")) <= listed


def claim_faults(label):
    """What is wrong with the fields of one claim."""
    where = f"{label['start']} {label['text']!r}"
    value, signed = Decimal(label["value"]), Decimal(label["signed_value"])
    low, high = Decimal(label.get("low", 0)), Decimal(label.get("high", 0))
    is_range = label["kind"] in {"range_low", "range_high"}
    end_of_range = low if label["kind"] == "range_low" else high
    checks = {
        "kind": label["kind"] in VOCABULARY["kinds"],
        "comparator": label["comparator"] in VOCABULARY["comparators"],
        "unit": unit_is_known(label["unit"]),
        "period": bool(PERIOD.fullmatch(label["period"])),
        "sign": abs(value) == abs(signed) and (value >= 0 or signed == value),
        "digits": not digits_disagree(label),
        "range": is_range == ("low" in label) and (not is_range or low < high),
        "range end": not is_range or value == end_of_range,
    }
    return [f"{where}: {name}" for name, good in checks.items() if not good]


def span_faults(text, record):
    """What is wrong with the spans: text, order, overlap, numerals left without a label."""
    labels = sorted(record["claims"] + record["not_claims"], key=lambda label: label["start"])
    found, covered, end = [], set(), 0
    for label in labels:
        if text[label["start"] : label["end"]] != label["text"] or not label["text"].strip():
            found.append(f"{label['start']} {label['text']!r}: text")
        if label["start"] < end:
            found.append(f"{label['start']} {label['text']!r}: overlap")
        if not NUMERAL.search(label["text"]):
            found.append(f"{label['start']} {label['text']!r}: no number")
        end = label["end"]
        covered.update(range(label["start"], end))
    bare = [m for m in NUMERAL.finditer(text) if m.start() not in covered]
    found += [f"{m.start()} {text[max(0, m.start() - 4) : m.end() + 4]!r}: bare" for m in bare]
    return found


def faults(text, record):
    """Everything unsound in a label file; an empty list when it is sound."""
    found = span_faults(text, record)
    for label in record["claims"]:
        found += claim_faults(label)
    reasons = VOCABULARY["reasons"]
    found += [f"{n['start']}: reason" for n in record["not_claims"] if n["reason"] not in reasons]
    for finding in record["findings"]:
        inside = 0 <= finding["start"] < finding["end"] <= len(text)
        if not inside or finding["rule"] not in RULES | {""} or not finding["why"]:
            found.append(f"finding {finding}")
    if record["format"] != FORMAT or not PERIOD.fullmatch(record["report_period"]):
        found.append("head")
    return found


def write(path):
    """Write NAME.txt and NAME.json beside NAME.marked and return the faults."""
    text, record = read_marked(path.read_text(encoding="utf-8"))
    path.with_suffix(".txt").write_text(text, encoding="utf-8", newline="")
    told = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    path.with_suffix(".json").write_text(told, encoding="utf-8", newline="")
    return faults(text, record)


if __name__ == "__main__":
    here = Path(__file__).parent
    paths = [Path(p) for p in sys.argv[1:]] or sorted(here.glob("*/*.marked"))
    complaints = [f"{path.name}: {fault}" for path in paths for fault in write(path)]
    print("\n".join(complaints) or f"{len(paths)} texts labelled, no fault")
    sys.exit(bool(complaints))
