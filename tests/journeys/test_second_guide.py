"""A second guide, made of one file: loaded, published, walked and printed, without any code.

Its file is `second-guide.yaml`; nothing in Python or in a template knows of it.
"""

import random
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from navigator.guide.voice import Reader as Voice
from navigator.guide.voice import for_reader
from navigator.guide.yaml import read_guide
from tests.guide import reference
from tests.guides import FIXTURE
from tests.html import parse
from tests.serving import path_to

from .reader import Reader

FILE = Path(__file__).with_name("second-guide.yaml")
GUIDE = read_guide(FILE.read_bytes())
SITE = Path(__file__).parents[2]
YOUNG = {"age": "teen", "guardian": "yes", "home": "nearby", "likes": ["books", "films"]}
GROWN = {"age": "adult", "home": "far", "likes": ["sound-books", "books"]}


@pytest.fixture
def site(db):
    """Both guides, by the commands that staff use."""
    for file in (FIXTURE, FILE):
        call_command("load_guide", file, stdout=StringIO())
        slug = read_guide(file.read_bytes()).slug
        call_command("publish_guide", slug, note="First edition", stdout=StringIO())


@pytest.fixture
def visitor(site):
    return Reader(GUIDE)


def sets(said):
    return {slug: {each} if isinstance(each, str) else set(each) for slug, each in said.items()}


def page(visitor, *steps):
    return visitor.opens(path_to(*steps, guide=GUIDE.slug))


def test_the_home_page_lists_both_guides(visitor):
    links = [link["href"] for link in visitor.opens("/").page.one("main").all("a", href=True)]
    for slug in (GUIDE.slug, "metastatic-breast-cancer"):
        assert path_to(guide=slug) in links
    assert GUIDE.title in visitor.text
    assert GUIDE.introduction in visitor.text


def test_the_start_says_what_the_guide_says(visitor):
    page(visitor)
    for text in (GUIDE.about_condition, *GUIDE.have_at_hand, GUIDE.notices[0].title):
        assert text in visitor.text
    assert GUIDE.notices[1].title not in visitor.text


@pytest.mark.parametrize("said", [YOUNG, GROWN], ids=["young", "grown"])
def test_a_walk_ends_at_the_verdicts_of_the_contract(visitor, said):
    visitor.starts().answers(**said)
    assert visitor.at_options
    assert visitor.asked == list(said)
    assert visitor.verdicts() == reference.verdicts(GUIDE, sets(said))
    assert {slug: set(chosen) for slug, chosen in visitor.said().items()} == sets(said)


def test_both_kinds_of_rule_are_held(visitor):
    """`only` takes books of both sorts, and neither of them with films."""
    visitor.starts().answers(**GROWN)
    assert visitor.listed("match") == {"reading-room", "post-card", "paper-card"}
    visitor.changes("likes", ["books", "films"])
    assert visitor.listed("match") == {"reading-room", "post-card", "screen-card"}


def test_a_question_that_is_asked_of_some_is_asked_of_them_alone(visitor):
    assert visitor.starts().answers(age="adult").question == "home"
    assert Reader(GUIDE).starts().answers(age="child").question == "guardian"


def test_who_would_not_say_gets_what_that_answer_satisfies(visitor):
    visitor.starts().answers(age="not-told", guardian="unsure", home="in-town", likes=["games"])
    assert "town-card" in visitor.listed("match")
    assert visitor.listed("depends") == {"screen-card", "junior-card"}


@pytest.mark.parametrize("seed", range(15))
def test_random_walks_end_at_the_verdicts_of_the_contract(visitor, seed):
    chance, said = random.Random(seed), {}
    visitor.starts(chance.choice(list(Voice)))
    while visitor.question:
        question = GUIDE.question_by_slug[visitor.question]
        said[question.slug] = chance.choice(reference.acceptable_answers(question))
        visitor.picks(sorted(said[question.slug]))
    assert visitor.verdicts() == reference.verdicts(GUIDE, said)


