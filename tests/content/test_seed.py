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


LINES = [normal(line) for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
SAID = normal(" ".join(LINES).replace(BULLET, " "))
# Every text of the guide that is the summary's own words.
QUOTED = [
    normal(text)
    for text in (
        *(GUIDE.source_intro, GUIDE.source_trials, GUIDE.disclaimer, GUIDE.attribution),
        *(part.source_text for part in (*GUIDE.categories, *GUIDE.options)),
    )
]


def sections():
    """By heading: the lines under it, as (lead, bullet or None)."""
    found, heading, lead = {}, None, None
    for line in LINES:
        if line in HEADINGS:
            heading, lead = line, None
        elif heading and line.startswith(BULLET):
            found.setdefault(heading, []).append((lead, line.removeprefix(BULLET).strip()))
        elif heading and line.endswith(":"):
            lead = line
        elif heading and not found.get("Other treatment options"):
            found.setdefault(heading, []).append((line, None))
    return found


TREATMENTS = [
    (heading, lead, bullet or lead)
    for heading, stated in sections().items()
    for lead, bullet in stated
]


def stating(heading, lead, statement):
    """The options under that heading that quote the statement, and whom it is for."""
    categories = {category.slug: category for category in GUIDE.categories}
    return [
        option.slug
        for option in GUIDE.options
        for category in [categories[option.category]]
        if category.name == heading
        and statement == last_words(option)
        and (lead is None or lead in normal(f"{category.source_text} {option.source_text}"))
    ]


def last_words(option):
    """What is left of the quoted words after the lead."""
    return normal(option.source_text.split(BULLET)[-1])


def test_the_copy_has_the_lines_that_it_should():
    assert len(LINES) == 44
    assert len(TREATMENTS) == 25


def test_every_statement_is_in_the_guide():
    silent = {NAVIGATION, TITLE, *HEADINGS}
    stated = [line.removeprefix(BULLET).strip() for line in LINES if line not in silent]
    sentences = [each for line in stated for each in re.split(r"(?<=\.) (?=[A-Z])", line)]
    assert [each for each in sentences if not any(each in text for text in QUOTED)] == []


def test_nothing_is_quoted_that_the_summary_does_not_say():
    pieces = [normal(piece) for text in QUOTED for piece in text.split(BULLET)]
    assert [piece for piece in pieces if piece not in SAID] == []


def test_headings_are_the_categories_in_the_order_of_the_summary():
    assert [category.name for category in GUIDE.categories] == HEADINGS
    assert [line for line in LINES if line in HEADINGS] == HEADINGS


def test_the_title_is_that_of_the_source_that_is_the_summary():
    assert GUIDE.summary_source.title == TITLE


@pytest.mark.parametrize(("heading", "lead", "statement"), TREATMENTS)
def test_every_treatment_is_one_option_under_its_heading_with_whom_it_is_for(
    heading, lead, statement
):
    assert len(stating(heading, lead, statement)) == 1


def test_options_stand_in_the_order_of_the_summary():
    order = [slug for treatment in TREATMENTS for slug in stating(*treatment)]
    assert order == [option.slug for option in GUIDE.options]


def test_the_disclaimer_and_the_attribution_are_the_summarys_last_words():
    assert normal(f"{GUIDE.disclaimer} {GUIDE.attribution}") == LINES[-1]


# Drugs


def test_the_list_of_drugs_is_complete():
    words = set(re.findall(rf"\b[\w-]*(?:{ENDINGS})\b", SAID.lower()))
    assert words
    assert words <= {word for drug in DRUGS for word in drug.split()}


@pytest.mark.parametrize("drug", DRUGS)
def test_every_drug_is_named_by_the_summary_and_by_an_option(drug):
    assert drug in SAID.lower()
    assert drug in {name for option in GUIDE.options for name in drugs_of(option)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_drug_is_in_the_summarys_words(kind):
    assert any(kind.lower() in text.lower() for text in QUOTED)


@pytest.mark.parametrize("option", GUIDE.options, ids=lambda option: option.slug)
def test_an_option_lists_the_drugs_of_its_statement_and_no_others(option):
    """What stands after the lead is the statement; tamoxifen of the past is in a lead."""
    beside = NAMED_ELSEWHERE.get(option.slug, set())
    assert drugs_of(option) - beside == {
        drug for drug in DRUGS if is_named(last_words(option).lower(), drug)
    }


# Of a class that the statement names, the drugs that the summary names in other statements.
NAMED_ELSEWHERE = {
    "aromatase-inhibitor-after-tamoxifen": {"anastrozole", "letrozole", "exemestane"},
    "parp-inhibitor-after-menopause": {"olaparib", "talazoparib"},
}


def drugs_of(option):
    """Their names, as the list above has them."""
    names = {term.name.lower().removesuffix(" therapy") for term in GUIDE.drugs_of(option)}
    return {f"{name}s" if f"{name}s" in DRUGS else name for name in names}


def is_named(statement, drug):
    """Whether the drug is named, also beside a longer name that begins with it."""
    for longer in (other for other in DRUGS if other.startswith(f"{drug} ")):
        statement = statement.replace(longer, "")
    return drug in statement
