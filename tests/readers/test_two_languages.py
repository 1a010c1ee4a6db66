"""The handout in two languages, who signed a translation, and what is quoted in it."""

from dataclasses import replace
from datetime import date

import pytest

from navigator.guide.language import in_language
from navigator.guide.model import Wording
from navigator.guide.review import Approved, Review
from tests.html import parse
from tests.serving import path_to
from tests.translated import in_other_words, translated
from tests.treatments import guide_with_facts
from tests.variants import with_part

from .reading import answer, cites

OWN = guide_with_facts()
GUIDE = translated(OWN, quotes_from="house-rules")
SPANISH = in_language(GUIDE, "es")
HANDOUT = path_to("handout")
SAID = {"age": ["adult"], "home": ["unsure"], "likes": ["films"]}


@pytest.fixture
def reader(client, shelve):
    """Somebody with a pick, and a question that is open."""
    shelve(GUIDE)
    for slug, chosen in SAID.items():
        answer(client, slug, *chosen)
    client.post(path_to("options"), {"pick": ["screen-card", "reading-room"]})
    return client


def seconds(page, language):
    return [each.text for each in page.all("span", class_="second", lang=language)]


@pytest.mark.parametrize(
    ("address", "first", "other"),
    [(f"/es{HANDOUT}?second=en", SPANISH, OWN), (f"{HANDOUT}?second=es", OWN, SPANISH)],
)
def test_a_care_team_reads_in_its_language_what_was_said_and_is_asked(
    reader, address, first, other
):
    page = parse(reader.get(address))
    main = page.one("main").text
    told = seconds(page, other.language)
    asked = [each for each in other.options if each.team_questions]
    for slug, chosen in SAID.items():
        choice = other.question_by_slug[slug].choice_by_slug[chosen[0]]
        assert choice.statement in told
        assert first.question_by_slug[slug].choice_by_slug[chosen[0]].statement in main
    picked = other.option_by_slug["screen-card"]
    assert picked.name in told
    assert other.question_by_slug["home"].ask_team in told
    assert any(" ".join(each.team_questions) in told for each in asked)
    drugs = other.drugs_of(other.option_by_slug["junior-card"])
    assert {term.name for term in drugs} <= {*told}


def test_the_handout_is_in_one_language_unless_another_is_asked_for(reader):
    for query in ("", "?second=", "?second=es", "?second=fr", "?second=%00", "?second=es&second="):
        page = reader.get(f"/es{HANDOUT}{query}")
        assert page.status_code in (200, 400)
        assert b'class="second"' not in page.content
    assert not seconds(parse(reader.get(f"{HANDOUT}?second=en")), "en")


def test_what_is_kept_of_a_handout_in_two_languages_is_not_shown_in_one(reader):
    reader.get(f"/es{HANDOUT}?second=en")
    assert not parse(reader.get(f"/es{HANDOUT}")).all("span", class_="second")


def test_large_print_stays_where_the_second_language_is_taken_away(reader):
    page = parse(reader.get(f"/es{HANDOUT}?second=en&print=large"))
    links = [each["href"] for each in page.one("nav", class_="wrap paper-bar").all("a", href=True)]
    assert "?&print=large" in links


def test_each_page_says_that_nobody_has_signed_the_translation_until_somebody_has(reader, shelve):
    for path in (path_to(), path_to("options"), HANDOUT, path_to("glossary"), "/privacy/", "/"):
        assert "No translator" not in parse(reader.get(path)).text
        unsigned = parse(reader.get(f"/es{path}")).text
        assert "ningún traductor" in unsigned
    signed = Approved("translation", "es", "Tina Ríos", "traductora", date(2027, 1, 31))
    shelve(GUIDE, review=Review(signed=(signed,)))
    for path in (path_to(), path_to("options"), HANDOUT):
        told = parse(reader.get(f"/es{path}")).text
        assert "ningún traductor" not in told
        assert "Tina Ríos, traductora, el 31 de enero de 2027" in told
        assert "Tina Ríos" not in parse(reader.get(path)).text


def test_a_signature_is_no_medical_review():
    signed = Approved("translation", "es", "Tina Ríos", "traductora", date(2027, 1, 31))
    review = Review(parts=1, signed=(signed,))
    assert (review.held, review.is_whole, review.reviewers) == (0, False, ())


def test_the_disclaimer_stands_in_both_languages_word_for_word(reader):
    for path in (path_to("options"), path_to("compare"), HANDOUT, path_to("all-options")):
        page = parse(reader.get(f"/es{path}"))
        assert in_other_words(OWN.disclaimer) in page.text
        own = [each.text for each in page.all("p", lang="en")]
        assert [OWN.disclaimer in own, OWN.attribution in own] == [True, True]
        assert parse(reader.get(path)).text.count(OWN.disclaimer) == 1


def test_the_publishers_own_words_are_quoted_with_their_source_or_in_its_language(client, shelve):
    option = GUIDE.option_by_slug["screen-card"]
    quote = Wording("es", "source_text", option.source_text, "• Una tarjeta.")
    shelve(
        with_part(GUIDE, "options", "screen-card", wordings=(*option.wordings, quote)),
    )
    page = parse(client.get(f"/es{path_to('all-options')}"))
    quoted = page.one(id="option-screen-card").one("details", class_="help source-fold")
    assert quoted.one("blockquote").text == "• Una tarjeta."
    assert cites(quoted)[0]["href"].endswith("/about/#source-1")
    other = page.one(id="option-post-card").one("details", class_="help source-fold")
    assert other.one("blockquote").one(lang="en").text
    assert not cites(other)


def test_a_search_that_is_in_one_language_says_so_to_readers_of_another(client, shelve):
    guide = replace(
        GUIDE,
        trials_search_url="https://trials.example/?t={code}",
        trials_search_name="trials.example",
    )
    shelve(guide)
    page = parse(client.get(f"/es{path_to('trials')}"))
    assert "Solo está en inglés." in page.text
    assert "Solo está" not in parse(client.get(path_to("trials"))).text
