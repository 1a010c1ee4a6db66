"""Pages made once for an edition, and filled in for each reader."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.editions.published import Published
from navigator.guide.answers import Answers
from navigator.guide.pathway import Walk
from navigator.guide.voice import Reader
from navigator.readers import frames, page
from navigator.readers.answer_store import News
from navigator.readers.frames import Frame, Writer, frame
from navigator.readers.options_sheet import OptionsSheet
from navigator.readers.page import build, difference
from navigator.readers.paper import HandoutSheet
from navigator.readers.question_sheet import QuestionSheet
from tests.guide import reference
from tests.guides import real_guide
from tests.variants import with_part

GUIDE = real_guide()


def edition(guide=GUIDE, *, is_draft=False):
    return Published(1, None, guide, is_draft)


@pytest.fixture
def rendered(monkeypatch):
    """The templates that were rendered, in order."""
    names, render = [], frames.render_to_string

    def note(template, context):
        names.append(template)
        return render(template, context)

    monkeypatch.setattr(frames, "render_to_string", note)
    return names


# Frames


def test_what_is_filled_in_stands_where_the_template_has_it():
    made = frame(
        edition(), Reader.SELF, "readers/_group.html", "cards", category=GUIDE.categories[0]
    )
    whole = made.fill(cards=b"<b>cards</b>").decode()
    assert whole.index(GUIDE.categories[0].name) < whole.index("<b>cards</b>")
    assert frames.MARK not in whole


def test_a_hole_that_is_forgotten_is_a_fault():
    made = frame(
        edition(), Reader.SELF, "readers/_group.html", "cards", category=GUIDE.categories[0]
    )
    with pytest.raises(KeyError):
        made.fill()


def test_a_hole_may_come_more_than_once():
    mark = f"{frames.MARK}_name_"
    assert Frame(f"{mark} and {mark}").fill(name=b"me") == b"me and me"


def test_a_text_that_looks_like_a_hole_is_only_a_text():
    guide = with_part(GUIDE, "notices", GUIDE.notices[0].slug, title="hole_csrf_token_")
    notice = guide.notices[0]
    written = Writer(edition(guide), Reader.SELF).piece("_notices.html", notices=(notice,))
    assert b"hole_csrf_token_" in written


# What is kept


def test_a_template_is_rendered_once_for_what_it_shows(rendered):
    writer = Writer(edition(), Reader.SELF)
    for _ in range(3):
        writer.piece("_notices.html", notices=GUIDE.notices)
    writer.piece("_notices.html", notices=GUIDE.notices[:1])
    assert rendered == ["_notices.html"] * 2


def test_each_reader_has_words_of_their_own():
    of_one = edition()
    texts = {}
    for reader in Reader:
        question = of_one.guide_for(reader).question_by_slug["menopause"]
        texts[reader] = question.text
        html = asked(QuestionSheet(of_one, reader, question, partial=False), frozenset())
        assert escape(question.text) in html
    assert texts[Reader.SELF] != texts[Reader.OTHER]


def test_nothing_of_a_draft_is_kept(rendered):
    for _ in range(2):
        Writer(edition(is_draft=True), Reader.SELF).piece("_notices.html", notices=GUIDE.notices)
    assert rendered == ["_notices.html"] * 2


def test_what_is_kept_is_bounded():
    of_one = edition()
    most = of_one.once.cache_info().maxsize
    for number in range(most + 100):
        of_one.once(lambda edition, number: number, number)
    assert of_one.once.cache_info().currsize == most


def test_answers_that_come_together_for_the_first_time_need_nothing_but_their_own_lines(rendered):
    """Readers differ: most pages are the first of their kind."""
    of_one = edition()

    def pages(*places):
        said = {"spread": list(places), "symptoms": ["none"]}
        options_html(of_one, Reader.SELF, said, {})
        handout_html(of_one, Reader.SELF, said)

    for place in ("bone", "liver", "lung"):
        pages(place)
    pages("bone", "lung")
    rendered.clear()
    pages("bone", "liver")
    assert sorted(rendered) == ["readers/_paper_said.html", "readers/_said.html"]


def test_of_the_groups_only_the_last_are_kept():
    """There are far more sets of answers than can be kept."""
    of_one = edition()
    answers = [
        {"spread": list(places), "symptoms": [symptom]}
        for places in combinations(choices("spread"), 3)
        for symptom in choices("symptoms")
    ]
    for said in answers:
        build(of_one, Reader.SELF, Walk(GUIDE, Answers(said)))
        assert len(of_one.once(page._kept)) <= page.MOST_KEPT
    assert len(answers) * 2 > page.MOST_KEPT
    assert handout_html(of_one, Reader.SELF, said) == handout_html(edition(), Reader.SELF, said)


# The same HTML, however it came about


def asked(sheet, said, **shown):
    holes = {"csrf_token": b"t", "back": b"/", "progress": sheet.progress(done=1, left=2)}
    shown = {"news": News.NONE, "is_empty": False} | shown
    return sheet.html(said, None, changes_one=False, shown=shown, **holes).decode()


def options_html(of_one, reader, said, before):
    guide = of_one.guide_for(reader)
    walk, was = Walk(guide, Answers(said)), Walk(guide, Answers(before))
    question = GUIDE.questions[0].slug
    told = difference(guide, question, was.counted, walk.counted) if before else None
    sheet = OptionsSheet(of_one, reader, build(of_one, reader, walk), told)
    return sheet.html(news=News.NONE, is_empty=not said)


def handout_html(of_one, reader, said):
    page = build(of_one, reader, Walk(of_one.guide_for(reader), Answers(said)))
    shown = {"news": News.NONE, "is_empty": not said, "large": False, "today": date(2026, 11, 25)}
    return HandoutSheet(of_one, reader, page).html(**shown)


def some_answers():
    """One or two choices of any of the real guide's questions."""
    return st.fixed_dictionaries(
        {},
        optional={
            each.slug: st.sampled_from(reference.acceptable_answers(each, 2))
            for each in GUIDE.questions
        },
    )


def choices(slug):
    """What can be said to a question and goes with other answers."""
    return [each.slug for each in GUIDE.question_by_slug[slug].choices if not each.exclusive]


SHARED = edition()


@settings(max_examples=60, deadline=None)
@given(some_answers(), some_answers(), st.sampled_from(Reader))
def test_the_options_page_of_any_reader_is_what_a_fresh_rendering_gives(said, before, reader):
    assert options_html(SHARED, reader, said, before) == options_html(
        edition(), reader, said, before
    )


@settings(max_examples=60, deadline=None)
@given(some_answers(), st.sampled_from(Reader))
def test_the_handout_of_any_reader_is_what_a_fresh_rendering_gives(said, reader):
    assert handout_html(SHARED, reader, said) == handout_html(edition(), reader, said)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(GUIDE.questions), st.sampled_from(Reader), st.data(), st.booleans())
def test_a_question_page_is_what_a_fresh_rendering_gives(question, reader, data, partial):
    said = data.draw(st.sampled_from([frozenset(), *reference.acceptable_answers(question, 2)]))
    news = data.draw(st.sampled_from(News))
    pages = []
    for of_one in (SHARED, edition()):
        voiced = of_one.guide_for(reader).question_by_slug[question.slug]
        sheet = QuestionSheet(of_one, reader, voiced, partial=partial)
        pages.append(asked(sheet, said, news=news))
    assert pages[0] == pages[1]
