"""What was typed after a verb: read by argparse, and where it cannot be, said in both languages."""

from __future__ import annotations

import argparse
import difflib
import os
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NoReturn

from zonebook.core.values import Reason, Refused

LANGUAGES = ("zh", "en")
# What argparse says, and the message that says it here; the groups are the message's arguments.
SAID = (
    (re.compile(r"the following arguments are required: (?P<what>.+)"), "required"),
    (re.compile(r"one of the arguments (?P<what>.+) is required"), "one_required"),
    (re.compile(r"unrecognized arguments: (?P<what>.+)"), "unrecognized"),
    (re.compile(r"argument (?P<name>.+?): expected .*argument"), "no_value"),
    (re.compile(r"argument (?P<name>.+?): invalid int value: '(?P<text>.*)'"), "no_number"),
    (
        re.compile(r"argument (?P<name>.+?): invalid fromisoformat value: '(?P<text>.*)'"),
        "no_day",
    ),
    (
        re.compile(r"argument (?P<name>.+?): invalid choice: '(?P<text>.*)' \(choose from (?P<known>.*)\)"),
        "no_choice",
    ),
    (re.compile(r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)"), "not_both"),
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """A parser that refuses what it cannot read as everything else is refused here."""

    def error(self, message: str) -> NoReturn:
        """Refused, with the option, what is wrong with it, and where its use is told."""
        raise Refused(Reason("typed.wrong", {"problem": self.told(message), "program": self.prog}))

    def told(self, message: str) -> Reason:
        """The message of argparse as one of the catalogue."""
        for pattern, key in SAID:
            if found := pattern.fullmatch(message):
                args = {name: text.replace("'", "") for name, text in found.groupdict().items()}
                return self.nearest(Reason(f"typed.{key}", args))
        return Reason("typed.other", {"problem": message})

    def nearest(self, reason: Reason) -> Reason:
        """An option that does not exist, with the one that was probably meant."""
        word = str(reason.args.get("what", "")).split("=")[0].split(" ")[0]
        if reason.key != "typed.unrecognized" or not word.startswith("-"):
            return reason
        close = difflib.get_close_matches(word, self._option_string_actions, n=1)
        return Reason("typed.misspelt", {"what": word, "meant": close[0]}) if close else reason


def language(typed: Sequence[str] = ()) -> str:
    """The language asked for with --lang, else by ZONEBOOK_LANG, else Chinese."""
    for at, one in enumerate(typed):
        asked = " ".join(typed[at : at + 2]) if one == "--lang" else one.replace("=", " ")
        if asked in {f"--lang {lang}" for lang in LANGUAGES}:
            return asked[-2:]
    kept = os.environ.get("ZONEBOOK_LANG", "zh")
    return kept if kept in LANGUAGES else "zh"


def wants_json(typed: Sequence[str]) -> bool:
    """Whether a program asks, which reads refusals as JSON."""
    return "--format=json" in typed or ("--format", "json") in pairwise(typed)


def no_verb(word: str, verbs: Sequence[str]) -> Refused:
    """The refusal of a verb that does not exist, with those that look like it."""
    close = difflib.get_close_matches(word, verbs, n=3)
    key = "typed.verb_misspelt" if close else "typed.no_verb"
    return Refused(Reason(key, {"verb": word, "meant": close}))
