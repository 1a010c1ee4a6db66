"""Just diagnosed, after menopause, hormone receptor positive, HER2 negative, cancer in bone."""

import pytest

from tests.guide import reference

SAID = {
    "hormone_receptor": "positive",
    "her2": "negative",
    "brca": "no-mutation",
    "menopause": "postmenopausal",
    "newly_diagnosed": "yes",
    "spread": ["bone"],
    "symptoms": ["bone-pain"],
    "past_treatments": ["none"],
}


@pytest.fixture
def at_the_end(reader):
    return reader.starts().answers(**SAID)


def test_the_last_answer_leads_to_the_options(at_the_end):
    assert at_the_end.at_options
    assert at_the_end.open_questions() == set()


def test_pd_l1_and_what_did_not_work_are_never_asked(at_the_end):
    assert at_the_end.asked == [name.replace("_", "-") for name in SAID]


def test_what_is_listed(at_the_end):
    assert at_the_end.listed("match") == {
        "tamoxifen-after-menopause",
        "aromatase-inhibitor-after-menopause",
        "chemotherapy",
        "radiation-therapy",
        "strontium-89",
        "bone-strengthening-drugs",
        "sacituzumab-govitecan",
        "stem-cell-transplant-trial",
        "new-treatment-trials",
    }
    assert at_the_end.listed("depends") == set()


def test_the_page_says_what_was_said(at_the_end, guide):
    said = at_the_end.said()
    assert set(said) == {name.replace("_", "-") for name in SAID}
    assert reference.verdicts(guide, said) == at_the_end.verdicts()


def test_coming_back_to_the_start_leads_to_the_options(at_the_end):
    assert at_the_end.starts().at_options


def test_a_change_that_opens_a_question_lists_it(at_the_end):
    at_the_end.changes("past-treatments", ["tamoxifen"])
    assert at_the_end.open_questions() == {"not-responded"}
    assert at_the_end.starts().question == "not-responded"
    assert at_the_end.answers(not_responded=["hormone-therapy"]).at_options
    assert "cdk-inhibitor-hormone-receptor-positive" in at_the_end.listed("match")


def test_what_followed_from_a_changed_answer_is_gone(at_the_end):
    at_the_end.changes("past-treatments", ["tamoxifen"]).starts()
    at_the_end.answers(not_responded=["hormone-therapy"])
    at_the_end.changes("past-treatments", ["none"])
    assert "not-responded" not in at_the_end.said()
    assert "cdk-inhibitor-hormone-receptor-positive" in at_the_end.listed("no")


def test_the_handout_has_the_same(at_the_end, guide):
    at_the_end.opens("/metastatic-breast-cancer/handout/")
    for slug in ("tamoxifen-after-menopause", "strontium-89"):
        assert guide.option_by_slug[slug].name in at_the_end.text
    assert guide.option_by_slug["her2-targeted-therapy"].plain not in at_the_end.text
