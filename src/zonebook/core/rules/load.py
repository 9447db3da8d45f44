"""The strict reader of rule files: what it cannot understand it refuses, with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zonebook.core.catalog import Located, refusal
from zonebook.core.rules import tree
from zonebook.core.rules.industry import is_scope
from zonebook.core.rules.measures import Measure, Measures
from zonebook.core.rules.points import read_scoring
from zonebook.core.rules.rows import beside, known_keys, need, wanted

HEADER = {
    "key", "family", "name", "document", "verified", "in_force", "validity_years", "level",
    "prerequisite", "conditions", "scoring", "alerts", "duties", "benefit", "applies_to",
    "incomplete", "about",
}  # fmt: skip
TEST = {
    "id", "measure", "unit", "name", "document", "article", "verified", "article_verified",
    "evidence", "not_on_review", "on_review", "within_years", "missing_means", "note", "since",
    "until", "effect", "applies_to", *tree.OPERATORS,
}  # fmt: skip


def read_rule(row: Located, measures: Measures, documents: Mapping[str, Any]) -> tree.Rule:
    """One rule file; Refused where a key, measure, unit, document or date is not in order."""
    known_keys(row, HEADER)
    reader = Reader(row, measures, documents)
    scoring = read_scoring(row["scoring"], reader) if "scoring" in row else None
    conditions = (
        reader.node(row["conditions"])
        if "conditions" in row
        else tree.Score("", "", reader.source(row))
    )
    rule = tree.Rule(
        need(row, "key"),
        need(row, "family"),
        need(row, "name"),
        reader.document(row),
        tuple(forces(row)),
        conditions,
        scoring,
        tuple(reader.test(one) for one in row.get("alerts", ())),
        tuple(row.get("duties", ())),
        row.get("benefit", {}),
        {key: row[key] for key in ("validity_years", "level", "prerequisite") if key in row},
        row.get("incomplete", False),
        isinstance(row["in_force"], dict) and row["in_force"].get("after_gap", False),
        row.where(),
    )
    reader.unique(rule)
    return rule


def forces(row: Located) -> Iterable[tree.Force]:
    """When the version decides, by kind of procedure; without a kind it decides both."""
    spans = row["in_force"] if isinstance(row.get("in_force"), list) else [row.get("in_force")]
    for span in spans:
        if not isinstance(span, Located) or not isinstance(span.get("since"), date):
            raise refusal("rules.wrong_value", row.where("in_force"), key="in_force", value="")
        until = span.get("until")
        if until is not None and until <= span["since"]:
            raise refusal("rules.ends_before_start", span.where("until"))
        kinds: tuple[tree.Procedure, ...] = ("recognition", "review")
        for kind in kinds:
            if span.get("kind", kind) == kind:
                yield tree.Force(kind, span["since"], until)


class Reader:
    """Reads the nodes of one file with its document and marks as defaults."""

    def __init__(self, row: Located, measures: Measures, documents: Mapping[str, Any]) -> None:
        self.row, self.measures, self.documents = row, measures, documents

    def document(self, row: Located) -> str:
        """The document's key; one that is not in the list is refused."""
        key = row.get("document", self.row.get("document"))
        if key not in self.documents:
            raise refusal("rules.unknown_document", row.where("document"), document=str(key))
        return str(key)

    def source(self, row: Located, above: Located | None = None) -> tree.Source:
        """Where a value stands: its own marks, else those of the row above, else the file's."""

        def mark(key: str, default: str) -> str:
            if key not in row and above is not None:
                return str(above.get(key, default))
            return str(row.get(key, default))

        return tree.Source(
            self.document(row if "document" in row else (above or row)),
            mark("article", ""),
            mark("verified", str(need(self.row, "verified"))),
            mark("article_verified", "search"),
            row.where(),
            mark("note", ""),
        )

    def measure(self, row: Located, key: str = "measure") -> Measure:
        """The measure that the row names."""
        name = row.get(key)
        if name not in self.measures:
            raise refusal("rules.unknown_measure", row.where(key), measure=str(name))
        found = self.measures[str(name)]
        counted = found.type == "records" and row.get("unit") == "item"
        if row.get("unit", found.unit) != found.unit and not counted:
            raise refusal(
                "rules.unit_mismatch", row.where("unit"),
                measure=found.key, unit=str(row["unit"]), expected=found.unit,
            )  # fmt: skip
        return found

    def node(self, row: Any) -> tree.Node:
        """One node of the tree of conditions."""
        if not isinstance(row, Located):
            raise refusal("rules.wrong_value", self.row.where("conditions"), key="", value=str(row))
        kinds = [key for key in self.builders if key in row]
        if len(kinds) > 1:
            raise refusal("rules.two_nodes", row.where(kinds[1]), first=kinds[0], second=kinds[1])
        if not kinds:
            return self.test(row)
        return self.builders[kinds[0]](row)

    @property
    def builders(self) -> dict[str, Callable[[Located], tree.Node]]:
        """What reads each kind of node but a test, by the key that names it."""
        return {
            "all": self._all,
            "any": self._any,
            "not": self._not,
            "tier": self._tier,
            "score": self._score,
            "sizes": self._sizes,
            "satisfies": self._satisfies,
        }

    def _all(self, row: Located) -> tree.Node:
        known_keys(row, ("id", "all"))
        return tree.All(tuple(map(self.node, wanted(row, "all", list))), str(row.get("id", "")))

    def _any(self, row: Located) -> tree.Node:
        known_keys(row, ("id", "any"))
        return tree.Any_(tuple(map(self.node, wanted(row, "any", list))), str(row.get("id", "")))

    def _not(self, row: Located) -> tree.Node:
        known_keys(row, ("id", "not"))
        return tree.Not(self.node(row["not"]), str(row.get("id", "")))

    def _score(self, row: Located) -> tree.Node:
        known_keys(row, ("id", "score", "article", "article_verified"))
        of = wanted(row, "score", str)
        return tree.Score(str(need(row, "id")), "" if of == "self" else of, self.source(row))

    def _satisfies(self, row: Located) -> tree.Node:
        known_keys(row, ("id", "satisfies", "article", "article_verified", "document"))
        family = wanted(row, "satisfies", str)
        return tree.Satisfies(str(need(row, "id")), family, self.source(row))

    def _tier(self, row: Located) -> tree.Node:
        known_keys(row, ("id", "tier"))
        steps, last = wanted(row, "tier", list), None
        if steps and "otherwise" in steps[-1]:
            *steps, closing = steps
            known_keys(closing, ("otherwise",))
            last = closing["otherwise"]
            last = last if last in ("unmet", "unknown") else self.node(last)
        found = tree.Tier(str(need(row, "id")), tuple(map(self.branch, steps)), last)
        if found.otherwise is None and not covers(found.branches):
            raise refusal("rules.tier_does_not_cover", row.where("tier"), id=found.id)
        return found

    def branch(self, row: Located) -> tree.Branch:
        """One step of a tier."""
        known_keys(row, ("when", "then"))
        return tree.Branch(self.test(need(row, "when")), self.node(need(row, "then")))

    def _sizes(self, row: Located) -> tree.Node:
        known_keys(row, ("id", "classes", "passes", "article", "scope_verified", "sizes"))
        branches = []
        for one in wanted(row, "sizes", list):
            known_keys(one, ("id", "name", "scope", "bounds"))
            scope = beside(
                one, "scope", id=f"{one['id']}.scope", measure="industry_code",
                one_of=need(one, "scope"), article=need(row, "article"), verified=need(row, "scope_verified"),
            )  # fmt: skip
            branches.append(tree.Branch(self.test(scope), self.classes(row, one)))
        return tree.Tier(str(need(row, "id")), tuple(branches), "unknown")

    def classes(self, row: Located, size: Located) -> tree.Classes:
        """The rungs of one industry: large, medium, small, each a conjunction of lower bounds."""
        names = wanted(row, "classes", list)
        rungs = []
        for at, name in enumerate(names[:-1]):
            tests = []
            for measure, bounds in need(size, "bounds").items():
                if len(bounds) != len(names) - 1 or sorted(bounds, reverse=True) != bounds:
                    where = need(size, "bounds").where(measure)
                    raise refusal("rules.bounds_out_of_order", where, measure=measure)
                bound = beside(
                    need(size, "bounds"), measure, id=f"{size['id']}.{name}.{measure}",
                    measure=measure, at_least=bounds[at], article=need(row, "article"),
                )  # fmt: skip
                tests.append(self.test(bound))
            rungs.append((str(name), tree.All(tuple(tests))))
        return tree.Classes(
            str(need(size, "id")), tuple(rungs), names[-1], tuple(need(row, "passes"))
        )

    def test(self, row: Located, above: Located | None = None) -> tree.Test:
        """One test: exactly one operator, with a threshold that suits the measure."""
        known_keys(row, TEST)
        operators = [one for one in tree.OPERATORS if one in row]
        if len(operators) != 1:
            raise refusal("rules.one_operator", row.where(), count=len(operators))
        operator = operators[0]
        if operator == "expert" and "measure" not in row:
            measure = self.measures["expert_grade"]
        else:
            measure = self.measure(row if "measure" in row else (above or row))
        return tree.Test(
            str(row.get("id", "")),
            measure,
            operator,
            threshold_of(row, operator, measure),
            self.source(row, above),
            row.get("evidence") == "manual_review",
            row.get("not_on_review", False),
            self.measure(row, "on_review") if "on_review" in row else None,
            row.get("within_years", 0),
            row.get("missing_means") == "none",
            row.get("name"),
            row.get("effect", ""),
            row.get("since"),
            row.get("until"),
        )

    def unique(self, rule: tree.Rule) -> None:
        """Refuse two tests with one id."""
        seen: dict[str, str] = {}
        every = (
            *tree.tests_of(rule.conditions),
            *tree.tests_of_scoring(rule.scoring),
            *rule.alerts,
        )
        for test in every:
            if test.id in seen:
                raise refusal("rules.repeated_id", test.source.where, id=test.id)
            seen[test.id] = test.source.where


