"""The search for trials on another site, whose address and words are the guide's."""

from dataclasses import replace

import pytest

from navigator.readers.trials import TrialSearchForm, broad_url, first_url, search_sites, search_url
from tests.html import parse
from tests.library import library

from .reading import path_to

GUIDE = library()

TRIALS = path_to("trials")
SEARCH = "https://library.example/search?card=C1"
WITHOUT_SEARCH = {
    "no topics": replace(GUIDE, trial_topics=()),
    "no site": replace(GUIDE, trials_search_url="", trials_search_near_url=""),
}


@pytest.fixture
def search(client, guide):
    """A function that sends the search form."""
    return lambda **sent: client.post(TRIALS, {"topic": "cards", "age": "", "place": ""} | sent)


# The address


@pytest.mark.parametrize(
    ("values", "address"),
    [
        ({}, "https://library.example/search?card=C1"),
        ({"age": 0}, "https://library.example/search?card=C1&age=0"),
        ({"place": "123"}, "https://library.example/search?card=C1&street=123"),
        ({"age": 58, "place": "1&a"}, "https://library.example/search?card=C1&age=58&street=1%26a"),
    ],
)
def test_what_is_not_given_is_left_out_and_what_is_given_changes_nothing_else(values, address):
    assert search_url(GUIDE, "C1", **values) == address


def test_codes_and_places_stay_what_they_are_in_an_address():
    assert "card=C1%7CC2" in search_url(GUIDE, "C1|C2")
    assert "street={place}" not in search_url(GUIDE, "{place}", place="9")


def test_the_search_begins_with_the_first_topic_and_the_broadest_is_the_one_marked():
    assert first_url(GUIDE) == broad_url(GUIDE) == SEARCH
    first, *others = GUIDE.trial_topics
    broad = replace(first, slug="broad", code="C9", broadest=True)
    guide = replace(GUIDE, trial_topics=(first, *others, broad))
    assert first_url(guide) == SEARCH
    assert broad_url(guide) == search_url(GUIDE, "C9")


# The form


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (
            "age",
            ["0", "1", "120", "58 ", "5 8", "٥٨"],
            ["-1", "121", "fifty", "58.5", "5e1", "5_8"],
        ),
        ("age", ["\u200f58\u200f", "５８", "58\u2060"], ["1" * 400, "5-8", "-", "58 years"]),
        ("place", ["123", " 007 ", "1 2 3", "٢٠٨", "123\u200b"], ["12", "1234", "12-3", "ABC"]),
        ("place", ["123-4567", "123 - 4567"], ["123\n1", "12O", "1&2", "123-A", "-123", "1_23"]),
        ("topic", ["cards"], ["", "gone", "C1"]),
    ],
)
def test_a_value_is_taken_or_refused_by_its_field(field, good, bad):
    for value in good:
        assert TrialSearchForm(GUIDE, {"topic": "cards"} | {field: value}).is_valid(), value
    for value in bad:
        form = TrialSearchForm(GUIDE, {"topic": "cards"} | {field: value})
        assert list(form.errors) == [field], value


@pytest.mark.parametrize(
    ("typed", "sent"),
    [("208", "208"), ("2 08", "208"), ("٢٠٨", "208"), ("208-1234", "208"), ("208 -", "208")],
)
def test_a_place_is_sent_on_in_the_digits_that_the_site_knows(typed, sent):
    form = TrialSearchForm(GUIDE, {"topic": "cards", "place": typed})
    assert form.is_valid()
    assert form.url() == f"{SEARCH}&street={sent}"


def test_a_place_can_be_told_in_letters_where_it_is_so():
    guide = replace(GUIDE, trials_place_digits=0)
    form = TrialSearchForm(guide, {"topic": "cards", "place": "Main Street"})
    assert form.is_valid()
    assert form.url() == f"{SEARCH}&street=Main%20Street"
    assert not TrialSearchForm(guide, {"topic": "cards", "place": "x" * 61}).is_valid()


def test_no_place_is_asked_for_where_the_site_cannot_search_near_one():
    form = TrialSearchForm(replace(GUIDE, trials_search_near_url=""), {"topic": "cards"})
    assert "place" not in form.fields
    assert form.is_valid()
    assert form.url() == SEARCH


