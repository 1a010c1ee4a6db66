"""What the proofreader says about parts, rules and addresses. Words: test_wording."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from navigator.guide.model import Kind
from navigator.guide.proofread import Finding, broken, groups, proofread
from navigator.guide.proofread.groups import SENTENCES, in_a_sentence
from tests.guide.builders import a_choice, a_guide, a_question, a_situation, any_of, only
from tests.variants import with_choice, with_extra, with_part

from .finding import EVERYONE, GUIDE, found, one_error, one_warning, option


def home(**changes):
    return with_part(GUIDE, "questions", "home", **changes)


def gate(*conditions):
    return (a_situation(*conditions),)


def ruled(*conditions):
    """The guide with another situation of the town card beside its own."""
    there = GUIDE.option_by_slug["town-card"].situations
    return option(situations=(*there, a_situation(*conditions)))


def told(guide, words):
    """Of what is told in these words: how bad it is, and where."""
    return [
        str(each).rpartition(f": {each.what}")[0] for each in found(guide) if words in each.what
    ]


# All findings


@pytest.mark.parametrize("place", ["questions", "options"])
def test_a_guide_without_questions_or_options_is_not_publishable(place):
    empty = a_guide([a_question("q", [a_choice("a"), a_choice("b")])], [])
    empty = replace(empty, **{place: ()})
    stops = [each.what for each in proofread(empty) if each.stops_publishing]
    assert any(f"It has no {place[:-1]}" in what for what in stops)


def test_a_category_without_an_option_is_named():
    moved = tuple(replace(each, category="other-cards") for each in GUIDE.options)
    assert "No option stands in it" in one_warning(
        replace(GUIDE, options=moved), "category plain-cards"
    )


def test_a_finding_reads_as_a_line():
    assert str(Finding(True, "guide", "", "It is wrong.")) == "error: guide: It is wrong."
    assert str(Finding(False, "term", "x", "It is weak.")) == "warning: term x: It is weak."


def test_each_warning_has_a_sentence_of_its_kind_and_no_other_has():
    """As told in the proofreader's files: a code after `warning(`, or of a weak text."""
    texts = "".join(path.read_text() for path in Path(groups.__file__).parent.glob("*.py"))
    given = set(re.findall(r'warning\([^=]*?code="([a-z-]+)"', texts))
    given |= set(re.findall(r'yield "([a-z-]+)", name', texts))
    given |= set(re.findall(r'Remark\(\s*"([a-z-]+)"', texts))
    assert given == set(SENTENCES)


def test_the_sentence_of_a_kind_tells_how_many():
    assert in_a_sentence("term-not-said", 1) == "A term does not tell how to say it."
    assert in_a_sentence("term-not-said", 26) == "26 terms do not tell how to say them."


def test_what_was_found_is_told_from_what_is_found_about_another_text():
    (before,) = found(option(plain="Bring the ID."))
    (after,) = found(option(plain="Bring the ID here."))
    (elsewhere,) = found(with_part(GUIDE, "options", "post-card", plain="Bring the ID."))
    assert before.code == after.code == elsewhere.code == "not-in-glossary"
    assert before.field == "plain"
    assert len({before.digest, after.digest, elsewhere.digest}) == 3
    (same,) = found(option(plain="Bring the ID.", staff_note="Why."))
    assert same.digest == before.digest


def test_errors_come_first():
    stopping = [each.stops_publishing for each in proofread(option(source_text=""))]
    assert stopping == sorted(stopping, reverse=True)
    assert len(set(stopping)) == 2


def test_what_is_broken_is_all_that_is_said_of_a_broken_guide():
    guide = option(category="gone", source_text="")
    assert proofread(guide) == broken(guide) != []
    assert broken(GUIDE) == []


@pytest.mark.parametrize("guide", [GUIDE, replace(GUIDE, options=EVERYONE)])
def test_findings_are_sentences(guide):
    for finding in proofread(guide):
        assert finding.what[0].isupper() or finding.what[0] == "“"
        assert "Condition(" not in finding.what
        assert "frozenset" not in finding.what


# What is broken: something is there twice, or not at all

CHOICES = GUIDE.question_by_slug["home"].choices
EMPTY = (a_situation(),)


