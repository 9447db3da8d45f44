"""T21: things are counted with their own word: clusters 个, self-employed 户, firms 家."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import clause, following, of_unit, shown

OWN = (
    (
        lazily(r"集群$"),
        lazily(r"[^，。；、！？!?：:\s\d]{0,10}集群(?!内|中|企业)"),
        "家户",
        "个",
    ),
    (lazily(r"个体工商户$|个体户$"), lazily(r"个体工商户|个体户"), "家个", "户"),
    (
        lazily(r"[^业体]项目$"),
        lazily(r"[^，。；、！？!?：:\s\d企业]{0,6}项目(?!公司|单位|业主|法人)"),
        "家户",
        "个",
    ),
    (lazily(r"企业$"), lazily(r"(?!)"), "个", "家"),  # 46个企业 is common enough
)
STOPPED = lazily(r"$|[^一-鿿]")
say = Say("T21")


def classifiers(reading: Reading) -> Iterator[DraftFinding]:
    """Counting words that belong to something else."""
    for one in of_unit(reading, "count"):
        word = one.text[-1:]
        if word not in "家户个" or one.cell is not None:
            continue
        head, tail = clause(reading, one), following(reading, one, 14)
        last = STOPPED.match(tail) is not None  # else what is counted stands behind the number
        for before, after, wrong, right in OWN:
            if word in wrong and ((last and before.search(head)) or after.match(tail)):
                better = f"{shown(one)[:-1]}{right}"
                yield say(
                    "word",
                    "warning",
                    [one],
                    f"{word} → {right}",
                    suggest=better,
                    word=word,
                    right=right,
                )
                break
