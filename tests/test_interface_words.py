"""What the site says of its own: translatable, and easy to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from navigator.content import readability

TEMPLATES = Path(__file__).parent.parent / "templates"
# Staff's pages are in English; the page for a server error must not depend on anything.
NOT_READERS = ("admin/", "staff_door/", "500.html")
MOST_GRADE = 6

BLOCK = re.compile(
    r"{% blocktranslate.*?{% endblocktranslate %}|{% block body_class %}.*?{% endblock %}",
    re.DOTALL,
)
CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->", re.DOTALL)
MARKUP = re.compile(r"<[^>]*>")
PHRASE = re.compile(r'{% translate "([^"]+)"')


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


def test_the_interface_is_easy_to_read():
    phrases = [
        phrase
        for parameter in readers_templates()
        for phrase in PHRASE.findall(parameter.values[0].read_text(encoding="utf-8"))
    ]
    long = [each for phrase in phrases for each in readability.long_sentences(phrase)]
    text = " ".join(phrase if phrase[-1] in ".?!:" else f"{phrase}." for phrase in phrases)
    assert len(phrases) > 100
    assert long == []
    assert readability.grade(text, names=()) <= MOST_GRADE
