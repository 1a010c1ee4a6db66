"""Pages that are the same for everyone: home, every option, the glossary, about the guide."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from navigator.editions.shelf import shelf
from navigator.guide.model import Translation, Wording
from navigator.guide.review import Approved, Review
from navigator.guide.summary import statements
from tests.html import parse
from tests.library import library
from tests.variants import with_part

from .reading import opened, path_to

GUIDE = library()

pytestmark = pytest.mark.usefixtures("guide")


# Home


def test_each_guide_is_linked_once_by_its_title_and_says_what_it_is(client, shelve):
    shelve(replace(GUIDE, slug="another", title="Another guide"))
    shelve(GUIDE)
    page = parse(client.get("/")).one("main")
    assert page.one("a", href=path_to()).text == GUIDE.title
    assert page.one("a", href="/another/").text == "Another guide"
    assert GUIDE.introduction in page.text


def test_a_site_without_guides_has_a_home_page(client):
    shelf.clear()
    response = client.get("/")
    assert response.status_code == 200
    assert not parse(response).one("main").all("a")


# Every option


def test_every_option_is_there_under_its_category_in_order(client):
    page = opened(client, "all-options").one("main")
    headings = [each.text for each in page.all("h2", "h3")]
    wanted = [
        words
        for category in GUIDE.categories
        for words in (
            category.name,
            *(o.name for o in GUIDE.options if o.category == category.slug),
        )
    ]
    assert headings[: len(wanted)] == wanted
    for part in (*GUIDE.options, *GUIDE.categories):
        assert part.source_text in page.text
    for option in GUIDE.options:
        assert option.plain in page.text
    assert GUIDE.source_intro in page.text
    assert GUIDE.source_trials in page.text


def test_one_category_can_be_read_alone(client):
    first, second = GUIDE.categories
    (link,) = (a for a in opened(client, "all-options").all("a") if a.text == second.name)
    page = parse(client.get(path_to("all-options") + link["href"])).one("main")
    assert page.all(id=second.slug)
    assert not page.all(id=first.slug)
    assert page.one("a", aria_current="true").text == second.name


@pytest.mark.parametrize("query", ["?type=", "?type=no-such-type", "?type=%FF", "?"])
def test_an_unknown_category_is_all_of_them(client, query):
    page = parse(client.get(path_to("all-options") + query))
    assert all(page.all(id=category.slug) for category in GUIDE.categories)


def test_a_category_without_options_is_left_out(client, shelve):
    shelve(replace(GUIDE, options=GUIDE.options[:3]))
    page = opened(client, "all-options")
    assert not page.all(id=GUIDE.categories[1].slug)
    assert GUIDE.categories[1].name not in page.text


def test_the_questions_and_the_trials_are_offered(client):
    page = opened(client, "all-options").one("main")
    assert page.all("a", href=path_to())
    assert page.all("a", href=path_to("trials"))
    assert not page.all("form")


# The glossary


def test_the_glossary_has_every_term_in_order_with_its_meaning(client, shelve):
    terms = tuple(
        replace(GUIDE.terms[0], slug=name.lower(), name=name) for name in ("beta", "Alpha", "Gamma")
    )
    shelve(replace(GUIDE, terms=(*terms, *GUIDE.terms)))
    page = opened(client, "glossary").one("main")
    names = [each.text for each in page.all("dfn")]
    assert names == ["Alpha", "beta", "Gamma", "Junior stamp"]
    (term,) = GUIDE.terms
    entry = page.one(id=term.slug).text
    for words in (term.name, term.definition, term.say, *term.also):
        assert words in entry
    (link,) = page.all("a")
    path, _, place = link["href"].partition("#")
    assert parse(client.get(path)).all(id=place)


def test_a_term_leads_to_its_entry_where_it_is_used(client, shelve):
    shelve(with_part(GUIDE, "options", "post-card", plain="It <b> has a junior stamp.\n\nGood."))
    for step in ("options", "all-options"):
        words = opened(client, step).one(id="option-post-card").one("div", class_="plain-words")
        assert [p.text for p in words.all("p")] == ["It <b> has a junior stamp.", "Good."]
        (link,) = words.all("a")
        assert link["href"] == path_to("glossary") + "#junior-stamp"


# About the guide


def about(client, section):
    return opened(client, "about").one("section", aria_labelledby=section).text


def test_about_names_every_source_with_its_address(client):
    page = opened(client, "about")
    for number, source in enumerate(GUIDE.sources, start=1):
        entry = page.one(id=f"source-{number}")
        for words in (source.title, source.publisher, source.dated, source.note):
            assert words in entry.text
        assert entry.all("a", href=source.url)


def test_about_says_how_the_guide_was_made_where_it_tells(client, shelve):
    assert not opened(client, "about").all(id="made")
    shelve(replace(GUIDE, how_made="Two people wrote it.\n\nThey look at it each spring."))
    section = opened(client, "about").one("section", aria_labelledby="made")
    told = [each.text for each in section.all("p")]
    assert told[:2] == ["Two people wrote it.", "They look at it each spring."]
    assert section.all("a", href="#sources")


@pytest.mark.parametrize(("dated", "tells"), [("", True), ("Last spring", False)])
def test_about_says_that_the_summary_has_no_date_only_where_it_has_none(
    client, shelve, dated, tells
):
    shelve(with_part(GUIDE, "sources", "house-rules", dated=dated))
    assert ("carries no date" in about(client, "limits")) is tells


ANA = Approved("guide", "", "Dr. Ana Silva", "oncologist", date(2026, 3, 31))
BEN = replace(ANA, name="Ben Ode", role="nurse", on=date(2026, 4, 1))
NOT_YET = "This guide has not been medically reviewed yet."
CHECK = "Check everything in it with the care team."
BY_ANA = "Reviewed by Dr. Ana Silva, oncologist, on March 31, 2026."
# What readers are told: while all of it holds, while some does, and else.
REVIEWS = [
    (Review(1, (ANA,)), [BY_ANA], [CHECK, NOT_YET]),
    (
        Review(1, (ANA, BEN)),
        [BY_ANA, "Reviewed by Ben Ode, nurse, on April 1, 2026."],
        [CHECK, NOT_YET],
    ),
    (
        Review(2, (ANA, BEN, replace(ANA, kind="term"))),
        [BY_ANA, "Reviewed by Ben Ode, nurse (1 of 2 parts), on April 1, 2026."],
        [CHECK, NOT_YET],
    ),
    (
        Review(33, (ANA, replace(BEN, kind="term"))),
        ["2 of 33 parts of this guide have been reviewed by Ben Ode, nurse; Dr. Ana", CHECK],
        ["Reviewed by", NOT_YET],
    ),
    (
        Review(33, (ANA,)),
        ["1 of 33 parts of this guide has been reviewed by Dr. Ana Silva, oncologist.", CHECK],
        ["Reviewed by", NOT_YET],
    ),
    (Review(33), [NOT_YET, CHECK], ["33", "Reviewed by"]),
    (Review(), [NOT_YET, CHECK], ["parts of this guide", "Reviewed by"]),
]


@pytest.mark.parametrize(("review", "told", "not_told"), REVIEWS)
def test_readers_are_told_who_reviewed_it_only_while_all_of_it_holds(
    client, shelve, review, told, not_told
):
    shelve(GUIDE, review=review)
    paper = opened(client, "handout").one("header", class_="paper-head").text
    words = opened(client, "options").one("section", class_="source-words").text
    for place in (about(client, "review"), paper, words):
        assert all(each in place for each in told if each != CHECK), place
        assert not any(each in place for each in not_told), place
    # What to do about it is told where there is room.
    assert (CHECK in about(client, "review")) is (CHECK in told)


def test_about_says_when_the_next_review_is_due_where_a_day_is_set(client, shelve):
    assert "next review" not in about(client, "review")
    shelve(replace(GUIDE, review_due_on=date(2027, 3, 31)))
    assert "The next review is due on March 31, 2027." in about(client, "review")


def test_about_tells_the_edition_and_how_easy_it_is_to_read(client, shelve):
    shelve(GUIDE, number=4711)
    assert "edition 4711" in about(client, "review")
    assert date_format(timezone.localdate()) in about(client, "review")
    assert about(client, "reading").count("grade") >= 2


def test_about_shows_the_whole_summary_with_the_option_that_each_statement_became(client):
    whole = opened(client, "about").one("section", aria_labelledby="whole-summary")
    for statement in statements(GUIDE.summary):
        assert statement.text in whole.one("details").text
    taken = f"from {GUIDE.summary_from}, on {date_format(GUIDE.summary_taken_on)}."
    assert taken in whole.text
    [said] = [each for each in whole.all("p") if "Town card, for adults" in each.text]
    [link] = said.all("a")
    assert link["href"] == path_to("all-options") + "#option-town-card"


def test_about_has_no_place_for_a_summary_that_the_guide_does_not_keep(client, shelve):
    shelve(replace(GUIDE, summary=""))
    assert not opened(client, "about").all("section", aria_labelledby="whole-summary")


# About, in another language

FACIL = (
    "La tarjeta es para los libros. Con ella uno se los lleva a casa y luego los trae de vuelta."
)
SPANISH = replace(
    with_part(
        GUIDE,
        "options",
        "town-card",
        wordings=(
            Wording("es", "name", "Town card", "Tarjeta del pueblo"),
            Wording("es", "source_text", GUIDE.option_by_slug["town-card"].source_text, "Citada."),
        ),
    ),
    translations=(Translation(slug="es", shown=True),),
    wordings=(Wording("es", "decision", GUIDE.decision, f"{FACIL} {FACIL}"),),
)


def test_each_language_is_told_its_own_measure_of_how_easy_it_is_to_read(client, shelve):
    shelve(SPANISH)
    english, spanish = (client.get(f"{start}{path_to('about')}") for start in ("", "/es"))
    assert "Flesch-Kincaid" in parse(english).text
    assert "INFLESZ" not in parse(english).text
    text = parse(spanish).one("section", aria_labelledby="reading").text
    assert "INFLESZ" in text
    assert "desde 65" in text
    assert "grado" not in text


def test_a_language_without_a_measure_is_told_of_none(client, shelve):
    shelve(replace(GUIDE, language="eo"))
    assert not opened(client, "about").all("section", aria_labelledby="reading")


def test_the_whole_summary_leads_to_options_in_the_readers_words_and_carries_its_language(
    client, shelve
):
    """Its statements are held to what the options quote in the guide's own language."""
    shelve(SPANISH)
    page = parse(client.get(f"/es{path_to('about')}"))
    whole = page.one("section", aria_labelledby="whole-summary")
    [said] = [each for each in whole.all("p") if "Town card, for adults" in each.text]
    [link] = said.all("a")
    assert link.text == "Tarjeta del pueblo"
    assert any("Town card, for adults" in each.text for each in said.all("span", lang="en"))


def test_what_is_not_there_is_told_in_the_language_of_the_address(client, shelve):
    shelve(SPANISH)
    for path in ("/es/gone/", "/es/gone/about/", "/es/gone/gone/gone/"):
        page = parse(client.get(path))
        assert page.one("html")["lang"] == "es"
