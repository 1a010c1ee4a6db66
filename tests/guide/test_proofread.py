"""What the proofreader finds. Each test spoils one thing in the real guide."""

from dataclasses import replace
from datetime import date

import pytest

from navigator.guide.model import Condition, Review, Situation, Test
from navigator.guide.proofread import Finding, broken, proofread
from navigator.guide.proofread.references import RESERVED
from tests.guides import real_guide
from tests.variants import with_choice, with_extra, with_part

GUIDE = real_guide()
SOUND = proofread(GUIDE)


def rule(*conditions):
    return Situation(tuple(Condition(slug, tuple(picks)) for slug, picks in conditions))


def ruled(option, *situations, **changes):
    return with_part(GUIDE, "options", option, situations=situations, **changes)


def found(guide):
    """What is found beside what is found in the guide as it is."""
    return [finding for finding in proofread(guide) if finding not in SOUND]


def one_error(guide):
    """Where the one error is that was found. What it makes weak may be found beside it."""
    (finding,) = (finding for finding in found(guide) if finding.stops_publishing)
    assert finding.what
    return finding.where


def one_warning(guide):
    (finding,) = found(guide)
    assert not finding.stops_publishing
    assert finding.what
    return finding.where


def test_the_guide_has_no_errors():
    assert not [finding for finding in SOUND if finding.stops_publishing]


def test_a_guide_that_nobody_reviewed_is_weak():
    reviewed = replace(GUIDE, review=Review("Ana", "Oncologist", date(2026, 3, 31)))
    (gone,) = (finding for finding in SOUND if finding not in proofread(reviewed))
    assert gone.where == "guide"
    assert not gone.stops_publishing


def test_a_review_that_is_overdue_is_a_warning():
    overdue = Review("Ana", "Oncologist", date(2020, 3, 31), date(2021, 3, 31))
    assert one_warning(replace(GUIDE, review=overdue)) == "guide"


def test_a_finding_reads_as_a_line():
    assert str(Finding(True, "guide", "", "It is wrong.")).startswith("error: guide: ")
    assert str(Finding(False, "guide", "", "It is weak.")).startswith("warning: guide: ")


def test_errors_come_first():
    guide = with_part(GUIDE, "options", "chemotherapy", source_text="")
    stopping = [each.stops_publishing for each in proofread(guide)]
    assert stopping == sorted(stopping, reverse=True)
    assert len(set(stopping)) == 2


# Broken: something is there twice, or not at all


@pytest.mark.parametrize(
    "kind", ["categories", "questions", "options", "notices", "terms", "sources", "trial_topics"]
)
def test_a_slug_that_is_there_twice_is_an_error(kind):
    first = getattr(GUIDE, kind)[0]
    assert first.slug in one_error(with_extra(GUIDE, kind, first))


def test_an_answer_that_is_there_twice_is_an_error():
    twice = (*GUIDE.question_by_slug["her2"].choices, GUIDE.question_by_slug["her2"].choices[0])
    where = one_error(with_part(GUIDE, "questions", "her2", choices=twice))
    assert where == "question her2"


def test_a_category_that_is_gone_is_an_error():
    guide = with_part(GUIDE, "options", "chemotherapy", category="gone")
    assert one_error(guide) == "option chemotherapy"


@pytest.mark.parametrize("kind", ["categories", "options", "notices", "terms"])
def test_a_source_that_is_gone_is_an_error(kind):
    slug = getattr(GUIDE, kind)[0].slug
    assert slug in one_error(with_part(GUIDE, kind, slug, sources=("gone",)))


def test_a_rule_on_a_question_that_is_gone_is_an_error():
    guide = ruled("chemotherapy", rule(("gone", ["positive"])))
    assert one_error(guide) == "option chemotherapy"


def test_a_rule_on_an_answer_that_is_gone_is_an_error():
    guide = ruled("chemotherapy", rule(("her2", ["positive", "gone"])))
    assert one_error(guide) == "option chemotherapy"


def test_a_rule_without_an_answer_is_an_error():
    assert one_error(ruled("chemotherapy", rule(("her2", [])))) == "option chemotherapy"


def test_a_rule_of_the_database_without_an_answer_and_so_without_a_question_is_an_error():
    assert one_error(ruled("chemotherapy", rule(("", [])))) == "option chemotherapy"


def test_a_situation_without_a_condition_is_an_error():
    assert one_error(ruled("chemotherapy", rule())) == "option chemotherapy"


def test_a_notice_has_rules_as_well():
    situations = (rule(("her2", ["gone"])),)
    guide = with_part(GUIDE, "notices", "not-applicable-menopause", situations=situations)
    assert one_error(guide) == "notice not-applicable-menopause"


