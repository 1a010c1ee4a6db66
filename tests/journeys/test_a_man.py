"""A man, for whom menopause does not apply."""

import pytest

NOTICE = "notice-not-applicable-menopause"


@pytest.fixture
def at_the_end(reader):
    reader.starts()
    reader.answers(hormone_receptor="positive", her2="positive", brca="mutation")
    return reader.answers(menopause="not-applicable").answers_the_rest()


def test_he_is_not_asked_whether_it_was_just_found(at_the_end):
    assert at_the_end.at_options
    assert "newly-diagnosed" not in at_the_end.asked


def test_what_goes_by_menopause_is_not_listed(at_the_end):
    by_menopause = {slug for slug in at_the_end.verdicts() if slug.endswith("-menopause")}
    assert len(by_menopause) == 5
    assert by_menopause <= at_the_end.listed("no")


def test_what_does_not_go_by_menopause_is_listed(at_the_end):
    assert {"her2-targeted-therapy", "tucatinib-combination"} <= at_the_end.listed("match")


def test_he_is_told_that_the_summary_speaks_of_women(at_the_end, guide):
    notice = next(each for each in guide.notices if each.slug == "not-applicable-menopause")
    assert notice.text in at_the_end.text
    assert notice.text in at_the_end.opens("/metastatic-breast-cancer/handout/").text


def test_he_is_told_so_before_the_first_question(reader, guide):
    (notice,) = (each for each in guide.notices if each.on_start)
    assert notice.text in reader.opens("/metastatic-breast-cancer/").text


def test_another_answer_takes_the_notice_away(at_the_end):
    assert at_the_end.page.all(id=NOTICE)
    assert not at_the_end.changes("menopause", ["postmenopausal"]).page.all(id=NOTICE)
