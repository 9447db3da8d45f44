"""The `zonebook` command: finds the verb, loads only what it needs, turns refusals into words."""

from __future__ import annotations

import argparse
import importlib
import json
import sys

from zonebook.core.values import Refused
from zonebook.site import typed

# verb → what it does, in both languages; each is a module of zonebook.site.commands with
# `arguments(parser)` and `run(args) -> int`, imported only when asked for.
VERBS = {
    "demo": "演示：载入演示园区并启动 · load the demonstration zone and serve it",
    "serve": "启动网页 · serve the pages of a zone",
    "new": "新建园区账本 · begin the home of a new zone",
    "password": "设密码 · set the password of a person",
    "import": "导入工作簿 · import workbooks into the book",
    "export": "导出台账 · export a register as a workbook",
    "figures": "指标数 · figures of a period",
    "trace": "看来源 · the rows behind a figure",
    "bulletin": "文稿 · a report written from the book, as text, data, DOCX or PDF",
    "release": "定稿 · prepare and approve a release, list releases and revisions",
    "diff": "两版比较 · why figures differ between two releases",
    "check": "文稿核数 · check the numbers of a draft",
    "judge": "资格判定 · judge enterprises against a dated rule",
    "policies": "政策匹配 · which policies fit an enterprise, and whom one fits",
    "due": "时限计算 · legal and promised due days",
    "letters": "审批文书 · the notices and papers of approvals, as files to print",
    "remind": "待办提醒 · mail to each person what waits for them",
    "token": "接口令牌 · tokens of programs: create, list, revoke",
    "catalog": "目录 · check or show the catalogue",
    "verify": "核验账本 · verify keys, references, files, audit and triggers",
    "snapshot": "快照 · the tables of a book at this moment, for the columnar engine",
    "backup": "备份 · back up a home",
    "restore": "恢复 · restore a home from a backup",
}


def parser_of(verb: str | None) -> argparse.ArgumentParser:
    """The parser of one verb, or the one that lists all verbs."""
    if verb is None:
        width = max(map(len, VERBS))
        listing = "\n".join(f"  {name:<{width}}  {about}" for name, about in VERBS.items())
        return argparse.ArgumentParser(
            prog="zonebook",
            description="园区一本账 · one book of records for a development zone\n\n" + listing,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
    parser = typed.Parser(prog=f"zonebook {verb}", description=VERBS[verb], allow_abbrev=False)
    parser.add_argument("--lang", choices=typed.LANGUAGES, default=typed.language())
    return parser


def say_refused(refused: Refused, lang: str, as_json: bool) -> None:
    """Print a refusal: located sentences for people, one object for programs."""
    from zonebook.core.catalog import shipped
    from zonebook.site import payloads
    from zonebook.site.commands import output

    sentences = shipped().sentences
    if as_json:
        print(json.dumps(payloads.refused(refused, sentences, lang), ensure_ascii=False))
    for one in refused.findings:
        print(output.said(one, sentences, lang), file=sys.stderr)


def main(argv: list[str] | None = None) -> int:
    """Run one verb; 0 is done, 1 means that a check found errors, 2 is bad input."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in ("-h", "--help"):
        parser_of(None).print_help()
        return 0
    try:
        return obeyed(*arguments)
    except Refused as refused:
        say_refused(refused, typed.language(arguments), typed.wants_json(arguments))
        return 2
    except BrokenPipeError:
        return 0
    except Exception as failed:
        from zonebook.site import mishaps

        refusal = mishaps.refused(failed, arguments[1:])
        if refusal is None:
            raise
        say_refused(refusal, typed.language(arguments), typed.wants_json(arguments))
        return 2


def obeyed(verb: str, *words: str) -> int:
    """What a verb answers; Refused where there is none or its words cannot be read."""
    if verb not in VERBS:
        raise typed.no_verb(verb, list(VERBS))
    command = importlib.import_module(f"zonebook.site.commands.{verb}_")
    parser = parser_of(verb)
    command.arguments(parser)
    return int(command.run(parser.parse_args(words)))


if __name__ == "__main__":
    raise SystemExit(main())
