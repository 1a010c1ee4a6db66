"""Readers of the first guide, as a clinician would describe them."""

import pytest

from tests.guide import reference
from tests.guides import real_guide

from .reader import Reader

GUIDE = real_guide()
FOR_EVERYONE = {"stem-cell-transplant-trial", "new-treatment-trials"}
# Cancer in bone, hormone receptor positive, HER2 negative; pd-l1 and not-responded are not asked.
JUST_DIAGNOSED = {
    "hormone_receptor": "positive",
    "her2": "negative",
    "brca": "no-mutation",
    "menopause": "postmenopausal",
    "newly_diagnosed": "yes",
    "spread": ["bone"],
    "symptoms": ["bone-pain"],
    "past_treatments": ["none"],
}
# With a PD-L1 result that is not known yet; menopause and newly-diagnosed are not asked.
TRIPLE_NEGATIVE = {
    "hormone_receptor": "negative",
    "her2": "negative",
    "pd_l1": "unsure",
    "brca": "mutation",
    "spread": ["liver"],
    "symptoms": ["none"],
    "past_treatments": ["chemotherapy"],
}
# Of him the summary does not say what it says of women before or after menopause.
MAN = {
    "hormone_receptor": "positive",
    "her2": "positive",
    "brca": "mutation",
    "menopause": "not-applicable",
    "newly_diagnosed": "yes",
    "spread": ["unsure"],
    "symptoms": ["unsure"],
    "past_treatments": ["none"],
}
SORTED_BY_MENOPAUSE = {
    *("tamoxifen-after-menopause", "aromatase-inhibitor-after-menopause"),
    *("parp-inhibitor-after-menopause", "tamoxifen-lhrh-agonist-before-menopause"),
    "ribociclib-before-menopause",
}
NOTHING_KNOWN = {question.slug.replace("-", "_"): "unsure" for question in GUIDE.questions}

# What is said, what is listed besides what is for everyone, what depends, and what is to be asked.
READERS = {
    "just diagnosed": (
        JUST_DIAGNOSED,
        {
            "tamoxifen-after-menopause",
            "aromatase-inhibitor-after-menopause",
            "chemotherapy",
            "radiation-therapy",
            "strontium-89",
            "bone-strengthening-drugs",
            "sacituzumab-govitecan",
        },
        set(),
        set(),
    ),
    "triple negative": (
        TRIPLE_NEGATIVE,
        {"parp-inhibitor-after-chemotherapy", "chemotherapy", "sacituzumab-govitecan"},
        {"chemotherapy-pembrolizumab"},
        {"pd-l1"},
    ),
    "a man": (
        MAN,
        {"her2-targeted-therapy", "tucatinib-combination"},
        {
            *("chemotherapy", "total-mastectomy", "brain-spine-surgery", "lung-surgery"),
            *("bone-surgery", "fluid-surgery", "radiation-therapy", "strontium-89"),
            "bone-strengthening-drugs",
            *SORTED_BY_MENOPAUSE,
        },
        {"spread", "symptoms"},
    ),
    "nothing known": (
        NOTHING_KNOWN,
        set(),
        {option.slug for option in GUIDE.options} - FOR_EVERYONE,
        set(GUIDE.question_by_slug),
    ),
}


@pytest.fixture
def reader(shelve):
    shelve(GUIDE)
    return Reader(GUIDE)


@pytest.mark.parametrize(("said", "matches", "depends", "asks"), READERS.values(), ids=READERS)
def test_an_example_reader_is_asked_what_is_needed_and_gets_what_is_expected(
    reader, said, matches, depends, asks
):
    reader.starts().answers(**said)
    assert reader.asked == [name.replace("_", "-") for name in said]
    assert reader.at_options
    assert reader.open_questions() == set()
    assert reader.listed("match") == matches | FOR_EVERYONE
    assert reader.listed("depends") == depends
    assert reader.verdicts() == reference.verdicts(GUIDE, reader.said())
    screen = reader.text
    paper = reader.opens("/metastatic-breast-cancer/handout/").text
    assert all(GUIDE.option_by_slug[slug].name in paper for slug in matches | depends)
    for slug in asks:
        assert GUIDE.question_by_slug[slug].ask_team in screen
        assert GUIDE.question_by_slug[slug].ask_team in paper


def test_a_man_is_told_that_the_summary_speaks_of_women(reader):
    (first,) = (notice for notice in GUIDE.notices if notice.on_start)
    assert first.text in reader.opens("/metastatic-breast-cancer/").text
    reader.starts().answers(**MAN)
    notice = next(each for each in GUIDE.notices if each.slug == "not-applicable-menopause")
    assert notice.text in reader.text
    unsaid = reader.page.one("section", aria_labelledby="unsaid")
    found = {each["data-option"] for each in unsaid.all(data_because="not-covered")}
    assert found == SORTED_BY_MENOPAUSE
    assert "waits for an answer" not in reader.text
    assert notice.text in reader.opens("/metastatic-breast-cancer/handout/").text
    assert notice.text not in reader.changes("menopause", ["postmenopausal"]).text


def test_a_change_that_opens_a_question_lists_it_and_takes_it_back(reader):
    reader.starts().answers(**JUST_DIAGNOSED)
    reader.changes("past-treatments", ["tamoxifen"])
    assert reader.open_questions() == {"not-responded"}
    assert reader.opens("/metastatic-breast-cancer/").goes_on().question == "not-responded"
    reader.answers(not_responded=["hormone-therapy"])
    assert "cdk-inhibitor-hormone-receptor-positive" in reader.listed("match")
    reader.changes("past-treatments", ["none"])
    assert "not-responded" not in reader.said()
    assert "cdk-inhibitor-hormone-receptor-positive" in reader.listed("no")


@pytest.mark.parametrize(("result", "verdict"), [("positive", "match"), ("negative", "no")])
def test_a_result_settles_what_depends_on_it(reader, result, verdict):
    reader.starts().answers(**TRIPLE_NEGATIVE)
    card = reader.page.one(data_option="chemotherapy-pembrolizumab")
    links = [link["href"] for link in card.all("a", href=True)]
    assert [link.split("/")[-2] for link in links if "/questions/" in link] == ["pd-l1"]
    reader.changes("pd-l1", [result])
    assert reader.verdicts()["chemotherapy-pembrolizumab"] == verdict
