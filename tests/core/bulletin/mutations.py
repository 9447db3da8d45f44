"""Errors planted into clean texts, one at a time: digit, unit, sign, %/百分点, year, lead, rank, sum.

A planted error counts where it touches a relation: some rule computes with the figure in the
clean text, so that a wrong figure could be seen. Those that no rule could see are counted apart.
"""

import random
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from zonebook.core.bulletin.check import findings
from zonebook.core.bulletin.reading import read

GOLDEN = Path(__file__).parents[2] / "golden"
SEEN = ("open", "further", "set_aside")
SWAPS = {"万": "亿", "亿": "万"}


def clean_texts(folders=SEEN):
    """Name, text and report period of every golden text of some folders."""
    import json

    for path in sorted(one for folder in folders for one in GOLDEN.glob(f"{folder}/*.json")):
        record = json.loads(path.read_text("utf-8"))
        yield (
            path.stem,
            path.with_suffix(".txt").read_bytes().decode("utf-8"),
            record["report_period"],
        )


def digit(claim, text, dice):
    """Another first or second digit."""
    places = [i for i, c in enumerate(claim.text) if c.isdigit() and c.isascii()][:2]
    if not places:
        return None
    at = dice.choice(places)
    other = dice.choice([d for d in "123456789" if d != claim.text[at]])
    return claim.text[:at] + other + claim.text[at + 1 :]


def swapped(claim, text, dice):
    """Two neighbouring digits in each other's place."""
    places = [
        i
        for i in range(len(claim.text) - 1)
        if claim.text[i].isdigit()
        and claim.text[i + 1].isdigit()
        and claim.text[i] != claim.text[i + 1]
    ]
    if not places:
        return None
    at = dice.choice(places)
    return claim.text[:at] + claim.text[at + 1] + claim.text[at] + claim.text[at + 2 :]


def unit(claim, text, dice):
    """万 for 亿 and 亿 for 万."""
    found = re.search("[万亿](?=元|千瓦时|平方米|人)", claim.text)
    return claim.text.replace(found[0], SWAPS[found[0]], 1) if found else None


def points(claim, text, dice):
    """% for 百分点 and 百分点 for %."""
    if claim.unit == "pp":
        return re.sub("个?百分点", "%", claim.text)
    if claim.unit == "%" and claim.kind == "yoy_growth" and claim.text.endswith("%"):
        return claim.text[:-1] + "个百分点"
    return None


def rank(claim, text, dice):
    """A place beyond the number of those ranked."""
    if claim.kind != "rank" or not re.search(r"\d", claim.text):
        return None
    return re.sub(r"\d+", lambda found: found[0] + found[0], claim.text)


KINDS = {"digit": digit, "swapped": swapped, "unit": unit, "points": points, "rank": rank}


def planted(text, claim, new):
    """The text with another wording at a claim."""
    return text[: claim.start] + new + text[claim.end :]


def stale_years(text):
    """The text with one of its years a year earlier, for each mention in prose."""
    for found in re.finditer(r"(?<!\d)(20\d\d)(?=年)", text):
        yield found.start(), f"{text[: found.start()]}{int(found[1]) - 1}{text[found.end() :]}"


def falling(text):
    """The text with one rising word turned into a falling one."""
    for found in re.finditer(r"(?<=，)增长(?=\d)|快于|前移|提升(?=\d)|压缩(?=[到至])", text):
        turned = {"增长": "下降", "快于": "慢于", "前移": "后移", "提升": "下滑", "压缩": "延长"}[
            found[0]
        ]
        yield found.start(), text[: found.start()] + turned + text[found.end() :]


def touches(reading, claim, factors=(Decimal("1.07"), Decimal("0.93"))):
    """Whether an equation of the clean text holds this figure: 7 % more and 7 % less are noticed.

    A bound (其中, 压缩到, 超) lets most wrong figures pass; no rule could see those.
    """
    for factor in factors:
        value = claim.value * factor
        written = replace(claim.written, value=claim.written.value * factor)
        wrong = replace(
            claim, value=value, signed_value=claim.signed_value * factor, written=written
        )
        claims = tuple(wrong if one is claim else one for one in reading.claims)
        if not findings(replace(reading, claims=claims)):
            return False
    return True


