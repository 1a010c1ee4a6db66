"""The file of the guide that the site ships with: editors can read it, and so can any tool."""

import yaml

from navigator.guide.plain import to_plain
from navigator.guide.proofread import proofread
from navigator.guide.yaml import read_guide, write_yaml
from tests.guides import FIXTURE, real_guide

GUIDE = real_guide()
NCI = "https://www.cancer.gov/research/participate/clinical-trials"


# What no source tells of a treatment, as docs/assessment.md lists it for the reviewer.
UNTOLD = {
    "Estrogen therapy": {"given", "common"},
    "Androgen therapy": {"given", "common", "serious"},
    "Pertuzumab": {"common"},
    "Stem cell transplant": {"common"},
    "Clinical trial": {"common", "serious"},
}


def test_the_proofreader_finds_nothing_but_what_no_source_tells():
    found = [finding.what for finding in proofread(GUIDE)]
    assert not any(finding.stops_publishing for finding in proofread(GUIDE))
    rest = [what for what in found if "it does not tell" not in what]
    assert len([what for what in rest if "how to say" in what]) == 4
    assert len([what for what in rest if "the summary does not name it" in what]) == 5
    # For the reviewer as well: nothing but the title of a source has this word, and two drugs of
    # five are named where the summary names five.
    assert [what for what in rest if "No text uses" in what] == [
        "No text uses “Endometrial cancer”, and no option has it as a treatment: remove it, or "
        "use it."
    ]
    (left_out,) = (what for what in rest if "names some drugs of the summary" in what)
    assert "“Androgen therapy”, “Estrogen therapy”, “Megestrol acetate”" in left_out
    assert len(rest) == 11


def test_of_each_treatment_everything_needed_is_told_that_a_source_tells():
    needed = {kind.slug for kind in GUIDE.fact_kinds if kind.needed}
    assert needed == {"given", "common", "serious"}
    named = {slug for option in GUIDE.options for slug in option.treatments}
    untold = {
        GUIDE.term_by_slug[slug].name: needed - GUIDE.facts_of.get(slug, {}).keys()
        for slug in named
    }
    assert {name: kinds for name, kinds in untold.items() if kinds} == UNTOLD
    assert sum(map(len, UNTOLD.values())) <= len(named) * len(needed) / 4
    assert all(option.treatments for option in GUIDE.options)


def test_the_guide_comes_back_from_a_file_as_it_went():
    written = write_yaml(GUIDE)
    assert read_guide(written.encode()) == GUIDE
    assert yaml.safe_load(written) == to_plain(GUIDE)


def test_no_other_tool_takes_a_word_of_the_file_for_something_else():
    """Such as a slug `yes` without quotes for true."""
    assert yaml.safe_load(FIXTURE.read_bytes()) == to_plain(GUIDE)


# The search for trials at NCI, as its reference has it


def test_trials_are_searched_at_nci():
    assert GUIDE.trials_url == NCI
    assert GUIDE.trials_search_url == f"{NCI}-search/r?a={{age}}&loc=0&rl=1&t={{code}}"
    assert (
        GUIDE.trials_search_near_url
        == f"{NCI}-search/r?a={{age}}&loc=1&rl=1&t={{code}}&z={{place}}"
    )
    assert (GUIDE.trials_place_label, GUIDE.trials_place_digits) == ("ZIP code", 5)


def test_the_codes_of_topics_are_ncis_and_the_search_begins_with_metastatic_cancer():
    assert [(topic.slug, topic.code) for topic in GUIDE.trial_topics] == [
        ("metastatic", "C153238"),
        ("breast-cancer", "C4872"),
        ("her2-positive", "C53556"),
        ("hormone-receptor-positive", "C157056"),
        ("triple-negative", "C71732"),
        ("metastatic-triple-negative", "C153348"),
        ("male-breast-cancer", "C3862"),
    ]
    assert [topic.slug for topic in GUIDE.trial_topics if topic.broadest] == ["breast-cancer"]
