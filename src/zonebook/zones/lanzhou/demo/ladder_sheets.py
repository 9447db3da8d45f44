"""The science bureau's workbooks: certificates and what was taken away."""

from __future__ import annotations

from typing import Any

from zonebook.zones.lanzhou.demo import ladder
from zonebook.zones.lanzhou.demo.ladder import Certificate, Ladder, Withdrawal
from zonebook.zones.lanzhou.demo.workbook import SIMULATED, Column, Sheet

HNTE = (
    Column("序号", "number", width=7),
    Column("企业名称", width=34),
    Column("统一社会信用代码", width=22),
    Column("资格类别", width=16),
    Column("证书编号", "text", "证书", 18),
    Column("认定方式", "text", "证书", 10),
    Column("认定批次", "text", "证书", 14),
    Column("发证日期", "zh", "证书", 16),
    Column("到期日", "zh", "证书", 16),
    Column("文号", width=22),
    Column("撤销日期", "zh", "撤销", 16),
    Column("撤销文号", "text", "撤销", 22),
    Column("技术领域", width=16),
    Column("数据性质", width=9),
)
SME = (
    Column("序号", "number", width=7),
    Column("层级", width=20),
    Column("企业名称", width=34),
    Column("信用代码", width=22),
    Column("证书编号", width=18),
    Column("认定方式", width=10),
    Column("批次", width=14),
    Column("公告日期", "dot", width=14),
    Column("有效期至", "dot", width=14),
    Column("文号", width=22),
    Column("数据性质", width=9),
)
DIRECTORY = (
    Column("序号", "number", width=7),
    Column("企业名称", width=34),
    Column("统一社会信用代码", width=22),
    Column("资格类别", width=14),
    Column("入库编号", width=18),
    Column("专业", width=10),
    Column("认定方式", width=10),
    Column("入库年月", "month"),
    Column("文号", width=22),
    Column("数据性质", width=9),
)
FIELDS = {"C": "先进制造与自动化", "I": "电子信息", "M": "高技术服务"}
TRADES = {"C": "工业", "E": "建筑业", "F": "批发零售业", "H": "住宿餐饮业", "K": "房地产业"}
ABOVE = ("填报单位：科技创新局", "截至日期：2024年2月18日")


def hnte(book: Ladder) -> list[Sheet]:
    """High-tech certificates since 2018, and which of them were revoked."""
    rows = [
        hnte_row(number, one, book.withdrawal(one))
        for number, one in enumerate(book.of(ladder.HNTE), start=1)
    ]
    notes = (
        "注：1.证书有效期三年，到期日当日仍有效；重新认定不计入新认定。",
        "2.异地迁入企业保留原证书，发证日期为原发证日期。",
    )
    return [Sheet("认定台账", "兰州高新区高新技术企业台账", HNTE, rows, ABOVE, notes)]


def hnte_row(number: int, one: Certificate, gone: Withdrawal | None) -> tuple[Any, ...]:
    """One high-tech certificate, under the name of its day."""
    entity = one.entity
    return (
        number, entity.name_on(one.granted_on), entity.credit_code, one.qualification, one.number,
        one.kind, one.batch, one.granted_on, one.last_day, one.doc_no,
        gone.occurred_on if gone else None, gone.doc_no if gone else None, FIELDS[entity.section],
        SIMULATED,
    )  # fmt: skip


def small_and_medium(book: Ladder) -> list[Sheet]:
    """The three steps for small and medium enterprises in one sheet."""
    rows = [
        (
            number, one.qualification, one.entity.name_on(one.granted_on), one.entity.credit_code,
            one.number, one.kind, one.batch, one.granted_on, one.last_day, one.doc_no, SIMULATED,
        )
        for number, one in enumerate(
            book.of(ladder.INNOVATIVE, ladder.SRDI, ladder.GIANT), start=1
        )
    ]  # fmt: skip
    title = "兰州高新区优质中小企业梯度培育台账"
    notes = ("注：“小巨人”企业单列，其专精特新资格另行列示。",)
    return [Sheet("优质中小企业", title, SME, rows, ABOVE, notes)]


def directory(book: Ladder) -> list[Sheet]:
    """Units above scale, known to the month."""
    rows = [
        (
            number, one.entity.name, one.entity.credit_code, one.qualification, one.number,
            TRADES.get(one.entity.section, "服务业"), one.kind, one.granted_on, one.doc_no,
            SIMULATED,
        )
        for number, one in enumerate(book.of(ladder.ABOVE), start=1)
    ]  # fmt: skip
    above = ("填报单位：经济发展局（统计）", "截至日期：2024年2月18日")
    return [Sheet("入库企业", "规模以上企业入库台账", DIRECTORY, rows, above)]