def measure(seed=7, each=2, folders=SEEN):
    """Counts of planted errors by kind: touched, found, and seen by nobody.

    A text in which something is found as it stands would lend its finding to every error.
    """
    dice, counts, missed = random.Random(seed), Counter(), []
    for name, text, period in clean_texts(folders):
        reading = read(text, period)
        if findings(reading):
            counts["left out", "texts"] += 1
            continue
        for claim in reading.claims:
            related = None
            for kind, plant in KINDS.items():
                for _ in range(each if kind in ("digit", "swapped") else 1):
                    new = plant(claim, text, dice)
                    if new is None or new == claim.text:
                        continue
                    if kind == "rank":  # a place that nobody bounds may be any place
                        beyond = Decimal(re.search(r"\d+", new)[0]) / claim.value
                        related = touches(reading, claim, [beyond])
                    elif related is None:
                        related = touches(reading, claim)
                    counts[kind, "planted"] += 1
                    if not related and kind != "points":
                        counts[kind, "no relation"] += 1
                        continue
                    if findings(read(planted(text, claim, new), period)):
                        counts[kind, "found"] += 1
                    else:
                        missed.append(
                            (
                                name,
                                kind,
                                claim.text,
                                new,
                                text[max(0, claim.start - 30) : claim.end],
                            )
                        )
                        counts[kind, "missed"] += 1
    return counts, missed


def measure_texts(folders=SEEN):
    """Counts of stale years and turned verbs: planted and found, over whole texts."""
    counts = Counter()
    for _, text, period in clean_texts(folders):
        if findings(read(text, period)):
            continue
        for kind, plant in (("stale year", stale_years), ("sign", falling)):
            for _, wrong in plant(text):
                counts[kind, "planted"] += 1
                counts[kind, "found"] += bool(findings(read(wrong, period)))
    return counts


def sample():
    """The clean sample draft of the demonstration, and a book of its figures."""
    import yaml

    import zonebook
    from tests.core.bulletin.small_facts import SmallFacts

    draft = Path(zonebook.__file__).parent / "zones" / "lanzhou" / "drafts" / "clean.txt"
    book = yaml.safe_load(Path(__file__).with_name("lanzhou.yaml").read_text("utf-8"))
    return draft.read_text("utf-8"), SmallFacts(book)


def measure_against(seed=7, each=2):
    """Errors planted into bound figures: planted and found by kind, and those missed."""
    from zonebook.core.bulletin.against import check_against

    text, facts = sample()
    dice, counts, missed = random.Random(seed), Counter(), []

    def plant(kind, wrong, place):
        counts[kind, "planted"] += 1
        found = bool(check_against(wrong, facts, "2023").findings)
        counts[kind, "found"] += found
        if not found:
            missed.append((kind, wrong[max(0, place - 20) : place + 12]))

    for claim in read(text, "2023").claims:
        for kind, change in KINDS.items():
            for _ in range(each if kind in ("digit", "swapped") else 1):
                new = change(claim, text, dice)
                if new is not None and new != claim.text:
                    plant(kind, planted(text, claim, new), claim.start)
    for kind, change in (("stale year", stale_years), ("sign", falling)):
        for place, wrong in change(text):
            plant(kind, wrong, place)
    return counts, missed


def rates(counts):
    """Kind, planted, touching a relation, found of those in per cent."""
    for kind in KINDS:
        found, missed = counts[kind, "found"], counts[kind, "missed"]
        yield (
            kind,
            counts[kind, "planted"],
            found + missed,
            found,
            (100 * found / (found + missed)) if found + missed else None,
        )


if __name__ == "__main__":
    told, left = measure()
    for row in rates(told):
        print(*row)
    print(dict(measure_texts()))
    for row in left:
        print("  missed", *(str(one).replace("\n", "⏎") for one in row))
