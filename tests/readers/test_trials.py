"""The search for trials at NCI. Addresses as in the reference that was read from its source."""

import logging
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from navigator.readers.trials import TrialSearchForm, broad_url, search_url
from tests.guides import real_guide
from tests.html import parse
from tests.serving import path_to, serve

GUIDE = real_guide()
NCI = "https://www.cancer.gov/research/participate/clinical-trials-search/r"
TRIALS = path_to("trials")
TOPICS = {topic.slug: topic.code for topic in GUIDE.trial_topics}
BROAD = GUIDE.trial_topics[0].slug

CODES = {
    "breast-cancer": "C4872",
    "metastatic": "C153238",
    "her2-positive": "C53556",
    "hormone-receptor-positive": "C157056",
    "triple-negative": "C71732",
    "metastatic-triple-negative": "C153348",
    "male-breast-cancer": "C3862",
}


@pytest.fixture
def search(client, guide):
    """A function that sends the search form."""
    return lambda **sent: client.post(TRIALS, {"topic": BROAD, "age": "", "zip": ""} | sent)


# The address


def test_everywhere_and_any_age():
    assert search_url("C4872") == f"{NCI}?loc=0&rl=1&t=C4872"


def test_an_age_and_a_zip():
    assert search_url("C4872", age=58, zip_code="20850") == (
        f"{NCI}?a=58&loc=1&rl=1&t=C4872&z=20850"
    )


def test_an_age_of_zero_is_an_age():
    assert search_url("C4872", age=0) == f"{NCI}?a=0&loc=0&rl=1&t=C4872"


def test_codes_that_mean_the_same_are_sent_together():
    query = parse_qs(urlsplit(search_url("C4872|C3862")).query)
    assert query["t"] == ["C4872|C3862"]


def test_the_codes_are_those_of_the_reference():
    assert TOPICS == CODES


def test_the_broad_search_is_for_breast_cancer_everywhere():
    assert broad_url(GUIDE) == f"{NCI}?loc=0&rl=1&t=C4872"


# The form


@pytest.mark.parametrize("age", ["0", "1", "58", "120", " 58 "])
def test_an_age_that_nci_takes_is_taken(age):
    assert TrialSearchForm(GUIDE, {"topic": BROAD, "age": age}).is_valid()


@pytest.mark.parametrize("age", ["-1", "121", "fifty", "58.5", "5e1", "58 years", "1" * 400])
def test_an_age_that_nci_does_not_take_is_refused(age):
    form = TrialSearchForm(GUIDE, {"topic": BROAD, "age": age})
    assert list(form.errors) == ["age"]


@pytest.mark.parametrize(
    "code",
    [
        "20850",
        "00501",
        " 20850 ",
    ],
)
def test_a_zip_of_five_digits_is_taken(code):
    form = TrialSearchForm(GUIDE, {"topic": BROAD, "zip": code})
    assert form.is_valid()
    assert f"z={code.strip()}" in form.url()


@pytest.mark.parametrize(
    "code", ["2085", "208500", "20850-1234", "ABCDE", "٢٠٨٥٠", "20850\n1", "2085O", "20850&a=1"]
)
def test_another_zip_is_refused(code):
    form = TrialSearchForm(GUIDE, {"topic": BROAD, "zip": code})
    assert list(form.errors) == ["zip"]


@pytest.mark.parametrize("topic", ["", "no-such-topic", "C4872"])
def test_another_topic_is_refused(topic):
    assert list(TrialSearchForm(GUIDE, {"topic": topic}).errors) == ["topic"]


# The page


@pytest.mark.parametrize("topic", TOPICS)
def test_the_reader_is_sent_on_to_nci(search, topic):
    response = search(topic=topic)
    assert response.status_code == 302
    assert response["Location"] == f"{NCI}?loc=0&rl=1&t={CODES[topic]}"


def test_age_and_zip_go_along(search):
    response = search(age="58", zip="20850")
    assert response["Location"] == f"{NCI}?a=58&loc=1&rl=1&t=C4872&z=20850"


