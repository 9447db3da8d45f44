"""Claim to figure: by the words around a number, its kind, unit and period; every choice has reasons.

A number is bound only where one figure fits best and no word near it is left unexplained; else it
stays unbound and its candidates are told. A binding that a person confirmed goes before all others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zonebook.core.bulletin import shared, subjects
from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.links import Link, Links, Way
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.places import elsewhere
from zonebook.core.bulletin.relations import clause
from zonebook.core.bulletin.verdicts import Binding, Candidate, Learned
from zonebook.core.values import Reason

__all__ = ["Binder", "Binding", "Candidate", "Learned", "Near", "bind", "meant"]
STOPS = lazily(r"[，。；：！？\n\t|!?;]|,(?!\d)")
BRACKETS = lazily(r"（[^（）]*）|\([^()]*\)")
NO_WORDS = lazily(r"[^一-鿿A-Za-z]+")
REQUEST = lazily(r"请(?:各|你|于|在|自|务必|按)|务必于|应于|须于")
PAST = lazily(r"(?:上年|去年|上月|上季度?|前年|往年|历年)(?:年?末|年?底|同期)?的?")
RESTATED = lazily(r"(?:首次|历史性|一举|已|成功)?(?:突破|超过|超|逾|超出|站上|跨上|迈上|跃上)")
CARRIED = lazily(r"累计|实际|目标|达|合计|总计|共计|总数|总额|总量|增至|完成|：$|为$|是$|共$")
RELATED = ("share", "completion_rate", "rank", "rank_change", "multiple", "time_limit", "threshold")
GROWTH = ("yoy_growth", "growth_other", "pp_change")
WINDOW, POST = 200, 14  # characters before and after a number in which its figure is named
REACH = 24  # characters between a name without a number and the clause that goes on about it


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a way in the text."""

    word: str
    at: int
    to: int


@dataclass(frozen=True)
class Match:
    """A way that the words near a number fill: how much of it stands beside it, how far the rest."""

    link: Link
    own: int
    far: int
    nearest: int
    said: tuple[str, ...]
    rest: str

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        """Clean before narrowed, more words beside the number, fewer far ones, nearer ones."""
        return (not self.rest, self.own, -self.far, self.nearest)


@dataclass(frozen=True)
class Near:
    """The words around one number: the text, where its own begin, and the hits in reach."""

    text: str
    begin: int
    at: int
    hits: tuple[Hit, ...]
    after: tuple[Hit, ...]
    tail: str = ""


def bind(
    reading: Reading,
    links: Links,
    learned: Iterable[Learned] = (),
    confirmed: Mapping[tuple[int, int], str] | None = None,
) -> tuple[Binding, ...]:
    """The binding of every claim of a reading, in its order.

    `confirmed` are figures that a person chose for numbers of this very text, by their offsets;
    an empty key says that the number is no figure of the book.
    """
    return Binder(reading, links, learned, confirmed or {}).bind()


