"""Documents that must keep up with the book: personal data, verbs, addresses of the interface."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

from zonebook.records.models import Person
from zonebook.records.models.base import AppendOnly

ROOT = Path(__file__).resolve().parents[2]
NAMING = {"officer", "applicant", "actor", "helper", "content", "recorded_by"}


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_every_table_that_can_name_a_person_is_on_the_page_of_personal_data():
    page, lacking = text("docs/personal-data.md"), set()
    for model in apps.get_app_config("records").get_models():
        own = {f.name for f in model._meta.concrete_fields}
        refers = {f.name for f in model._meta.concrete_fields if f.related_model is Person}
        naming = (refers | own & NAMING) - (
            {"recorded_by"} if issubclass(model, AppendOnly) else set()
        )
        if naming and f"`{model._meta.db_table}" not in page:
            lacking.add((model._meta.db_table, *sorted(naming)))
    assert lacking == set()


def test_the_chinese_readme_names_every_verb():
    from zonebook.site.command import VERBS

    readme = text("README.zh-CN.md")
    assert [verb for verb in VERBS if f"zonebook {verb}`" not in readme] == []


def test_the_page_of_the_interface_names_every_address(client):
    page = text("docs/api.md")
    for path in client.get("/api/v1/openapi.json").json()["paths"]:
        short = path.removeprefix("/api/v1")
        assert f"{short}`" in page or f"{short}?" in page or f"{short} " in page, short


def test_every_test_that_the_threat_model_names_exists():
    named = re.findall(r"`(tests/[\w/.]+)`", text("docs/threat-model.md"))
    assert len(named) > 10
    assert [one for one in named if not (ROOT / one).exists()] == []