def covers(branches: tuple[tree.Branch, ...]) -> bool:
    """Whether every number finds a branch: steps go one way and the last two are complements."""
    opposite = {"at_most": "above", "at_least": "below", "above": "at_most", "below": "at_least"}
    steps, last = [one.when for one in branches[:-1]], branches[-1].when
    if not steps or len({one.measure.key for one in (*steps, last)}) != 1:
        return False
    down = steps[-1].operator in ("at_least", "above")
    order = sorted((one.threshold for one in steps), reverse=down)  # type: ignore[type-var]
    return (
        [one.threshold for one in steps] == order
        and len({one.operator for one in steps}) == 1
        and last.operator == opposite.get(steps[-1].operator)
        and last.threshold == steps[-1].threshold
    )


def threshold_of(row: Located, operator: str, measure: Measure) -> tree.Threshold:
    """The threshold as a value; refused where it does not suit the measure's type."""
    value = row[operator]
    good: Any = None
    match operator:
        case "expert":
            return None
        case "is" if measure.type == "flag" and isinstance(value, bool):
            return value
        case "one_of" if measure.type == "code" and isinstance(value, list):
            good = tuple(map(str, value)) if all(is_scope(str(one)) for one in value) else None
        case "one_of" | "holds" if isinstance(value, list):
            good = tuple(value) if all(one in measure.values for one in value) else None
        case "exists" if measure.type == "records":
            return exists_of(value, measure)
        case _ if operator in tree.COMPARING and measure.type in ("number", "records"):
            return number_of(row, operator)
        case "equals" | "differs" | "at_least" if value in measure.values:
            good = value
    if good is None:
        raise refusal("rules.wrong_value", row.where(operator), key=operator, value=str(value))
    return good  # type: ignore[no-any-return]


def number_of(row: Located, key: str) -> Fraction:
    """An exact number."""
    value = row[key]
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refusal("rules.wrong_value", row.where(key), key=key, value=str(value))
    return Fraction(value)


def exists_of(row: Located, measure: Measure) -> tree.Exists:
    """Which records suffice."""
    known_keys(row, ("any", "level", "level_or_better", "rank_at_most", "within_years"))
    found = []
    for one in row.get("any", [row]):
        level = one.get("level", one.get("level_or_better", ""))
        if level not in measure.values:
            raise refusal("rules.wrong_value", one.where(), key="level", value=str(level))
        better = "level_or_better" in one
        found.append(tree.Wanted(level, better, one.get("rank_at_most", 0)))
    return tree.Exists(tuple(found), row.get("within_years", 0))
