"""The words of the OpenAPI document: parameters with their limits, and the shapes of answers.

Answers are the command's own objects; the shapes say which keys a program may rely on, and more
keys may come within a version.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Path, Query, Schema
from pydantic import ConfigDict, Field

DAY = r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
SPAN = r"(19|20)[0-9]{2}(-Q[1-4]|-(0[1-9]|1[0-2]))?"
PERIOD = rf"^(@{DAY}|{SPAN}(\.\.{SPAN})?)$"
KNOWN_DAY = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$"
PAUSE = rf"^[a-z_]{{1,40}}:{DAY}:({DAY})?$"
NUMBER = r"^[A-Z]{1,4}-[0-9]{4}-[0-9]{1,9}$"
FIGURE = r"^[a-z][a-z0-9_]{0,60}(\.[a-z_]{1,40}){0,2}$"
WORD = r"^[a-z][a-z0-9_]{0,60}$"
WORDS = r"^[^\x00-\x1f]*$"
MOST_PK = 2**31 - 1

Lang = Annotated[
    Literal["zh", "en"], Query("zh", description="句子的语言 · language of the sentences")
]
PeriodText = Annotated[
    str,
    Query(
        ...,
        pattern=PERIOD,
        description="期间 · 2023, 2023-Q4, 2023-07, 2023-01..2023-07, @2023-12-31",
        examples=["2023"],
    ),
]
AsOf = Annotated[
    str,
    Query(
        "", pattern=rf"^({DAY})?$", description="只用此日前已发布的数 · only what had been released"
    ),
]
FigureKey = Annotated[
    str, Path(..., pattern=FIGURE, description="指标代号 · key", examples=["n_signed"])
]
RegisterKey = Annotated[
    str, Path(..., pattern=WORD, description="台账代号 · register", examples=["entity"])
]
Number = Annotated[
    str, Path(..., pattern=NUMBER, description="编号 · number", examples=["QY-2023-000001"])
]
After = Annotated[
    str,
    Query("", pattern=f"{NUMBER}|^$", description="上一页的 next · `next` of the page before"),
]
Pk = Annotated[int, Path(..., ge=1, le=MOST_PK, description="编号 · its number", examples=[1])]


class Said(Schema):
    """一句话：键、参数、依据、句子 · a sentence: key, arguments, what it rests on, words."""

    model_config = ConfigDict(extra="allow")
    key: str
    args: dict[str, Any] = {}
    refs: list[dict[str, str]] = []
    text: str


class Complaint(Said):
    """一处问题 · one thing that is wrong."""

    level: str
    where: dict[str, str] = {}


class Refusals(Schema):
    """未受理：每处问题、原因和怎么办 · refused: each thing wrong, why, and what to do."""

    format: Literal["zonebook.refused/1"]
    refused: list[Complaint]


class FigureOut(Schema):
    """指标数；value 为空时 unknown 说明原因 · a figure; unknown says why there is no value."""

    model_config = ConfigDict(extra="allow")
    key: str
    name: str
    value: str | None
    exact: str | None
    unit: str
    base_unit: str
    decimals: int
    period: str
    basis: Literal["computed", "statement", "derived", "rule"]
    as_of: str | None
    because: list[Said]


class Figures(Schema):
    """指标数 · figures."""

    format: Literal["zonebook.figures/1"]
    figures: list[FigureOut]


class OpenedOut(Schema):
    """指标背后的一行 · a row behind a figure."""

    model_config = ConfigDict(extra="allow")
    figure: str
    table: str
    id: int
    number: str
    label: str


class Trace(Schema):
    """看来源 · a figure with its rows; `next` is where the next page begins."""

    format: Literal["zonebook.trace/1"]
    figure: FigureOut
    records: list[OpenedOut]
    excluded: list[OpenedOut]
    counted: dict[str, int]
    next: int | None


class RegisterOut(Schema):
    """台账 · a register."""

    key: str
    name: str
    about: str
    system: str
    columns: list[dict[str, str]]


class Registers(Schema):
    """可查看的台账 · the registers that one may read."""

    format: Literal["zonebook.registers/1"]
    registers: list[RegisterOut]


class Rows(Schema):
    """台账的一页；钱以分计 · a page of a register; money in fen."""

    model_config = ConfigDict(extra="allow")
    format: Literal["zonebook.rows/1"]
    count: int
    rows: list[dict[str, Any]]
    next: str | None


class Row(Schema):
    """台账的一行 · one row."""

    model_config = ConfigDict(extra="allow")
    format: Literal["zonebook.rows/1"]
    row: dict[str, Any]


class ReleaseOut(Schema):
    """定稿版 · a release."""

    model_config = ConfigDict(extra="allow")
    number: str
    bulletin: str
    period: str
    title: str
    state: Literal["prepared", "approved"]
    files: list[dict[str, Any]]


class Releases(Schema):
    """定稿版，新的在前 · releases, newest first."""

    format: Literal["zonebook.release/1"]
    releases: list[ReleaseOut]
    next: str | None


class OneRelease(ReleaseOut):
    """一个定稿版和修订说明 · a release and what has changed since."""

    format: Literal["zonebook.release/1"]
    revisions: list[dict[str, Any]]


class ImportOut(Schema):
    """预检或导入 · a dry run or an import; `digest` commits what was shown and nothing else."""

    model_config = ConfigDict(extra="allow")
    format: Literal["zonebook.import/1"]
    id: int
    digest: str
    file: str
    committed: bool
    batch: int | None
    sheets: list[dict[str, Any]]
    skipped: list[dict[str, Any]]


class Checked(Schema):
    """文稿核数 · a draft that was checked."""

    model_config = ConfigDict(extra="allow")
    format: Literal["zonebook.check/1"]
    claims: list[dict[str, Any]]
    not_claims: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    coverage: dict[str, Any]


class Judged(Schema):
    """资格判定 · a verdict."""

    model_config = ConfigDict(extra="allow")
    format: Literal["zonebook.judge/1"]
    rule: str
    version: str
    answer: Literal["qualified", "not_qualified", "unknown", "manual_review"]
    tests: list[dict[str, Any]]


class JudgedAll(Schema):
    """全册判定的一页 · verdicts over the register, in pages."""

    model_config = ConfigDict(extra="allow")
    format: Literal["zonebook.judge/1"]
    rule: str
    version: str
    count: int
    answers: dict[str, int]
    tests: dict[str, dict[str, int]]
    enterprises: list[dict[str, Any]]
    next: str | None


class Offered(Schema):
    """某日适用的政策 · the policies of a day."""

    format: Literal["zonebook.policies/1"]
    on: str
    policies: list[dict[str, Any]]


class Matched(Schema):
    """一家企业对各项政策 · an enterprise and its policies."""

    model_config = ConfigDict(extra="allow")
    format: Literal["zonebook.policies/1"]
    on: str
    enterprise: dict[str, Any]
    policies: list[dict[str, Any]]


class MatchedAll(Schema):
    """一项政策对全册的一页 · a policy over the register, in pages."""

    model_config = ConfigDict(extra="allow")
    format: Literal["zonebook.policies/1"]
    policy: str
    count: int
    states: dict[str, int]
    enterprises: list[dict[str, Any]]
    next: str | None


class Due(Schema):
    """时限计算单 · a deadline with every day and why."""

    model_config = ConfigDict(extra="allow")
    format: Literal["zonebook.due/1"]


class DueBatch(Schema):
    """一批办件的届满日，按原顺序 · due days in the order of the cases."""

    format: Literal["zonebook.due/1"]
    answers: list[dict[str, str]]


class Body(Schema):
    """What is sent: exactly what is declared, each value of its declared type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Case(Body):
    """一件：受理日、工作日数、停计时段 · a case: acceptance, working days, pauses as [first, last]."""

    accepted: str = Field(pattern=KNOWN_DAY, examples=["2024-01-05"])
    limit: int = Field(ge=0, le=3000, examples=[10])
    pauses: list[Annotated[list[str], Field(min_length=2, max_length=2)]] = Field(
        [], max_length=100
    )