@pytest.mark.parametrize("ahead", ["her2", "menopause"])
def test_an_ask_when_that_does_not_look_back_is_an_error(ahead):
    choices = [choice.slug for choice in GUIDE.question_by_slug[ahead].choices][:1]
    guide = with_part(GUIDE, "questions", "her2", ask_when=rule((ahead, choices)))
    assert one_error(guide) == "question her2"


def test_an_ask_when_on_an_answer_that_is_gone_is_an_error():
    gone = rule(("hormone-receptor", ["gone"]))
    guide = with_part(GUIDE, "questions", "her2", ask_when=gone)
    assert one_error(guide) == "question her2"


def test_a_question_that_rules_use_cannot_go_unnoticed():
    guide = replace(GUIDE, questions=tuple(q for q in GUIDE.questions if q.slug != "pd-l1"))
    assert one_error(guide) == "option chemotherapy-pembrolizumab"


def test_what_is_broken_is_all_that_is_said_of_a_broken_guide():
    guide = with_part(GUIDE, "options", "chemotherapy", category="gone", source_text="")
    assert proofread(guide) == broken(guide)
    assert broken(GUIDE) == []


@pytest.mark.parametrize("slug", ["her 2", "HER2?", "", "her2/", "hér2"])
@pytest.mark.parametrize("kind", ["questions", "terms"])
def test_a_slug_that_cannot_stand_in_an_address_is_an_error(kind, slug):
    spare = replace(getattr(GUIDE, kind)[1], slug=slug)
    errors = [each for each in found(with_extra(GUIDE, kind, spare)) if each.stops_publishing]
    assert errors


@pytest.mark.parametrize("slug", ["breast cancer", "", "a/b"])
def test_a_guide_whose_address_cannot_be_is_an_error(slug):
    assert one_error(replace(GUIDE, slug=slug)) == "guide"


# Errors of sense


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_the_address_of_another_page_is_an_error(slug):
    assert one_error(replace(GUIDE, slug=slug)) == "guide"


@pytest.mark.parametrize("field", ["disclaimer", "attribution"])
@pytest.mark.parametrize("text", ["", " \n"])
def test_no_disclaimer_or_attribution_is_an_error(field, text):
    assert one_error(replace(GUIDE, **{field: text})) == "guide"


def test_nothing_to_search_trials_for_is_a_warning():
    assert one_warning(replace(GUIDE, trial_topics=())) == "guide"


def test_more_answers_than_a_browser_keeps_is_an_error():
    some = GUIDE.question_by_slug["spread"].choices[0]
    many = tuple(
        replace(some, slug=f"{number * 7919 % 10007}-{number * number % 9973}")
        for number in range(1_000)
    )
    spread = with_part(GUIDE, "questions", "symptoms", choices=many, ask_when=None)
    kept = tuple(each for each in spread.options if "symptoms" not in str(each.situations))
    guide = replace(spread, options=kept)
    assert "more answers" in " ".join(each.what for each in found(guide) if each.stops_publishing)


@pytest.mark.parametrize("text", ["", " \n"])
def test_missing_source_wording_is_an_error(text):
    guide = with_part(GUIDE, "options", "chemotherapy", source_text=text)
    assert one_error(guide) == "option chemotherapy"


def test_an_option_that_nobody_would_see_is_an_error():
    guide = with_part(GUIDE, "options", "new-treatment-trials", for_everyone=False)
    assert one_error(guide) == "option new-treatment-trials"


def test_a_notice_that_nobody_would_see_is_an_error():
    guide = with_part(GUIDE, "notices", "not-applicable-menopause", situations=())
    assert one_error(guide) == "notice not-applicable-menopause"


def test_a_situation_that_can_never_hold_is_an_error():
    never = rule(("menopause", ["premenopausal"]), ("menopause", ["postmenopausal"]))
    situations = (*GUIDE.option_by_slug["lung-surgery"].situations, never)
    assert one_error(ruled("lung-surgery", *situations)) == "option lung-surgery"


def test_a_situation_that_its_own_ask_when_rules_out_is_an_error():
    never = rule(("past-treatments", ["none"]), ("not-responded", ["hormone-therapy"]))
    situations = (*GUIDE.option_by_slug["chemotherapy"].situations, never)
    assert one_error(ruled("chemotherapy", *situations)) == "option chemotherapy"


def test_only_an_exclusive_answer_and_another_is_an_error():
    spread = Condition("symptoms", ("none",), Test.ONLY)
    never = Situation((spread, Condition("symptoms", ("fluid",))))
    situations = (*GUIDE.option_by_slug["fluid-surgery"].situations, never)
    assert one_error(ruled("fluid-surgery", *situations)) == "option fluid-surgery"


