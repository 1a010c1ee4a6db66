"""The guide that a script types into the desk: it is whole, and its rules say what they should."""

import pytest

from navigator.guide.answers import Answers
from navigator.guide.examples import run
from navigator.guide.held import hold
from navigator.guide.model import AtLeast, Condition, Kind, Test
from navigator.guide.pathway import selection_for
from navigator.guide.proofread import proofread
from navigator.guide.summary import Form
from navigator.guide.verdicts import Verdict
from navigator.guide.yaml import read_guide
from tests.guides import LUNG

GUIDE = read_guide((LUNG / "guide.yaml").read_bytes())
GENES = ("egfr", "alk", "braf", "ros1", "ntrk", "ret", "met")
FOR_EVERYONE = {
    "combination-chemotherapy",
    "chemotherapy-with-a-monoclonal-antibody",
    "immune-checkpoint-inhibitor",
    "mtor-inhibitor",
}
# By gene: the options that are for whom it is positive.
OF_GENE = {
    "egfr": {"egfr-inhibitor"},
    "alk": {"alk-inhibitor", "crizotinib-and-entrectinib"},
    "braf": {"braf-or-mek-inhibitor"},
    "ros1": {"crizotinib-and-entrectinib"},
    "ntrk": {"ntrk-inhibitor"},
    "ret": {"ret-inhibitor"},
    "met": {"met-inhibitor"},
}
OF_A_GENE = set().union(*OF_GENE.values())


def selection(said):
    """Return the selection for these answers; hyphens of a question are underscores."""
    answers = {slug.replace("_", "-"): chosen.split() for slug, chosen in said.items()}
    return selection_for(GUIDE, Answers(answers))


def listed(verdict, **said):
    """The options with this verdict."""
    return {each.option.slug for each in selection(said).results if each.verdict is verdict}


def all_genes(choice):
    return dict.fromkeys(GENES, choice)


# The guide as a whole


def test_it_can_be_published_and_three_warnings_are_left_to_a_person():
    """Its summary has no words of the publisher's, and no code for a search of trials is known."""
    found = proofread(GUIDE)
    assert not any(finding.stops_publishing for finding in found)
    assert [(finding.code, finding.field) for finding in found] == [
        ("words-from-elsewhere", "disclaimer"),
        ("words-from-elsewhere", "attribution"),
        ("no-trial-topic", ""),
    ]


def test_each_statement_of_the_summary_is_an_option_to_the_letter():
    assert (LUNG / "summary.txt").read_text("utf-8").strip("\n") == GUIDE.summary
    held = hold(GUIDE)
    assert not any(held.not_carried)
    assert not held.without_lead
    assert {quote.field for quote in held.unknown} == {"disclaimer", "attribution"}
    bullets = [
        carriers
        for statement, carriers in zip(held.statements, held.carriers, strict=True)
        if statement.form is Form.BULLET
    ]
    assert len(bullets) == len(GUIDE.options) == 17
    assert {*bullets} == {(("option", option.slug),) for option in GUIDE.options}


def test_it_has_one_of_each_kind_that_a_guide_can_have():
    (panel,) = GUIDE.panels
    on_panel = [question.slug for question in GUIDE.questions if question.panel == panel.slug]
    assert on_panel == [*GENES]
    (number,) = (each for each in GUIDE.questions if each.kind is Kind.NUMBER)
    assert (number.slug, number.unit, number.highest) == ("age", "years", 120)
    assert [choice.least for choice in number.ranges] == [0, 18]
    assert any(len(question.ask_when) > 1 for question in GUIDE.questions)
    ruled = (*GUIDE.options, *GUIDE.notices)
    rows = [row for each in ruled for situation in each.situations for row in situation.conditions]
    assert any(isinstance(row, AtLeast) and len(row.of) > 1 for row in rows)
    assert any(isinstance(row, Condition) and row.test is Test.NONE for row in rows)
    assert all(len(question.uncertain) == 1 for question in GUIDE.questions)


def test_the_example_readers_get_what_is_expected():
    assert len(GUIDE.example_readers) == 3
    assert [each.example.slug for each in run(GUIDE) if not each.is_as_expected] == []


# Verdicts


@pytest.mark.parametrize("gene", GENES)
def test_a_positive_gene_lists_what_the_summary_names_after_it(gene):
    said = all_genes("negative") | {gene: "positive"}
    assert listed(Verdict.MATCH, **said) == FOR_EVERYONE | OF_GENE[gene]


def test_no_positive_gene_lists_none_of_them():
    assert listed(Verdict.NO, **all_genes("negative")) == OF_A_GENE


def test_who_does_not_know_the_genes_is_told_that_it_depends_on_them():
    assert listed(Verdict.DEPENDS, **all_genes("not-sure")) >= OF_A_GENE
    assert listed(Verdict.NO, **all_genes("not-sure")) == set()


def test_two_positive_genes_are_told_of():
    def noticed(*positive):
        said = all_genes("negative") | dict.fromkeys(positive, "positive")
        return {notice.slug for notice in selection(said).notices}

    assert noticed("alk") == {"listed-for-everyone"}
    assert noticed("alk", "met") == {"listed-for-everyone", "more-than-one-gene"}


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"course": "newly-found", "treatment": "no"}, Verdict.NO),
        ({"course": "newly-found", "treatment": "yes"}, Verdict.DEPENDS),
        ({"course": "come-back", "chemotherapy_so_far": "yes"}, Verdict.MATCH),
        ({"treatment": "yes", "chemotherapy_so_far": "yes"}, Verdict.MATCH),
        ({"course": "come-back", "chemotherapy_so_far": "no"}, Verdict.NO),
    ],
)
def test_maintenance_comes_after_chemotherapy_which_may_be_long_ago(said, verdict):
    assert "maintenance-chemotherapy" in listed(verdict, **said)


@pytest.mark.parametrize(
    ("symptoms", "verdict"),
    [
        ("pain", Verdict.MATCH),
        ("pain other-symptoms", Verdict.MATCH),
        ("no-symptoms", Verdict.NO),
        ("not-sure", Verdict.DEPENDS),
    ],
)
def test_any_symptom_is_enough_for_external_radiation(symptoms, verdict):
    assert "external-radiation-therapy" in listed(verdict, symptoms=symptoms)


@pytest.mark.parametrize(
    ("brain", "surgery", "radiosurgery"),
    [
        ({"brain": "yes", "surgery_for_the_brain": "yes"}, Verdict.MATCH, Verdict.NO),
        ({"brain": "yes", "surgery_for_the_brain": "no"}, Verdict.NO, Verdict.MATCH),
        ({"brain": "yes", "surgery_for_the_brain": "not-sure"}, Verdict.DEPENDS, Verdict.DEPENDS),
        ({"brain": "no"}, Verdict.NO, Verdict.NO),
    ],
)
def test_tumors_in_the_brain_have_surgery_or_radiosurgery(brain, surgery, radiosurgery):
    assert "surgery-for-cancer-in-the-brain" in listed(surgery, **brain)
    assert "stereotactic-radiosurgery" in listed(radiosurgery, **brain)


@pytest.mark.parametrize(
    ("age", "verdict"),
    [("18-or-older", Verdict.MATCH), ("under-18", Verdict.NO), ("not-sure", Verdict.MATCH)],
)
def test_the_age_decides_who_is_asked_about_a_second_tumor(age, verdict):
    assert "surgery-for-a-second-primary-tumor" in listed(verdict, age=age, second_tumor="yes")