class Cases(Body):
    """一批办件 · many cases."""

    cases: list[Case] = Field(max_length=5000)


class Draft(Body):
    """要核数的文稿 · a draft to be checked."""

    text: str = Field(
        min_length=1,
        max_length=2_000_000,
        description="文稿全文 · the text",
        examples=["全年签约项目19个，签约金额97.3亿元。"],
    )
    period: str = Field("", pattern=f"{PERIOD}|^$", description="报告期 · period of the report")
    book: bool = Field(False, description="是否与账上的数核对 · check against the book as well")


class Facts(Body):
    """要判定的企业：所给事实，或账上的一户 · what to judge: facts, or an enterprise of the book."""

    on: str = Field(pattern=rf"^{DAY}$", description="申报日 · filing day", examples=["2023-06-30"])
    kind: Literal["recognition", "review"] = "recognition"
    facts: dict[str, Any] | None = Field(None, description="按计量键 · by measure", examples=[{}])
    enterprise: str = Field(
        "", max_length=100, pattern=WORDS, description="账上企业 · of the book: code, number, name"
    )
    changes: dict[str, str] = Field({}, description="改门槛试算 · changed thresholds, H5a: 6")


class Whole(Body):
    """全册判定 · what to judge the register by, and which page."""

    on: str = Field(pattern=rf"^{DAY}$", description="申报日 · filing day", examples=["2023-06-30"])
    kind: Literal["recognition", "review"] = "recognition"
    changes: dict[str, str] = Field({}, description="改门槛试算 · changed thresholds, H5a: 6")
    limit: int = Field(100, ge=1, le=500, description="每页个数 · a page")
    after: str = Field("", pattern=f"{NUMBER}|^$", description="上一页的 next · the next of a page")


class Answers(Body):
    """确认导入 · commit what a dry run showed."""

    digest: str = Field(pattern=r"^[0-9a-f]{16}$", description="预检的摘要 · digest of the dry run")
    skip_refused: bool = Field(
        False, description="退回行以外照常导入 · import all but refused rows"
    )
    why: str = Field("", max_length=300, pattern=WORDS, description="导入事由 · reason")


def answers(shape: Any, *statuses: int) -> dict[int, Any]:
    """What an operation may answer: its own shape, and refusals of these and the common kinds."""
    return {200: shape} | dict.fromkeys(sorted({*statuses, 401, 422, 429}), Refusals)