class Binder:
    """Binds the claims of one text."""

    def __init__(
        self,
        reading: Reading,
        links: Links,
        learned: Iterable[Learned],
        confirmed: Mapping[tuple[int, int], str],
    ) -> None:
        self.reading, self.links, self.norm = reading, links, reading.norm
        self.learned = {(one.phrase, one.kind, one.unit): one.indicator for one in learned}
        self.confirmed = confirmed
        self.stops = [found.start() for found in STOPS.finditer(self.norm)]
        self.hits = tuple(hits_in(self.norm, links))
        self.hit_ends = [one.to for one in self.hits]
        self.hit_starts = [one.at for one in self.hits]
        self.done: list[Binding] = []
        self.dealt: dict[int, str] = {}

    def bind(self) -> tuple[Binding, ...]:
        """All bindings."""
        claims = self.reading.claims
        for number, claim in enumerate(claims):
            if number not in self.dealt:
                self.dealt |= shared.dealt(self, number)
            self.done.append(self.one(number, claim))
        return tuple(self.done)

    def one(self, number: int, claim: Claim) -> Binding:
        """The binding of one claim: confirmed, learned, dealt out by 分别, or found in its words."""
        near = self.near(number, claim)
        phrase = self.phrase(near, claim)
        period = claim.period or self.reading.period
        if (claim.start, claim.end) in self.confirmed:
            key = self.confirmed[claim.start, claim.end]
            no_figure = None if key else Reason("check.unbound.dismissed")
            return Binding(claim, phrase, key or None, period, "confirmed", why=no_figure)
        if known := self.learned.get((phrase, claim.kind, claim.unit)):
            return Binding(claim, phrase, known, period, "learned")
        if place := elsewhere(self.reading, claim, self.links):
            return Binding(claim, phrase, why=Reason("check.unbound.elsewhere", {"place": place}))
        if claim.kind == "time_limit" and REQUEST.search(clause(self.reading, claim)):
            return Binding(claim, phrase, why=Reason("check.unbound.request"))
        if number in self.dealt and (dealt := self.meant_by(self.dealt[number], claim)):
            return Binding(claim, phrase, dealt, period, "linker")
        return self.by_words(number, claim, near, phrase, period)

    def by_words(
        self, number: int, claim: Claim, near: Near, phrase: str, period: str | None
    ) -> Binding:
        """The figure that the words name, or that the number before it carries on."""
        if claim.kind == "share" and (key := shared.share(self, number, claim, near)):
            return Binding(claim, phrase, key, period, "linker")
        matches = self.matches(claim, near)
        candidates = tuple(self.candidates(matches, claim))
        clean = [one for one in matches if not one.rest]
        if self.is_bare(near) and not any(one.own for one in clean):
            if key := self.carried(number, claim, near):
                return Binding(claim, phrase, key, period, "linker", candidates)
            if claim.kind not in RELATED or claim.kind == "completion_rate":
                clean = [one for one in clean if self.follows(one, number, near, claim)]
        if not clean:
            why = Reason(f"check.unbound.{'narrowed' if candidates else 'unknown'}")
            return Binding(claim, phrase, candidates=candidates, why=why)
        best = clean[0]
        rivals = {one.link.key for one in clean if one.rank == best.rank}
        if len(rivals) > 1:
            why = Reason("check.unbound.ambiguous", {"names": [c.name for c in candidates[:3]]})
            return Binding(claim, phrase, candidates=candidates, why=why)
        return Binding(claim, phrase, meant(best.link, claim), period, "linker", candidates)

    # --- the words around a number ----------------------------------------------------------

    def near(self, number: int, claim: Claim) -> Near:
        """The words around a claim: its cell's headings, or its clause, sentence and paragraph."""
        if claim.cell is not None:
            text = f"{claim.cell.row_head} {claim.cell.head}"
            return Near(text, 0, len(text), tuple(hits_in(text, self.links)), ())
        at = claim.to if claim.kind == "threshold" else claim.at
        begin = self.clause_begin(claim.at)
        if number and (before := self.reading.claims[number - 1]).to > begin:
            begin = before.at if before.kind == "threshold" else before.to
        reach_back = max(0, claim.at - WINDOW)
        floor = max(self.norm.rfind("\n", reach_back, claim.at) + 1, reach_back)
        first = bisect_left(self.hit_starts, floor)
        reach = claim.to + 8 if claim.kind == "threshold" else at
        hits = tuple(one for one in self.until(first, reach) if one.to <= reach)
        tail = self.tail(number, claim) if claim.unit in ("count", "person") else ""
        return Near(self.norm, begin, at, hits, self.after(claim.to, len(tail)), tail)

    def until(self, first: int, reach: int) -> Sequence[Hit]:
        """The hits from one on that begin before a place."""
        return self.hits[first : bisect_left(self.hit_starts, reach)]

    def clause_begin(self, at: int) -> int:
        """Where the clause of a place begins."""
        i = bisect_right(self.stops, at - 1) - 1
        return self.stops[i] + 1 if i >= 0 else 0

    def tail(self, number: int, claim: Claim) -> str:
        """What follows a number up to the next stop or number."""
        i = bisect_left(self.stops, claim.to)
        end = min(self.stops[i] if i < len(self.stops) else len(self.norm), claim.to + POST)
        claims = self.reading.claims
        if number + 1 < len(claims):
            end = min(end, claims[number + 1].at)
        return self.norm[claim.to : max(end, claim.to)].partition("、")[0]

    def after(self, at: int, length: int) -> tuple[Hit, ...]:
        """The names that begin right after a number: 84个签约项目."""
        found, place = [], at
        if self.norm[at : at + 1] == "的":
            place += 1
        for one in self.hits[bisect_left(self.hit_starts, place) :]:
            if one.at > place or one.to > at + length:
                break
            if one.at == place:
                found.append(one)
        return tuple(found)

    def phrase(self, near: Near, claim: Claim) -> str:
        """The words by which a binding is learned: those before the number, else its subject."""
        own = timeless(near.text[near.begin : near.at])
        return NO_WORDS.sub("", own) or NO_WORDS.sub("", claim.subject)

    def is_bare(self, near: Near) -> bool:
        """Whether nothing beside the number names anything."""
        return not near.after and not self.rest(near, [])

    def rest(self, near: Near, said: Sequence[Hit]) -> str:
        """The words beside the number that neither the way nor the neutral words explain."""
        pieces, at = [], near.begin
        for one in sorted(said, key=lambda hit: hit.at):
            if one.at >= near.begin and one.to <= near.at:
                pieces.append(near.text[at : max(at, one.at)])
                at = max(at, one.to)
        pieces.append(near.text[at : near.at])
        return NO_WORDS.sub("", self.links.neutral.sub("|", timeless("|".join(pieces))))

    # --- ways that fit -----------------------------------------------------------------------

    def matches(self, claim: Claim, near: Near) -> list[Match]:
        """The ways that the words near a number fill, best first, one for each figure."""
        by_word: dict[str, list[Hit]] = {}
        for one in (*near.hits, *near.after):
            by_word.setdefault(one.word, []).append(one)
        numbers = {n for word in by_word for n in self.links.by_word[word]}
        best: dict[str, Match] = {}
        for number in sorted(numbers):
            way = self.links.ways[number]
            link = self.links.links[way.key]
            if meant(link, claim) is None:
                continue
            found = self.match(way, link, near, by_word)
            if found and (way.key not in best or found.rank > best[way.key].rank):
                best[way.key] = found
        return sorted(best.values(), key=lambda one: one.rank, reverse=True)

    def match(
        self, way: Way, link: Link, near: Near, by_word: Mapping[str, list[Hit]]
    ) -> Match | None:
        """How the words near a number fill a way; None where they do not."""
        own, far, nearest, said = 0, 0, 10**9, []
        for group in way.groups:
            found = [hit for word in group.words for hit in by_word.get(word, ())]
            beside = [hit for hit in found if hit.at >= near.begin]
            if group.barred:
                if beside:
                    return None
                continue
            if not found and not group.optional:
                return None
            if beside:
                best = max(beside, key=lambda hit: (len(hit.word), hit.at))
                own += len(best.word)
                said.append(best)
            elif found and not group.optional:
                best = max(found, key=lambda hit: (hit.to, len(hit.word)))
                far, nearest = far + 1, min(nearest, best.to)
                said.append(best)
        if not said:
            return None
        return Match(
            link, own, far, nearest, tuple(one.word for one in said), self.rest(near, said)
        )

    def candidates(self, matches: Sequence[Match], claim: Claim) -> Iterable[Candidate]:
        """The figures that a claim may be, best first."""
        for one in matches[:5]:
            if one.own and (key := meant(one.link, claim)):
                yield Candidate(key, one.link.name, one.said, one.rest)

    # --- what the number before carries on ---------------------------------------------------

    def carried(self, number: int, claim: Claim, near: Near) -> str | None:
        """The figure of the number before: its growth, its sum since January, its actual value."""
        if number == 0 or claim.cell is not None:
            return None
        own = self.norm[near.begin : near.at]
        for before in reversed(self.done[max(0, number - 6) : number]):
            if before.claim.sentence != claim.sentence:
                break
            if before.claim.kind in (*GROWTH, "share") and claim.kind in (
                *GROWTH,
                "completion_rate",
            ):
                continue
            base = (before.indicator or "").removesuffix(".target").removesuffix(".ytd")
            if not base:
                return None
            if claim.kind in (*GROWTH, "completion_rate"):
                return self.meant_by(base, claim)
            same = before.claim.unit == claim.unit and "其中" not in own
            goes_on = CARRIED.search(own) or RESTATED.fullmatch(own.strip())
            return self.meant_by(base, claim) if same and goes_on else None
        return None

    def follows(self, match: Match, number: int, near: Near, claim: Claim) -> bool:
        """Whether a number goes on about a name right before its clause that has no number."""
        own = self.norm[near.begin : near.at]
        if claim.cell is not None or not (claim.kind in GROWTH or CARRIED.search(own)):
            return False
        told = self.reading.claims[number - 1].to if number else 0
        return "其中" not in own and told <= match.nearest and near.begin - match.nearest <= REACH

    def meant_by(self, key: str, claim: Claim) -> str | None:
        """What a claim means if it is about a figure."""
        link = self.links.links.get(key)
        return meant(link, claim) if link is not None else None


