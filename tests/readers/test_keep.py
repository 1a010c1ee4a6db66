"""What is kept of readers' pages: the words of the edition, and nothing by answers."""

import random
import re
from dataclasses import replace
from itertools import product

import pytest
from django.template import engines
from django.utils.html import strip_tags

from navigator.editions.shelf import shelf
from navigator.guide.voice import Reader
from tests.guide import reference
from tests.library import library
from tests.treatments import guide_with_facts
from tests.variants import without_question

from .reading import CHANGE, HTMX, answer, path_to, question_path

GUIDE = replace(guide_with_facts(), notices=library().notices)
# Of this one, a few dozen readers see every part wherever it can stand.
SMALL = without_question(without_question(GUIDE, "home"), "guardian")
ANSWERS = {
    "age": [[], ["adult"], ["not-told"], ["child"], ["teen"]],
    "likes": [
        *([], ["unsure"], ["nothing"], ["books", "sound-books"]),
        ["books", "sound-books", "films", "games"],
    ],
}


STATEMENTS = {choice.statement for question in SMALL.questions for choice in question.choices}


def kept(voice):
    """What is kept with the edition for readers with that voice."""
    return shelf.get(SMALL.slug).kept_for(voice, SMALL.language)


def seen_by(client, voice, said, picks=()):
    """The pages of a reader who answers, makes a mistake, changes an answer, and picks options."""
    client.cookies.clear()
    client.post(path_to(), {"reader": voice})
    pages = [client.get(question_path("age"))]
    pages += [answer(client, slug, *chosen, headers=HTMX) for slug, chosen in said.items()]
    pages += [answer(client, "likes"), client.get(path_to())]
    for slug, chosen in [*said.items()][:1]:
        pages.append(client.get(question_path(slug) + CHANGE))
        answer(client, slug, *chosen, query=CHANGE)
    client.post(path_to("options"), {"pick": picks})
    return [*pages, *(client.get(path_to(step)) for step in ("options", "compare", "handout"))]


def random_readers(guide, number):
    chance = random.Random()
    for _ in range(number):
        asked = chance.sample(guide.questions, chance.randint(0, len(guide.questions)))
        said = {each.slug: chance.choice(reference.acceptable_answers(each)) for each in asked}
        slugs = [option.slug for option in guide.options]
        picks = chance.sample(slugs, chance.randint(0, len(slugs)))
        yield chance.choice(list(Reader)), said, picks


def test_readers_who_differ_add_nothing_to_what_is_kept(client, shelve):
    shelve(SMALL)
    for voice, *chosen in product(Reader, *ANSWERS.values()):
        said = dict(zip(ANSWERS, chosen, strict=True))
        for picks in ([], [option.slug for option in SMALL.options]):
            seen_by(client, voice, {slug: each for slug, each in said.items() if each}, picks)
    before = {voice: set(kept(voice)) for voice in Reader}
    for voice, *done in random_readers(SMALL, 100):
        seen_by(client, voice, *done)
        assert kept(voice).keys() == before[voice], (voice, done)
    for html in kept(Reader.SELF).values():
        assert "csrfmiddlewaretoken" not in html
        assert " checked" not in html
        assert "data-code" not in html
        # A sentence of the guide by itself, and never with the option that it is a reason for.
        assert strip_tags(html).strip() in STATEMENTS or not any(
            each in html for each in STATEMENTS
        )


def without_marks(page):
    return re.sub(rb'("(csrfmiddlewaretoken|start)" value=)"\w+"', rb"\1", page.content)


def test_a_reader_gets_the_same_pages_whoever_came_before(client, shelve):
    shelve(GUIDE)
    for voice, *done in random_readers(GUIDE, 8):
        shared = seen_by(client, voice, *done)
        with_others = shelf._editions[GUIDE.slug]
        shelf._editions[GUIDE.slug] = replace(with_others)
        alone = seen_by(client, voice, *done)
        shelf._editions[GUIDE.slug] = with_others
        assert [*map(without_marks, shared)] == [*map(without_marks, alone)], (voice, done)


# The tag


def keeping(source):
    """A function that renders a template, again and again, with the same `kept`."""
    made, kept = engines["django"].from_string("{% load keep %}" + source), {}
    return lambda **context: made.render({"kept": kept} | context)


def test_a_block_is_made_once_for_each_part_that_it_is_about():
    first, second, *_ = GUIDE.questions
    render = keeping("{% keep question %}{{ question.slug }} {{ reader }}{% endkeep %}")
    assert render(question=first, reader="self") == f"{first.slug} self"
    assert render(question=second, reader="self") == f"{second.slug} self"
    assert render(question=first, reader="other") == f"{first.slug} self"


def test_a_list_is_made_of_its_parts():
    render = keeping("{% keep choice in question.choices %}{{ choice.slug }},{% endkeep %}")
    question = GUIDE.questions[0]
    assert render(question=question) == "".join(f"{each.slug}," for each in question.choices)


def test_a_block_knows_nothing_but_the_guide():
    render = keeping("{% keep %}{{ guide }}{{ stored }}{{ page }}{{ csrf_token }}{% endkeep %}")
    assert render(guide="the guide", stored="x", page="x", csrf_token="x") == "the guide"


def test_what_is_explained_in_a_block_is_not_known_in_the_next():
    source = "{% keep question %}{{ explained }}{% endkeep %}"
    render = keeping(f"{source}{source}")
    assert render(question=GUIDE.questions[0], explained="x") == "set()set()"


def test_a_block_is_about_parts_of_a_guide_alone():
    with pytest.raises(KeyError):
        keeping("{% keep said %}{% endkeep %}")(said="what a reader said")


def test_without_a_guide_nothing_is_kept():
    made = engines["django"].from_string("{% load keep %}{% keep %}{{ language }}{% endkeep %}")
    assert [made.render({"language": each}) for each in ("en", "es")] == ["en", "es"]
