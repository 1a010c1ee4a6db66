"""The file of the guide that the site ships with: editors can read it, and so can any tool."""

import yaml

from navigator.guide.plain import to_plain
from navigator.guide.proofread import proofread
from navigator.guide.yaml import read_guide, write_yaml
from tests.guides import FIXTURE, real_guide

GUIDE = real_guide()
NCI = "https://www.cancer.gov/research/participate/clinical-trials"


def test_the_proofreader_finds_nothing_but_that_a_review_is_missing():
    (finding,) = proofread(GUIDE)
    assert "reviewed" in finding.what
    assert not finding.stops_publishing


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


def test_the_codes_of_topics_are_ncis_and_the_broadest_comes_first():
    assert [(topic.slug, topic.code) for topic in GUIDE.trial_topics] == [
        ("breast-cancer", "C4872"),
        ("metastatic", "C153238"),
        ("her2-positive", "C53556"),
        ("hormone-receptor-positive", "C157056"),
        ("triple-negative", "C71732"),
        ("metastatic-triple-negative", "C153348"),
        ("male-breast-cancer", "C3862"),
    ]
