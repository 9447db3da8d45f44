"""MetricFlow over the same facts: its own SQL, generated and run on DuckDB; runs in its own environment."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bench import running
from bench.facts import AMOUNTS, MONTHS, Values, by_hand, digest, duckdb_of, facts

AREA, DAY = "fact__area", "metric_time__month"
OVER = 9 * 10**8


def manifest() -> Iterator[dict[str, Any]]:
    """The semantic model, a metric for each of the 38 amounts and counts, and the line of time."""
    measures = [{"name": f"{name}_sum", "agg": "sum", "expr": name} for name in AMOUNTS]
    measures += [
        {
            "name": f"{name}_over",
            "agg": "sum",
            "expr": f"CASE WHEN {name} > {OVER} THEN 1 ELSE 0 END",
        }
        for name in AMOUNTS[:5]
    ]
    measures.append({"name": "rows_sum", "agg": "sum", "expr": "1"})
    yield {
        "semantic_model": {
            "name": "facts",
            "node_relation": {"schema_name": "main", "alias": "fact"},
            "defaults": {"agg_time_dimension": "month"},
            "entities": [{"name": "fact", "type": "primary", "expr": "id"}],
            "measures": measures,
            "dimensions": [
                {"name": "area", "type": "categorical"},
                {"name": "month", "type": "time", "type_params": {"time_granularity": "month"}},
            ],
        }
    }
    for one in measures:
        yield metric(one["name"], "simple", measure=one["name"])
    for name in AMOUNTS:
        to_date = {"grain_to_date": "year"}
        yield metric(
            f"{name}_ytd", "cumulative", measure=f"{name}_sum", cumulative_type_params=to_date
        )
        for kind in ("sum", "ytd"):
            before = {"name": f"{name}_{kind}", "offset_window": "1 year", "alias": "before"}
            yield metric(f"{name}_{kind}_before", "derived", expr="before", metrics=[before])
    spine = {"name": "ds", "time_granularity": "month"}
    relation = {"schema_name": "main", "alias": "spine"}
    yield {
        "project_configuration": {
            "time_spines": [{"node_relation": relation, "primary_column": spine}]
        }
    }


def metric(name: str, kind: str, **params: Any) -> dict[str, Any]:
    """One metric."""
    return {"metric": {"name": name, "type": kind, "type_params": params}}


def wanted() -> list[str]:
    """The metrics in the order in which `by_hand` reads a row."""
    kinds = ("sum", "ytd", "sum_before", "ytd_before")
    named = [f"{name}_{kind}" for name in AMOUNTS for kind in kinds]
    return [*named, "rows_sum", *(f"{name}_over" for name in AMOUNTS[:5])]


def metricflow(columns: Mapping[str, Any]) -> Callable[[], Values]:
    """One query for all metrics: MetricFlow writes the SQL each time, DuckDB runs it."""
    from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
    from metricflow.protocols.sql_client import SqlEngine
    from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
    from metricflow_semantic_interfaces.parsing.dir_to_model import (
        parse_yaml_files_to_validation_ready_semantic_manifest,
    )
    from metricflow_semantic_interfaces.parsing.objects import YamlConfigFile
    from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

    class Client:
        """What the engine asks of a client to write SQL."""

        sql_engine_type = SqlEngine.DUCKDB
        sql_plan_renderer = DuckDbSqlPlanRenderer()

        def render_bind_parameter_key(self, bind_parameter_key: str) -> str:
            return f"${bind_parameter_key}"

    base = duckdb_of(columns)
    base.execute(
        "CREATE TABLE spine AS SELECT CAST(DATE '2019-01-01' + to_months(CAST(n AS INTEGER)) AS date)"
        f" AS ds FROM range({MONTHS}) s(n)"
    )
    text = "\n---\n".join(json.dumps(one) for one in manifest())
    file = YamlConfigFile(filepath="bench.yaml", contents=text, url=None)
    read = parse_yaml_files_to_validation_ready_semantic_manifest([file]).semantic_manifest
    engine = MetricFlowEngine(SemanticManifestLookup(read), Client())  # type: ignore[arg-type]
    where = "{{ TimeDimension('metric_time', 'month') }} = '2023-12-01'"

    def answer() -> Values:
        request = MetricFlowQueryRequest.create(
            metric_names=wanted(), group_by_names=[AREA, DAY], where_constraints=[where]
        )
        sql = engine.explain(request).sql_statement.sql
        found = base.execute(sql)
        names = [one[0] for one in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        return by_hand([[row[AREA], *(row[name] for name in wanted())] for row in rows])

    return answer


def worker(count: int) -> None:
    """Measure it: CPU seconds of its runs, SQL written and run, after one to warm up."""
    answer = metricflow(facts(count))
    found = [answer()]
    seconds = running.timed(lambda: found.append(answer()), 3)
    running.tell(seconds, digest(found[-1]))


if __name__ == "__main__":
    worker(int(sys.argv[1]))
