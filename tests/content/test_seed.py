"""Every statement of the seed summary, and every drug, is in the guide, and none is invented."""

import re
from pathlib import Path

import pytest

from tests.guides import real_guide

GUIDE = real_guide()
SEED = Path(__file__).parent / "treatment-of-metastatic-breast-cancer.txt"
BULLET = "•"

# Lines of the summary that state nothing: a link of its web page, its title and its headings.
NAVIGATION = "Skip Navigation"
TITLE = "Treatment of Metastatic Breast Cancer"
HEADINGS = [
    "Hormone therapy",
    "Targeted therapy",
    "Chemotherapy",
    "Chemotherapy and immunotherapy",
    "Surgery",
    "Radiation therapy",
    "Other treatment options",
]

# Every drug that the summary names, by hand.
DRUGS = """
    tamoxifen; anastrozole; letrozole; exemestane; palbociclib; ribociclib; abemaciclib; alpelisib;
    megestrol acetate; estrogen; androgen; fulvestrant; elacestrant; trastuzumab; lapatinib;
    pertuzumab; trastuzumab deruxtecan; margetuximab; tucatinib; capecitabine; olaparib;
    talazoparib; pembrolizumab; strontium-89; bisphosphonates; denosumab; sacituzumab govitecan
"""
DRUGS = [" ".join(drug.split()) for drug in DRUGS.split(";")]
# Kinds of drugs, which the summary names in places where it names no drug.
KINDS = ["aromatase inhibitor", "LHRH agonist", "PARP inhibitor", "mTOR inhibitors"]
# How the names of drugs end, to find one that was left out of the list above.
ENDINGS = "mab|nib|ciclib|lisib|parib|ifen|ozole|estane|estrant|ecan|bine|lisib|acetate|phonates"


def normal(text):
    return " ".join(text.split())


def lines():
    return [normal(line) for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]


def sentences(text):
    return re.split(r"(?<=\.) (?=[A-Z])", text)


def statements():
    """Every sentence that states something; a bullet without its mark."""
    silent = {NAVIGATION, TITLE, *HEADINGS}
    said = [line.removeprefix(BULLET).strip() for line in lines() if line not in silent]
    return [sentence for line in said for sentence in sentences(line)]


def sections():
    """By heading: the lines under it, as (lead, bullet or None)."""
    found, heading, lead = {}, None, None
    for line in lines():
        if line in HEADINGS:
            heading, lead = line, None
        elif heading and line.startswith(BULLET):
            found.setdefault(heading, []).append((lead, line.removeprefix(BULLET).strip()))
        elif heading and line.endswith(":"):
            lead = line
        elif heading and not found.get("Other treatment options"):
            found.setdefault(heading, []).append((line, None))
    return found


def verbatim(guide):
    """Every text of the guide that is the summary's own words."""
    texts = [guide.source_intro, guide.source_trials, guide.disclaimer, guide.attribution]
    texts += [part.source_text for part in (*guide.categories, *guide.options)]
    return [normal(text) for text in texts]


def missing_statements(guide):
    texts = verbatim(guide)
    return [said for said in statements() if not any(said in text for text in texts)]


def stating(guide, heading, lead, statement):
    """The options under that heading that quote the statement, and whom it is for."""
    return [
        option.slug
        for category in guide.categories
        for option in guide.options
        if option.category == category.slug
        and category.name == heading
        and statement == last_words(option)
        and (lead is None or lead in normal(f"{category.source_text} {option.source_text}"))
    ]


def last_words(option):
    """What is left of the quoted words after the lead."""
    return normal(option.source_text.split(BULLET)[-1])


TREATMENTS = [
    (heading, lead, bullet or lead)
    for heading, stated in sections().items()
    for lead, bullet in stated
]


def test_the_copy_has_the_lines_that_it_should():
    assert len(lines()) == 44
    assert len(TREATMENTS) == 25


@pytest.mark.parametrize("said", statements())
def test_every_statement_is_in_the_guide(said):
    assert any(said in text for text in verbatim(GUIDE))


def test_no_statement_is_missing():
    assert missing_statements(GUIDE) == []


def test_headings_are_the_categories_in_the_order_of_the_summary():
    assert [category.name for category in GUIDE.categories] == HEADINGS
    assert [line for line in lines() if line in HEADINGS] == HEADINGS


def test_the_title_is_that_of_a_source():
    assert TITLE in [source.title for source in GUIDE.sources]


@pytest.mark.parametrize(("heading", "lead", "statement"), TREATMENTS)
def test_every_treatment_is_one_option_under_its_heading_with_whom_it_is_for(
    heading, lead, statement
):
    assert len(stating(GUIDE, heading, lead, statement)) == 1


def test_options_stand_in_the_order_of_the_summary():
    order = [slug for treatment in TREATMENTS for slug in stating(GUIDE, *treatment)]
    assert order == [option.slug for option in GUIDE.options]


@pytest.mark.parametrize("text", verbatim(GUIDE))
def test_nothing_is_quoted_that_the_summary_does_not_say(text):
    seed = normal(SEED.read_text(encoding="utf-8").replace(BULLET, " "))
    quoted = [normal(piece) for piece in text.split(BULLET)]
    assert all(piece in seed for piece in quoted)


def test_the_disclaimer_and_the_attribution_are_the_summarys_last_words():
    assert normal(f"{GUIDE.disclaimer} {GUIDE.attribution}") == lines()[-1]


# Drugs


def test_the_list_of_drugs_is_complete():
    words = re.findall(rf"\b[\w-]*(?:{ENDINGS})\b", SEED.read_text(encoding="utf-8").lower())
    listed = {word for drug in DRUGS for word in drug.split()}
    assert words
    assert set(words) <= listed


@pytest.mark.parametrize("drug", DRUGS)
def test_every_drug_is_named_by_the_summary_and_by_an_option(drug):
    assert drug in SEED.read_text(encoding="utf-8").lower()
    named = [name for option in GUIDE.options for name in option.drugs]
    assert any(drug == name or f"{drug} therapy" == name for name in named)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_drug_is_in_the_summarys_words(kind):
    assert any(kind.lower() in text.lower() for text in verbatim(GUIDE))


@pytest.mark.parametrize("option", GUIDE.options, ids=lambda option: option.slug)
def test_an_option_lists_the_drugs_of_its_statement_and_no_others(option):
    """What stands after the lead is the statement; tamoxifen of the past is in a lead."""
    statement = last_words(option).lower()
    listed = {name.removesuffix(" therapy") for name in option.drugs}
    assert listed == {drug for drug in DRUGS if _names(statement, drug)}


def _names(statement, drug):
    """Whether the drug is named, also beside a longer name that begins with it."""
    longer = [other for other in DRUGS if other.startswith(f"{drug} ")]
    for other in longer:
        statement = statement.replace(other, "")
    return drug in statement