@pytest.mark.parametrize(
    ("guide", "where", "names"),
    [
        (option(category="gone"), "option town-card", "“gone”"),
        (ruled(any_of("gone", "x")), "option town-card", "“gone”, which is gone"),
        (ruled(any_of("home", "far", "gone")), "option town-card", "“gone” of “home”"),
        (ruled(any_of("home", "books")), "option town-card", "“books” of “home”"),
        (ruled(any_of("home", "far", "far")), "option town-card", "“far” twice"),
        (ruled(any_of("home")), "option town-card", "names no answer"),
        (ruled(any_of("")), "option town-card", "names no answer"),
        (option(situations=EMPTY), "option town-card", "has no answers"),
        (
            with_part(GUIDE, "notices", "young-readers", situations=EMPTY),
            "notice young-readers",
            "has no answers",
        ),
        (home(ask_when=gate(any_of("age", "gone"))), "question home", "“gone” of “age”"),
        (home(ask_when=gate(any_of("home", "far"))), "question home", "“home”, which is"),
        (
            home(ask_when=gate(any_of("likes", "films"))),
            "question home",
            "“likes”, which is",
        ),
        (home(choices=(*CHOICES, CHOICES[0])), "question home", "“in-town”"),
        (with_part(GUIDE, "questions", "age", ask_when=EMPTY), "question age", "has no answers"),
        (
            with_extra(GUIDE, "sources", replace(GUIDE.sources[0], slug="other")),
            "guide",
            "More than one source is marked",
        ),
        (replace(GUIDE, title="x" * 121), "guide", "“title” has more than 120"),
        (replace(GUIDE, summary_from="x" * 301), "guide", "“summary_from” has more than"),
        (home(label="x" * 61), "question home", "“label” has more than 60"),
        (with_choice(GUIDE, "home", "far", hint="x" * 201), "question home", "“hint” has more"),
    ],
)
def test_what_is_broken_is_an_error_that_names_it(guide, where, names):
    (finding,) = broken(guide)
    assert finding.stops_publishing
    assert finding.where == where
    assert names in finding.what


def test_a_question_that_rules_use_cannot_go_unnoticed():
    guide = replace(GUIDE, questions=tuple(q for q in GUIDE.questions if q.slug != "guardian"))
    assert {each.where for each in broken(guide)} == {"option junior-card", "option screen-card"}


def test_a_question_without_a_certain_answer_is_an_error():
    wheres = [each.where for each in broken(home(choices=CHOICES[-1:]))]
    assert "question home" in wheres


@pytest.mark.parametrize("kind", ["categories", "options", "notices", "terms"])
@pytest.mark.parametrize("sources", [("gone",), ("house-rules", "house-rules")])
def test_a_source_that_is_gone_or_named_twice_is_an_error(kind, sources):
    slug = getattr(GUIDE, kind)[0].slug
    (finding,) = broken(with_part(GUIDE, kind, slug, sources=sources))
    assert finding.slug == slug
    assert f"“{sources[0]}”" in finding.what


@pytest.mark.parametrize(
    "kind", ["categories", "questions", "options", "notices", "terms", "trial_topics"]
)
def test_a_slug_that_is_there_twice_is_an_error(kind):
    first = getattr(GUIDE, kind)[0]
    findings = broken(with_extra(GUIDE, kind, first))
    assert [each.slug for each in findings] == [first.slug]


@pytest.mark.parametrize("slug", ["a b", "a?", "", "a/b", "é", "x" * 51])
def test_a_slug_that_cannot_stand_in_an_address_is_an_error(slug):
    assert f"“{slug}”" in one_error(replace(GUIDE, slug=slug), "guide")
    (finding,) = broken(with_extra(GUIDE, "terms", replace(GUIDE.terms[0], slug=slug)))
    assert finding.slug == slug


@pytest.mark.parametrize("slug", ["accessibility", "admin", "healthz", "privacy", "static"])
def test_the_address_of_another_page_is_an_error(slug):
    assert f"“{slug}” is taken" in one_error(replace(GUIDE, slug=slug), "guide")


@pytest.mark.parametrize("slug", ["csrfmiddlewaretoken", "start"])
def test_a_question_that_is_called_like_another_field_of_its_form_is_an_error(slug):
    guide = with_extra(GUIDE, "questions", replace(GUIDE.questions[0], slug=slug))
    (finding,) = broken(guide)
    assert f"“{slug}” is taken by another field of the form" in finding.what


@pytest.mark.parametrize("language", ['x" onx="', "", "e", "english!", "en_US", "-en"])
def test_a_language_that_is_none_is_an_error(language):
    assert "is no language" in one_error(replace(GUIDE, language=language), "guide")


@pytest.mark.parametrize("language", ["en", "es", "pt-BR", "zh-Hans", "ar"])
def test_a_language_goes_by_its_code(language):
    assert broken(replace(GUIDE, language=language)) == []


# Rules

NEVER = [
    (any_of("age", "child"), any_of("age", "adult")),
    (any_of("age", "adult"), any_of("guardian", "yes")),
    (only("likes", "nothing"), any_of("likes", "books")),
]


