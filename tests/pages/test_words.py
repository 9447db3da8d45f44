"""Every word on screen: both languages complete, no literal translations, no inline code."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from django.utils import translation

import zonebook
from zonebook.core.catalog import shipped

PACKAGE = Path(zonebook.__file__).parent
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
LOCALES = sorted(PACKAGE.glob("**/locale/en/LC_MESSAGES"))
NEVER = ("因为", "暂停", "绑定", "撞单")  # labels that no office uses
LABEL = 12  # characters; what is longer is a sentence
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAID = re.compile(r"{%\s*translate\s+(?P<mark>['\"])(?P<text>.*?)(?P=mark)")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.S)


def english(folder: Path) -> gettext.GNUTranslations:
    """The compiled English words of a folder, as the pages load them."""
    with (folder / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def words_of(path: Path) -> list[tuple[str, str]]:
    """What a template gives to translate, each with its plural where it has one."""
    text = path.read_text(encoding="utf-8")
    found = [(one["text"], "") for one in SAID.finditer(text)]
    for block in BLOCK.findall(text):
        told = re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", block)
        one, _, several = re.sub(r"{%\s*plural\s*%}", "\0", told).partition("\0")
        found.append((one, several))
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_template_has_its_english(path):
    words = [pair for pair in words_of(path) if CHINESE.search(pair[0])]
    with translation.override("en"):
        same = [one for one, several in words if not several and translation.gettext(one) == one]
        same += [
            one
            for one, several in words
            for n in (1, 2)
            if several and translation.ngettext(one, several, n) in (one, several)
        ]
    assert not same


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_chinese_stands_outside_what_is_translated(path):
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"))
    text = BLOCK.sub("", re.sub(r"{%.*?%}", "", BLOCK.sub("", text)))
    rest = [line.strip() for line in text.splitlines() if CHINESE.search(line)]
    assert [one for one in rest if "中文" not in one] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_code_or_style_of_its_own(path):
    text = re.sub(r"{%.*?%}", "", path.read_text(encoding="utf-8"))
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("folder", LOCALES, ids=lambda path: path.parents[2].name)
def test_the_compiled_words_are_those_of_the_source(folder):
    source = (folder / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', source, re.M)
    words = english(folder)
    assert pairs
    for key, said in pairs:
        plain = (one.replace('\\"', '"').replace("\\n", "\n") for one in (key, said))
        key, said = plain
        assert said, f"{key} has no English"
        assert words.gettext(key) == said


def is_label(text: str, word: str) -> bool:
    """Whether a message is a label, which is short, and holds the word."""
    return word in text and len(text) <= LABEL


@pytest.mark.parametrize("word", NEVER)
def test_no_label_is_a_literal_translation(word):
    templates = [path for path in TEMPLATES if word in path.read_text(encoding="utf-8")]
    messages = [key for key, row in shipped().sentences.rows.items() if is_label(row["zh"], word)]
    registers = [
        path
        for path in (PACKAGE / "records" / "registers").glob("*.yaml")
        if re.search(rf"zh: [^,}}]*{word}", path.read_text(encoding="utf-8"))
    ]
    assert templates + messages + registers == []


def test_every_sentence_of_the_desk_is_said_in_both_languages():
    rows = shipped().read(PACKAGE / "catalog" / "messages" / "desk.yaml")
    for key, row in rows.items():
        assert set(row) == {"zh", "en"}, key
        places = [set(re.findall(r"{(\w+)}", row[lang])) for lang in ("zh", "en")]
        assert places[0] == places[1], key
        assert not CHINESE.search(re.sub(r"亿|“[^”]*”", "", row["en"])), key