def test_someone_else_is_asked_in_their_own_words(visitor):
    visitor.starts(Voice.OTHER)
    assert for_reader(GUIDE, Voice.OTHER).questions[0].text in visitor.text
    assert GUIDE.questions[0].text not in visitor.text


def test_a_notice_is_shown_to_those_it_is_for(visitor):
    visitor.starts().answers(**YOUNG)
    assert GUIDE.notices[0].text in visitor.text
    visitor.changes("age", ["adult"])
    assert GUIDE.notices[0].text not in visitor.text
    assert GUIDE.notices[1].text in visitor.text


def test_the_handout_has_what_may_fit(visitor):
    visitor.starts().answers(**GROWN)
    page(visitor, "handout")
    for slug in ("reading-room", "post-card", "paper-card"):
        assert GUIDE.option_by_slug[slug].name in visitor.text
    assert GUIDE.option_by_slug["junior-card"].plain not in visitor.text
    for words in (GUIDE.disclaimer, GUIDE.attribution, GUIDE.help_now):
        assert words in visitor.page.text


def test_all_options_has_every_option_under_its_heading(visitor):
    page(visitor, "all-options")
    for option in GUIDE.options:
        assert option.name in visitor.text
        assert " ".join(option.source_text.split()) in visitor.text
    for category in GUIDE.categories:
        assert category.name in visitor.text


@pytest.mark.parametrize("step", ["options", "all-options", "handout"])
def test_the_sources_own_words_stand_on_every_page_with_options(visitor, step):
    shown = page(visitor, step).page.text
    for words in (GUIDE.disclaimer, GUIDE.attribution):
        assert words in shown


@pytest.mark.parametrize("step", ["glossary", "about", "trials", "worksheet", "clear"])
def test_its_other_pages_are_there(visitor, step):
    assert page(visitor, step).text


def test_the_glossary_and_the_sources_are_its_own(visitor):
    assert GUIDE.terms[0].definition in page(visitor, "glossary").text
    assert GUIDE.sources[0].title in page(visitor, "about").text


@pytest.mark.parametrize("step", ["", "options", "all-options", "handout", "glossary", "about"])
def test_nothing_of_the_first_guide_is_on_its_pages(visitor, step):
    shown = page(visitor, *filter(None, [step])).page.text
    for word in ("HER2", "chemotherapy", "tamoxifen", "menopause", "metastatic"):
        assert word.lower() not in shown.lower()


@pytest.mark.parametrize("step", ["", "questions/age", "glossary", "about"])
def test_a_guide_that_is_not_about_cancer_is_not_said_to_be(visitor, step):
    """What the pages themselves say must fit any guide. (Trials are searched at NCI, which is.)"""
    assert "cancer" not in page(visitor, *filter(None, [step])).page.one("main").text.lower()


def test_answers_to_one_guide_are_not_answers_to_the_other(visitor):
    visitor.starts().answers(**GROWN)
    first = Reader(read_guide(FIXTURE.read_bytes()))
    first.client = visitor.client
    assert first.said() == {}
    first.starts().answers(hormone_receptor="positive")
    assert {slug: set(chosen) for slug, chosen in visitor.said().items()} == sets(GROWN)


def test_nothing_in_the_code_knows_of_it():
    words = [GUIDE.slug, GUIDE.title, *(option.slug for option in GUIDE.options)]
    for folder in ("navigator", "templates", "static"):
        for file in (SITE / folder).rglob("*.*"):
            if file.suffix in (".py", ".html", ".js", ".css"):
                text = file.read_text(encoding="utf-8")
                assert [word for word in words if word in text] == [], file


def test_its_pages_are_whole(visitor):
    for step in ("options", "handout", "all-options"):
        parse(visitor.client.get(path_to(step, guide=GUIDE.slug)))