def test_several_answers_to_one_question_can_hold_together():
    both = rule(("symptoms", ["fluid"]), ("symptoms", ["weak-bones"]))
    situations = (*GUIDE.option_by_slug["fluid-surgery"].situations, both)
    assert found(ruled("fluid-surgery", *situations)) == []


def test_a_question_with_uncertain_answers_alone_is_an_error():
    guide = with_part(
        with_choice(GUIDE, "pd-l1", "negative", uncertain=True),
        "options",
        "chemotherapy-pembrolizumab",
        situations=(rule(("pd-l1", ["unsure"])),),
    )
    errors = found(with_choice(guide, "pd-l1", "positive", uncertain=True))
    assert "question pd-l1" in [each.where for each in errors if each.stops_publishing]


@pytest.mark.parametrize("url", ["http://www.cancer.gov", "javascript:alert(1)", "cancer.gov"])
def test_a_link_that_is_not_safe_is_an_error(url):
    assert one_error(replace(GUIDE, trials_url=url)) == "guide"
    slug = GUIDE.sources[0].slug
    assert one_error(with_part(GUIDE, "sources", slug, url=url)) == f"source {slug}"


def test_a_question_whose_ask_when_can_never_hold_is_an_error():
    gate = rule(("menopause", ["premenopausal"]), ("menopause", ["postmenopausal"]))
    guide = with_part(GUIDE, "questions", "not-responded", ask_when=gate)
    assert "question not-responded" in [e.where for e in found(guide) if e.stops_publishing]


# Warnings


LONG = "This is a sentence that goes on and on and on " + "and on " * 20 + "to its end."


def test_a_sentence_that_is_too_long_is_a_warning():
    guide = with_part(GUIDE, "terms", GUIDE.terms[0].slug, definition=LONG)
    assert {each.where for each in found(guide)} == {f"term {GUIDE.terms[0].slug}"}


def test_words_that_are_too_hard_are_a_warning():
    hard = "Considerable complications necessitate individual, interdisciplinary evaluations. "
    guide = with_part(GUIDE, "options", "chemotherapy", plain=hard * 9)
    assert {each.where for each in found(guide)} == {"option chemotherapy"}


def test_the_summarys_own_words_may_be_hard_and_long():
    assert found(with_part(GUIDE, "options", "chemotherapy", source_text=LONG)) == []


def test_words_for_the_patient_alone_are_a_warning():
    guide = with_part(GUIDE, "options", "chemotherapy", plain="Ask your doctor about it.")
    assert one_warning(guide) == "option chemotherapy"
    both = {"plain": "Ask your doctor about it.", "plain_other": "Ask the doctor about it."}
    assert found(with_part(GUIDE, "options", "chemotherapy", **both)) == []


def test_a_drug_that_is_not_explained_is_a_warning():
    drugs = (*GUIDE.option_by_slug["chemotherapy"].drugs, "paclitaxel")
    guide = with_part(GUIDE, "options", "chemotherapy", drugs=drugs)
    assert one_warning(guide) == "option chemotherapy"


def test_situations_of_an_option_for_everyone_are_a_warning():
    warnings = found(with_part(GUIDE, "options", "lung-surgery", for_everyone=True))
    assert {finding.where for finding in warnings} == {"option lung-surgery"}
    assert not any(finding.stops_publishing for finding in warnings)


def test_a_question_that_no_rule_uses_is_a_warning():
    spare = replace(GUIDE.question_by_slug["her2"], slug="spare")
    assert one_warning(with_extra(GUIDE, "questions", spare)) == "question spare"


def test_a_question_that_only_a_notice_uses_is_a_warning():
    spare = replace(GUIDE.question_by_slug["her2"], slug="spare")
    guide = with_extra(GUIDE, "questions", spare)
    situations = (rule(("spare", ["positive"])),)
    guide = with_part(guide, "notices", "not-applicable-menopause", situations=situations)
    assert one_warning(guide) == "question spare"


def test_no_answer_for_who_does_not_know_is_a_warning():
    warnings = found(with_choice(GUIDE, "pd-l1", "unsure", uncertain=False))
    assert {finding.where for finding in warnings} == {"question pd-l1"}
    assert not any(finding.stops_publishing for finding in warnings)


def test_a_question_that_the_rule_could_do_without_is_a_warning():
    either = [
        rule(("her2", ["negative"]), ("hormone-receptor", [status]))
        for status in ("positive", "negative")
    ]
    assert one_warning(ruled("sacituzumab-govitecan", *either)) == "option sacituzumab-govitecan"
