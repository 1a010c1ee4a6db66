"""Triple-negative, with a PD-L1 result that is not known yet."""

import pytest

SAID = {
    "hormone_receptor": "negative",
    "her2": "negative",
    "pd_l1": "unsure",
    "brca": "mutation",
    "spread": ["liver"],
    "symptoms": ["none"],
    "past_treatments": ["chemotherapy"],
}


@pytest.fixture
def at_the_end(reader):
    return reader.starts().answers(**SAID)


def test_menopause_and_the_time_of_diagnosis_are_never_asked(at_the_end):
    assert at_the_end.at_options
    assert at_the_end.asked == [name.replace("_", "-") for name in SAID]


def test_immunotherapy_depends_on_pd_l1(at_the_end):
    assert at_the_end.listed("depends") == {"chemotherapy-pembrolizumab"}
    card = at_the_end.page.one(data_option="chemotherapy-pembrolizumab")
    links = [link["href"] for link in card.all("a", href=True)]
    assert [link.split("/")[-2] for link in links if "/questions/" in link] == ["pd-l1"]


def test_what_is_listed(at_the_end):
    assert at_the_end.listed("match") == {
        "parp-inhibitor-after-chemotherapy",
        "chemotherapy",
        "sacituzumab-govitecan",
        "stem-cell-transplant-trial",
        "new-treatment-trials",
    }


def test_pd_l1_is_to_be_asked_on_screen_and_on_paper(at_the_end, guide):
    question = guide.question_by_slug["pd-l1"].ask_team
    assert question in at_the_end.text
    assert question in at_the_end.opens("/metastatic-breast-cancer/handout/").text


@pytest.mark.parametrize(("result", "verdict"), [("positive", "match"), ("negative", "no")])
def test_the_result_settles_it(at_the_end, result, verdict):
    at_the_end.changes("pd-l1", [result])
    assert at_the_end.verdicts()["chemotherapy-pembrolizumab"] == verdict
    assert at_the_end.listed("depends") == set()
