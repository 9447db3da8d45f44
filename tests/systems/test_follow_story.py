"""六个故事: walks of a demonstration home whose steps open pages that are there."""

from __future__ import annotations

import jsonschema
import pytest

from tests import cast
from zonebook.core.catalog import SHIPPED, Catalog, shipped
from zonebook.desk import stories
from zonebook.records import zone as zones
from zonebook.site.commands.catalog_ import plain

LANZHOU = SHIPPED.parent / "zones" / "lanzhou" / "catalog"
TOLD = """
key: two
order: 1
title: {zh: 两步, en: Two steps}
about: {zh: 说明, en: About}
steps:
  - {text: {zh: 看数, en: The figure}, page: figure, with: [amt_signed], query: period=2023}
  - text: {zh: 看企业, en: The company}
    page: enterprise
    with: ["{number}"]
    record: {noun: entity, name: NAME}
  - {text: {zh: 没有的页, en: No such page}, page: nowhere}
"""


def everything(system: str) -> bool:
    """A reader who may read all there is."""
    return True


@pytest.fixture
def told(home):
    """Puts a story into the home's catalogue."""

    def tell(text: str) -> None:
        (home / "catalog" / "stories").mkdir(parents=True)
        (home / "catalog" / "stories" / "two.yaml").write_text(text, "utf-8")
        zones.catalog.cache_clear()

    yield tell
    zones.catalog.cache_clear()


def test_a_step_opens_its_page_and_one_that_leads_nowhere_is_left_out(book, wang, told):
    [lantai] = cast.enter(book, cast.lantai())
    told(TOLD.replace("NAME", lantai.name))
    [story] = stories.stories(everything)
    assert [one.address for one in story.steps] == [
        "/figures/amt_signed?period=2023",
        f"/enterprises/{lantai.number}",
    ]
    assert "看企业" in wang.get("/stories").content.decode()


def test_a_step_without_its_record_is_left_out(book, told):
    told(TOLD.replace("NAME", "无此企业"))
    assert [one.text for one in stories.stories(everything)[0].steps] == ["看数"]


def test_a_step_that_the_reader_may_not_open_says_what_it_needs_and_leads_nowhere(book, wang, told):
    [lantai] = cast.enter(book, cast.lantai())
    closed = "page: enterprise\n    system: approvals"
    told(TOLD.replace("NAME", lantai.name).replace("page: enterprise", closed))
    shown = wang.get("/stories").content.decode()
    assert "需有“行政审批”查看权限" in shown
    assert f"/enterprises/{lantai.number}" not in shown


def test_a_home_without_stories_says_so(wang):
    assert "没有可演示的故事" in wang.get("/stories").content.decode()


def test_the_six_stories_have_the_shape_of_stories():
    schema = plain(shipped().read(SHIPPED / "schemas" / "stories.yaml"))
    rows = Catalog(LANZHOU).kind("stories")
    assert sorted(row["order"] for row in rows.values()) == [1, 2, 3, 4, 5, 6]
    for row in rows.values():
        jsonschema.validate(plain(row), schema)
