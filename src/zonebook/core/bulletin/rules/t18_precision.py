"""T18: one kind of figure is printed with one number of decimals: 5% beside 2.2% and 5.7%."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.relations import sentences, sure

say = Say("T18")


def precision(reading: Reading) -> Iterator[DraftFinding]:
    """Whole growth rates among rates with decimals."""
    for group in sentences(reading, "yoy_growth", least=4):
        rates = [
            one
            for one in group
            if one.kind == "yoy_growth"
            and one.unit == "%"
            and sure(one)
            and not one.fraction
            and "%" in one.text.replace("％", "%")
        ]
        counted = Counter(one.written.decimals for one in rates)
        if not counted:
            continue
        usual, often = counted.most_common(1)[0]
        odd = [one for one in rates if one.written.decimals == 0]
        if usual > 0 and often >= 3 and len(odd) == 1:
            digits = f"{odd[0].written.value}.{'0' * usual}%"
            yield say(
                "decimals", "ask", odd, f"{odd[0].text} ~ {digits}", suggest=digits, usual=usual
            )
