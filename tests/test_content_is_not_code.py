"""Nothing in code, templates, styles or scripts knows what any guide is about."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .guides import real_guide
from .library import library

SITE = Path(__file__).parent.parent
# Words of the first guide that are in none of its slugs and names by themselves.
WORDS = {
    "NCI",
    "911",
    "ZIP",
    "breast",
    "HER2",
    "PD-L1",
    "BRCA",
    "menopause",
    "metastatic",
    "PDQ",
    "cancer",
}
# Words of a guide that the site itself speaks of, to readers of any guide or to those who carry on.
SITES_OWN = {"trial", "Clinical trial", "clinical trial", "Label", "label", "stamp"}
# A help text of the admin tells an editor by an example what to write.
EXAMPLE = "e.g."


def words_of(guide):
    """What is particular to a guide: names, slugs that are more than a word, drugs, addresses."""
    yield from (guide.slug, guide.title, guide.publisher)
    addresses = [guide.trials_url, guide.trials_search_url, *(s.url for s in guide.sources)]
    yield from (urlsplit(address).netloc.removeprefix("www.") for address in addresses if address)
    for part in (*guide.questions, *guide.options, *guide.notices, *guide.sources):
        if "-" in part.slug:
            yield part.slug
    yield from (term.name for term in guide.terms if term.is_drug)
    yield from (name for term in guide.terms for name in (term.name, *term.also))
    yield from (category.name for category in guide.categories)
    yield from (option.name for option in guide.options)
    yield from (source.title for source in guide.sources)
    yield from (topic.code for topic in guide.trial_topics if len(topic.code) > 2)


PARTICULAR = sorted({*WORDS, *words_of(real_guide()), *words_of(library())} - SITES_OWN - {""})
ANY = "|".join(map(re.escape, PARTICULAR)).replace("ZIP", "(?-i:ZIP)")  # Python zips lists
FOUND = re.compile(rf"(?<![\w-])(?:{ANY})(?![\w-])", re.IGNORECASE)


def files():
    for folder, endings in (("navigator", ".py"), ("templates", ".html"), ("static", ".css .js")):
        for file in sorted((SITE / folder).rglob("*.*")):
            if file.suffix in endings.split():
                yield pytest.param(file, id=file.relative_to(SITE).as_posix())


def said_in(file):
    """The text of a file; of code, its names, comments and texts without an editor's examples."""
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        return source
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    said = [token.string for token in tokens if token.type in (tokenize.NAME, tokenize.COMMENT)]
    texts = (each.value for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Constant))
    said += [text for text in texts if isinstance(text, str) and EXAMPLE not in text]
    return "\n".join(said)


@pytest.mark.parametrize("file", [*files()])
def test_a_file_of_the_site_has_no_word_of_a_guide(file):
    assert set(FOUND.findall(said_in(file))) == set()
