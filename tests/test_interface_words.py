"""What the site says of its own: translatable, and easy to read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from navigator.guide import readability
from navigator.guide.readability import FLESCH_KINCAID
from tests.prose import in_a_row

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
CODE_OF_THE_SITE = ROOT / "navigator"
# Staff's pages are in English; the page for a server error must not depend on anything.
NOT_READERS = ("admin/", "door/", "500.html")
STAFFS_CODE = ("desk/", "door/")
MOST_GRADE = 6

BLOCK = re.compile(
    r"{% blocktranslate.*?{% endblocktranslate %}|{% block body_class %}.*?{% endblock %}",
    re.DOTALL,
)
CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->", re.DOTALL)
MARKUP = re.compile(r"<[^>]*>")
TRANSLATED = re.compile(
    r'{% translate "(?P<phrase>[^"]+)"|'
    r"{% blocktranslate[^%]*%}(?P<block>.*?){% endblocktranslate %}",
    re.DOTALL,
)
PLURAL = re.compile(r"{% plural %}")
TRANSLATING = {"_", "gettext", "ngettext"}
FILLED_IN = re.compile(r"{{.*?}}")


def readers_templates():
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES).as_posix()
        if not name.startswith(NOT_READERS):
            yield pytest.param(path, id=name)


@pytest.mark.parametrize("path", [*readers_templates()])
def test_every_word_of_a_template_goes_through_gettext(path):
    source = path.read_text(encoding="utf-8")
    left = MARKUP.sub(" ", CODE.sub("", BLOCK.sub("", source)))
    words = [word for word in re.findall(r"[^\W\d_]{2,}", left) if word not in {"doctype", "html"}]
    assert words == []


@pytest.mark.parametrize("path", [*readers_templates()])
def test_attributes_that_are_read_out_go_through_gettext(path):
    source = CODE.sub("", path.read_text(encoding="utf-8"))
    read_out = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*[^\W\d_][^"]*)"', source)
    assert read_out == []


# How the words read


def said_by_templates(source):
    """The phrases of a template, with what is filled in as a short word."""
    for match in TRANSLATED.finditer(source):
        phrases = [match["phrase"]] if match["phrase"] else PLURAL.split(match["block"])
        for phrase in phrases:
            yield " ".join(MARKUP.sub("", FILLED_IN.sub("name", phrase)).split())


def said_by_code(source):
    """The phrases that Python gives to gettext."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in TRANSLATING:
            texts = [each.value for each in call.args if isinstance(each, ast.Constant)]
            yield from (re.sub(r"{\w+}|%\(\w+\)s", "name", text) for text in texts)


def phrases():
    for parameter in readers_templates():
        yield from said_by_templates(parameter.values[0].read_text(encoding="utf-8"))
    for path in sorted(CODE_OF_THE_SITE.rglob("*.py")):
        if not path.relative_to(CODE_OF_THE_SITE).as_posix().startswith(STAFFS_CODE):
            yield from said_by_code(path.read_text(encoding="utf-8"))


PHRASES = sorted(set(phrases()))


def test_phrases_are_found_wherever_they_stand():
    templates = '{% translate "One." %}{% blocktranslate count n=n %}{{ n }} <b>two</b>{% plural %}'
    templates += "{{ n }} three{% endblocktranslate %}"
    assert [*said_by_templates(templates)] == ["One.", "name two", "name three"]
    code = 'x = _("Four {n}"); y = f("no"); z = ngettext("Five", "%(n)s sixes", n)'
    assert [*said_by_code(code)] == ["Four name", "Five", "name sixes"]
    assert len(PHRASES) > 150


@pytest.mark.parametrize(
    ("phrase", "where"),
    [
        ("Make the handout", "a template"),
        ("About name questions left", "a plural"),
        ("Choose one answer only.", "code"),
    ],
)
def test_phrases_of_every_kind_are_read(phrase, where):
    assert phrase in PHRASES, where


def test_no_sentence_of_the_interface_is_long():
    assert [long for phrase in PHRASES for long in readability.long_sentences(phrase)] == []


def test_each_phrase_of_the_interface_is_easy_to_read_by_itself():
    grades = {phrase: FLESCH_KINCAID.score(phrase, names=()) or 0 for phrase in PHRASES}
    assert {phrase: grade for phrase, grade in grades.items() if grade > MOST_GRADE} == {}


def test_the_interface_is_easy_to_read():
    assert FLESCH_KINCAID.score(in_a_row(PHRASES), names=()) <= MOST_GRADE