def test_nci_is_not_told_where_the_reader_comes_from(search):
    assert search()["Referrer-Policy"] == "no-referrer"


def form_targets(client, step):
    policy = client.get(path_to(step))["Content-Security-Policy"]
    (targets,) = (each for each in policy.split("; ") if each.startswith("form-action"))
    return targets.split()[1:]


@pytest.mark.parametrize("step", ["options", "trials"])
def test_the_browser_may_go_there_from_the_form(client, guide, step):
    assert form_targets(client, step) == ["'self'", "https://www.cancer.gov"]


@pytest.mark.parametrize("step", ["handout", "all-options", "glossary", "about"])
def test_no_form_leads_away_from_a_page_without_the_search(client, guide, step):
    assert form_targets(client, step) == ["'self'"]


@pytest.mark.parametrize(
    ("field", "sent"), [("age", "121"), ("age", "old"), ("zip", "1"), ("topic", "x")]
)
def test_a_fault_is_shown_with_a_linked_summary_and_goes_nowhere(search, field, sent):
    response = search(**{field: sent})
    assert response.status_code == 422
    page = parse(response)
    target = page.one(role="alert").one("a")["href"].removeprefix("#")
    assert page.one(id=target)["name"] == field


def test_what_was_typed_stays_after_a_fault(search):
    form = parse(search(age="58", zip="1")).form(action=TRIALS)
    assert form.values("age") == ["58"]
    assert form.values("zip") == ["1"]


def test_a_fault_sends_nothing_to_nci(search):
    assert "Location" not in search(age="121")


@pytest.mark.parametrize("sent", [{"age": "58", "zip": "20850"}, {"age": "121", "zip": "20850"}])
def test_nothing_that_was_sent_stays(client, search, sent):
    client.post(path_to("questions", "her2"), {"her2": "positive"})
    before = client.cookies["answers"].value
    response = search(**sent)
    assert "answers" not in response.cookies
    assert client.cookies["answers"].value == before
    form = parse(client.get(TRIALS)).form(action=TRIALS)
    assert form.inputs("age")[0].get("value", "") == ""
    assert form.inputs("zip")[0].get("value", "") == ""


def test_the_log_has_neither_age_nor_zip(search, caplog):
    caplog.set_level(logging.DEBUG)
    search(age="117", zip="20850")
    search(age="117", zip="x20850")
    written = [record.getMessage() for record in caplog.records]
    assert written
    assert not [line for line in written if "117" in line or "20850" in line]


def test_the_form_is_sent_as_a_post_so_that_addresses_hold_nothing(client, guide):
    page = parse(client.get(TRIALS))
    assert page.form(action=TRIALS).names == {"topic", "age", "zip"}
    assert not page.all("form", method="get")


def test_the_broad_search_and_general_information_are_always_linked(client, guide):
    page = parse(client.get(TRIALS)).one("main")
    for address in (broad_url(GUIDE), GUIDE.trials_url):
        assert "noreferrer" in page.one("a", href=address)["rel"]


@pytest.mark.parametrize("field", ["age", "zip"])
def test_the_browser_is_not_to_remember_what_is_typed(client, guide, field):
    (typed,) = parse(client.get(TRIALS)).form(action=TRIALS).inputs(field)
    assert typed["autocomplete"] == "off"


# A guide without types of cancer to search for


@pytest.fixture
def without_topics(db):
    return serve(replace(GUIDE, trial_topics=()))


@pytest.mark.parametrize("page", ["options", "handout", "all-options"])
def test_a_guide_without_topics_has_no_search_and_still_tells_of_trials(
    client, without_topics, page
):
    shown = client.get(path_to(page)).content.decode()
    assert GUIDE.trials_url in shown
    assert NCI not in shown
    assert TRIALS not in shown


def test_a_guide_without_topics_has_no_page_to_search_on(client, without_topics):
    assert client.get(TRIALS).status_code == 404
    assert client.post(TRIALS, {"topic": BROAD}).status_code == 404