# The page


def test_the_reader_is_sent_on_with_what_they_gave_and_without_where_they_come_from(search):
    response = search(age="58", place="123")
    assert response.status_code == 302
    assert response["Location"] == f"{SEARCH}&age=58&street=123"
    assert response["Referrer-Policy"] == "no-referrer"


def form_targets(client, step):
    policy = client.get(path_to(step))["Content-Security-Policy"]
    (targets,) = (each for each in policy.split("; ") if each.startswith("form-action"))
    return targets.split()[1:]


def test_only_a_page_with_the_search_may_lead_to_its_site(client, guide):
    for step in ("options", "trials"):
        assert form_targets(client, step) == ["'self'", "https://library.example"]
    for step in ("handout", "all-options", "glossary", "about"):
        assert form_targets(client, step) == ["'self'"]


def test_nothing_but_a_site_gets_from_an_address_into_the_header_that_says_where_forms_may_lead():
    """A draft that nobody has proofread is shown in a preview."""
    ways_in = ("https://a.example; frame-ancestors *; b?{code}", "https://b.example, c?{code}")
    guide = replace(GUIDE, trials_search_url=ways_in[0], trials_search_near_url=ways_in[1])
    assert search_sites(GUIDE) == ["https://library.example"]
    assert search_sites(guide) == []


@pytest.mark.parametrize(
    ("field", "sent"), [("age", "121"), ("age", "old"), ("place", "1"), ("topic", "x")]
)
def test_a_fault_is_shown_with_a_linked_summary_and_goes_nowhere(search, field, sent):
    response = search(**{"age": "58", "place": "123", field: sent})
    assert response.status_code == 422
    assert "Location" not in response
    page = parse(response)
    target = page.one(role="alert").one("a")["href"].removeprefix("#")
    assert page.one(id=target)["name"] == field
    typed = {name: page.form(action=TRIALS).values(name) for name in ("age", "place")}
    assert typed == {"age": ["58"], "place": ["123"]} | ({field: [sent]} if field in typed else {})


@pytest.mark.parametrize("sent", [{"age": "58", "place": "123"}, {"age": "121", "place": "123"}])
def test_nothing_that_was_sent_stays(client, search, sent):
    client.post(path_to("questions", "age"), {"age": "adult"})
    before = client.cookies["answers"].value
    assert "answers" not in search(**sent).cookies
    assert client.cookies["answers"].value == before
    form = parse(client.get(TRIALS)).form(action=TRIALS)
    for field in ("age", "place"):
        (typed,) = form.inputs(field)
        assert typed.get("value", "") == ""
        assert typed["autocomplete"] == "off"


def test_the_form_is_sent_as_a_post_so_that_addresses_hold_nothing(client, guide):
    for step in ("trials", "options"):
        page = parse(client.get(path_to(step)))
        assert page.form(action=TRIALS).names == {"topic", "age", "place"}
        assert not page.all("form", method="get")


def test_the_page_is_in_the_words_of_the_guide(client, guide):
    text = parse(client.get(TRIALS)).one("main").text
    for words in ("Search at library.example", "Kind of card", "House number (you can leave"):
        assert words in text


def test_the_broad_search_and_general_information_are_always_linked(client, guide):
    page = parse(client.get(TRIALS)).one("main")
    for address in (SEARCH, GUIDE.trials_url):
        assert "noreferrer" in page.one("a", href=address)["rel"]


@pytest.mark.parametrize("without_search", WITHOUT_SEARCH.values(), ids=WITHOUT_SEARCH)
def test_a_guide_without_a_search_still_tells_of_trials(client, shelve, without_search):
    shelve(without_search)
    for step in ("options", "handout", "all-options"):
        shown = client.get(path_to(step)).content.decode()
        assert GUIDE.trials_url in shown
        assert "library.example/search" not in shown
        assert TRIALS not in shown
    assert form_targets(client, "options") == ["'self'"]
    assert client.get(TRIALS).status_code == 404
    assert client.post(TRIALS, {"topic": "cards"}).status_code == 404
