"""T20: 唯一, 首个, 率先, 第一 need a source in their sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily

WORD = lazily(
    r"唯一|首[个家款座条例台](?!批)|率先|独一无二|首创(?!精神)|首屈一指|最大|最多|最快|规模第一|第一(?:位|名)?(?![产要时书线步二三四五六七八九十批期次责资动方梯课站案年季阶医中附党支轮])|居首|首位"
)
FIELD = lazily(
    r"全国|全省|全市|全球|世界|国内|我国|亚洲|西部|西北|东部|中部|东北|华[东南北中]|省内|国际|行业|同类|业界"
)
SOURCE = lazily(
    r"据|根据|依据|通报|公布|发布|公告|认定|评为|评选|榜单|数据显示|统计|名单|授予|获批|批准|批复|列入|入选|获评|报道|证书|备案|查新|鉴定|排行|评价|评估|考核|考评"
)
say = Say("T20")


def superlatives(reading: Reading) -> Iterator[DraftFinding]:
    """Superlatives over a field that name no source."""
    norm = reading.norm
    for found in WORD.finditer(norm):
        begin = max(norm.rfind(c, 0, found.start()) for c in "。！？\n|") + 1
        ends = [at for c in "。！？\n|" if (at := norm.find(c, found.end())) >= 0]
        whole = norm[begin : min(ends, default=len(norm))]
        near = norm[max(begin, found.start() - 14) : found.end() + 8]
        stop = re.split(r"[，；。]", near[: found.start() - max(begin, found.start() - 14)])[-1]
        clause = stop + norm[found.start() : found.end() + 8]
        if FIELD.search(clause) and not SOURCE.search(whole):
            yield say(
                "no_source",
                "ask",
                [],
                found[0],
                spans=[reading.text.span(*found.span())],
                word=found[0],
            )