def timeless(words: str) -> str:
    """Words without those of time and those in brackets."""
    return subjects.TIMES.sub("", PAST.sub("", BRACKETS.sub("", words)))


def hits_in(text: str, links: Links) -> Iterable[Hit]:
    """Every word of every way in a text, also those inside another."""
    for found in links.pattern.finditer(text):
        at, word = found.start(), found[1]
        yield Hit(word, at, at + len(word))
        for one in links.shorter.get(word, ()):
            yield Hit(one, at, at + len(one))


def meant(link: Link, claim: Claim) -> str | None:
    """The key of the figure, or of its growth, change, target or completion, that a claim tells."""
    kind, unit = claim.kind, claim.unit
    if kind in link.kinds and (unit == link.unit or (kind == "rank_change" and unit == "rank")):
        return link.key
    derived = link.basis != "statement" and link.unit not in ("%", "rank", "times", "workday")
    match kind:
        case "yoy_growth" if unit == "%" and link.unit != "%":
            return link.growth or (f"{link.key}.growth" if derived else None)
        case "yoy_growth" if unit == link.unit and derived:
            return f"{link.key}.change"
        case "pp_change" if link.unit == "%" and link.basis != "statement":
            return f"{link.key}.change"
        case "target" if unit == link.unit:
            return f"{link.key}.target"
        case "target" if unit == "%" and link.growth:
            return f"{link.growth}.target"
        case "completion_rate" if link.unit not in ("%", "rank", "times", "workday"):
            return f"{link.key}.completion"
    return None