@pytest.mark.parametrize("conditions", NEVER)
def test_a_situation_that_can_never_hold_is_an_error(conditions):
    assert "Situation 2 can never hold" in one_error(ruled(*conditions), "option town-card")


def test_several_answers_to_one_question_can_hold_together():
    assert found(ruled(any_of("likes", "books"), any_of("likes", "films"))) == []


@pytest.mark.parametrize(("kind", "slug"), [("option", "post-card"), ("notice", "opening-hours")])
def test_what_no_answers_reach_is_an_error(kind, slug):
    guide = with_part(GUIDE, f"{kind}s", slug, for_everyone=False, situations=())
    assert "no answers reach it" in one_error(guide, f"{kind} {slug}")


def test_a_rule_of_an_option_for_everyone_is_a_warning():
    assert told(option(for_everyone=True), "no effect") == ["warning: option town-card"]


def test_a_question_that_only_a_notice_uses_is_a_warning():
    guide = with_extra(GUIDE, "questions", replace(GUIDE.question_by_slug["home"], slug="spare"))
    asked = (a_situation(any_of("spare", "far")),)
    guide = with_part(guide, "notices", "young-readers", situations=asked)
    assert told(guide, "never asked") == ["warning: question spare"]


# What readers would have to do without


@pytest.mark.parametrize(
    "url",
    [
        "http://library.example",
        "library.example",
        "javascript:1",
        "https://",
        "https://library.example; frame-ancestors *; a",
        "https://staff@library.example",
    ],
)
def test_what_is_no_plain_https_address_is_an_error_that_names_it(url):
    guide = with_part(GUIDE, "sources", "house-rules", url=url)
    assert f"“{url}”" in one_error(guide, "source house-rules")
    search = f"{url}?{{code}}"
    for changes in (
        {"trials_url": url},
        {"trials_search_url": search},
        {"trials_search_near_url": f"{search}{{place}}"},
    ):
        assert "no address" in one_error(replace(GUIDE, **changes), "guide")


def test_a_source_needs_no_address():
    assert found(with_part(GUIDE, "sources", "house-rules", url="")) == []


SEARCH = "https://library.example/search"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"trials_search_url": ""}, "“trials_search_url” is empty"),
        ({"trials_search_name": ""}, "“trials_search_name” is empty"),
        ({"trials_search_url": f"{SEARCH}?age={{age}}"}, "has no {code}"),
        ({"trials_search_url": f"{SEARCH}?c={{code}}&p={{place}}"}, "put in for {place}"),
        ({"trials_search_near_url": f"{SEARCH}?c={{code}}"}, "has no {place}"),
        ({"trials_search_near_url": f"{SEARCH}?p={{place}}"}, "has no {code}"),
        ({"trials_search_near_url": f"{SEARCH}?{{code}}{{place}}{{zip}}"}, "put in for {zip}"),
    ],
)
def test_a_search_for_trials_that_cannot_work_is_an_error(changes, says):
    assert says in one_error(replace(GUIDE, **changes), "guide")


@pytest.mark.parametrize(
    "changes",
    [
        {"trials_search_near_url": "", "trials_place_label": "", "trials_topics_label": ""},
        {"trials_search_url": f"{SEARCH}?c={{code}}"},
        {"trials_search_near_url": f"{SEARCH}?c={{code}}&p={{place}}"},
    ],
)
def test_a_search_needs_no_age_and_no_place(changes):
    assert found(replace(GUIDE, **changes)) == []


def test_nothing_to_search_trials_for_is_a_warning():
    assert "no trial topic" in one_warning(replace(GUIDE, trial_topics=()), "guide")


def test_a_guide_without_a_summary_among_its_sources_is_a_warning():
    guide = with_part(GUIDE, "sources", "house-rules", is_summary=False)
    assert "marked as the summary" in one_warning(guide, "guide")


@pytest.mark.parametrize(
    ("kind", "exclusive", "too_many"),
    [(Kind.SEVERAL, False, True), (Kind.SEVERAL, True, False), (Kind.ONE, False, False)],
)
def test_more_answers_at_once_than_a_browser_keeps_are_an_error(kind, exclusive, too_many):
    guide, asked = GUIDE, GUIDE.question_by_slug["likes"]
    for place in range(20):
        many = tuple(
            replace(CHOICES[0], slug=f"{number * 7919 % 10007}-{number}", exclusive=exclusive)
            for number in range(place * 50, place * 50 + 50)
        )
        question = replace(asked, slug=f"many-{place}", kind=kind, choices=many)
        guide = with_extra(guide, "questions", question)
    errors = told(guide, "more answers")
    assert errors == ["error: guide"] * too_many
