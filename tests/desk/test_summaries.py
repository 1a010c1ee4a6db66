"""A new text of the summary: which rows are to check for it, and that nothing is lost meanwhile."""

from dataclasses import replace
from datetime import date

import pytest

from navigator.desk import models
from navigator.desk.drafts import FaultyDraftError, load, proofread_draft, publish, restore
from navigator.desk.rows import freeze, write_draft
from navigator.desk.summaries import keep_summary, pairs, resting_on, settle
from navigator.desk.taking_over import taken_over
from navigator.guide.held import hold
from navigator.guide.model import Fact, FactKind
from navigator.guide.summary import SummaryError, statements
from tests.library import library, summary_with
from tests.variants import with_part

GUIDE = library()
TODAY = date(2026, 4, 1)
TOWN = "Town card, for adults who live here or close by."
TALLER = "Town card, for adults who live here, or work close by."
LEAD = "Other cards include:"


def keeps(draft, *pairs):
    return keep_summary(draft, summary_with(*pairs), "the library", TODAY)


def marks(draft):
    found = models.RowToCheck.objects.filter(guide=draft, settled_at__isnull=True)
    return {(each.kind, each.slug): pairs(each) for each in found}


def statement(text):
    return next(each for each in statements(GUIDE.summary) if each.text == text)


def test_what_quotes_a_statement_rests_on_it():
    assert ("option", "town-card") in resting_on(GUIDE, hold(GUIDE), statement(TOWN))
    assert ("option", "paper-card") not in resting_on(GUIDE, hold(GUIDE), statement(TOWN))


def test_the_options_below_a_lead_in_rest_on_it_as_well():
    rows = resting_on(GUIDE, hold(GUIDE), statement(LEAD))
    assert ("category", "other-cards") in rows
    assert {("option", "screen-card"), ("option", "post-card")} <= set(rows)
    assert ("option", "town-card") not in rows


def test_a_fact_of_a_treatment_rests_on_the_statement_only_where_it_cites_the_summary():
    kind = FactKind(slug="size", name="Size", ask="How big is it?")
    term = GUIDE.terms[0].slug
    summary = GUIDE.summary_source
    book = replace(summary, slug="book", is_summary=False)
    guide = replace(
        with_part(GUIDE, "options", "town-card", treatments=(term,)),
        sources=(*GUIDE.sources, book),
        fact_kinds=(kind,),
        facts=(
            Fact(slug="a", treatment=term, kind="size", text="Big.", sources=(summary.slug,)),
            Fact(slug="b", treatment=term, kind="size", text="Small.", sources=("book",)),
        ),
    )
    rows = resting_on(guide, hold(guide), statement(TOWN))
    assert ("fact", "a") in rows
    assert ("fact", "b") not in rows


def test_a_reworded_statement_marks_the_rows_that_quote_it(draft):
    keeps(draft, (TOWN, TALLER))
    found = marks(draft)
    assert [
        (was.split("• ")[-1], now.split("• ")[-1]) for was, now in found["option", "town-card"]
    ] == [(TOWN, TALLER)]
    assert ("option", "paper-card") not in found
    draft.refresh_from_db()
    assert draft.summary == summary_with((TOWN, TALLER))
    assert (draft.summary_from, draft.summary_taken_on) == ("the library", TODAY)


def test_the_same_text_marks_nothing(draft):
    assert keeps(draft) == []


def test_a_statement_that_is_gone_leaves_a_mark_without_new_words(draft):
    keeps(draft, (f"  • {TOWN}\n", ""))
    [(_, now)] = marks(draft)["option", "town-card"]
    assert now == ""
    assert models.RowToCheck.objects.get(slug="town-card").now == ""


def test_a_second_text_keeps_the_first_old_words_of_an_open_mark(draft):
    keeps(draft, (TOWN, TALLER))
    keeps(draft, (TOWN, TALLER.replace("adults", "grown-ups")))
    [(was, now)] = marks(draft)["option", "town-card"]
    assert was.endswith(TOWN)
    assert now.endswith(TALLER.replace("adults", "grown-ups"))


def test_a_text_that_goes_back_to_the_old_words_leaves_nothing_to_check(draft):
    keeps(draft, (TOWN, TALLER))
    keeps(draft)
    assert marks(draft) == {}


def test_a_statement_that_comes_back_leaves_nothing_to_check(draft):
    keeps(draft, (f"  • {TOWN}\n", ""))
    keeps(draft)
    assert marks(draft) == {}


HAD = f"  • {TOWN}\n"
OTHER = "Other cards\n\n"
BACK_AGAIN = {
    "a statement under another heading": [(HAD, ""), (OTHER, f"{OTHER}{HAD}\n")],
    "a statement that was told twice": [(HAD, HAD + HAD)],
    "a bullet that was told as a paragraph too": [("Other cards\n", f"{TOWN}\n\nOther cards\n")],
    "a lead-in that was gone": [(f"{LEAD}\n\n", "")],
    "a heading that was gone": [("Plain cards\n\n", "")],
    "a line that came from elsewhere": [("  • Junior card", "Enlarge\n\n  • Junior card")],
}


@pytest.mark.parametrize("changes", BACK_AGAIN.values(), ids=BACK_AGAIN)
def test_a_text_that_is_all_as_it_was_leaves_nothing_to_check(draft, changes):
    keeps(draft, *changes)
    assert marks(draft)
    keeps(draft)
    assert marks(draft) == {}


def test_what_is_to_check_still_is_once_the_text_has_become_another_one(draft):
    """It grew twice, and is no text of the first summary any more: a row waits nevertheless."""
    lead = "Other cards for grown-ups include:"
    for count in (0, 30, 60):
        more = "".join(f"\n\nThe town has {place} libraries." for place in range(count))
        keep_summary(draft, summary_with((LEAD, lead)) + more, "the library", TODAY)
        [(was, now)] = marks(draft)["option", "screen-card"]
        assert (was, now) == (f"{LEAD}\n• Screen card.", f"{lead}\n• Screen card.")


def test_what_was_settled_is_asked_again_with_its_option_that_still_waits(draft, editor):
    """It rests on the same words, whoever was first to look at them."""
    said = replace(GUIDE.categories[0], about="They are for all who live here.")
    write_draft(replace(GUIDE, categories=(said, *GUIDE.categories[1:])), draft)
    keeps(draft, (TOWN, TALLER))
    assert settle(draft, ("category", said.slug), editor.user)
    keeps(draft, (TOWN, TALLER.replace("adults", "grown-ups")))
    found = marks(draft)
    assert found["category", said.slug] == [(TALLER, TALLER.replace("adults", "grown-ups"))]
    assert found["option", "town-card"] == [(TOWN, TALLER.replace("adults", "grown-ups"))]


def test_what_took_words_over_that_are_gone_again_is_still_to_check(draft):
    """Somebody took them over to go on in the form, and did not."""
    keeps(draft, (TOWN, TALLER))
    draft.option_set.filter(slug="town-card").update(source_text=TALLER)
    keeps(draft)
    assert marks(draft)["option", "town-card"] == [(TALLER, TOWN)]
    mark = models.RowToCheck.objects.get(slug="town-card")
    assert taken_over(freeze(models.Guide.objects.get()), mark) == {"source_text": TOWN}


def test_what_was_settled_is_not_asked_again_for_what_it_was_settled_for(draft, editor):
    keeps(draft, (TOWN, TALLER))
    draft.option_set.filter(slug="town-card").update(source_text=TALLER)
    settle(draft, ("option", "town-card"), editor.user)
    keeps(draft, (TOWN, TALLER), (LEAD, "Other cards may include:"))
    assert ("option", "town-card") not in marks(draft)


def test_a_row_that_is_gone_by_now_is_not_asked_about(draft):
    keeps(draft, (TOWN, TALLER))
    draft.option_set.get(slug="town-card").delete()
    keeps(draft, (TOWN, TALLER.replace("adults", "grown-ups")))
    guide = freeze(models.Guide.objects.get())
    assert all(row in guide.part_by_row or row == ("option", "town-card") for row in marks(draft))


def test_a_reworded_lead_in_marks_its_category_and_the_options_below_it(draft):
    keeps(draft, (LEAD, "Other cards may include:"))
    found = marks(draft)
    assert found["category", "other-cards"] == [(LEAD, "Other cards may include:")]
    assert found["option", "screen-card"] == [
        (f"{LEAD}\n• Screen card.", "Other cards may include:\n• Screen card.")
    ]


def test_a_reworded_heading_marks_its_category_alone(draft):
    """What stands below says in its own words for whom it is; whoever looks sees the heading."""
    keeps(draft, ("Other cards\n", "Cards for grown-ups\n"))
    found = marks(draft)
    assert found["category", "other-cards"] == [("Other cards", "Cards for grown-ups")]
    assert not [row for row in found if row[0] == "option"]


def test_what_is_said_of_a_category_is_to_check_where_a_statement_has_moved_into_it(draft):
    keeps(draft, (HAD, ""), (OTHER, f"{OTHER}{HAD}\n"))
    found = marks(draft)
    assert {("category", "plain-cards"), ("category", "other-cards")} <= {*found}
    assert found["category", "other-cards"] == [(TOWN, TOWN)]


def test_nothing_is_to_check_any_more_where_the_old_text_comes_back_with_its_rows(draft):
    keeps(draft, (TOWN, TALLER))
    now = models.Guide.objects.get()
    load(freeze(now), now)  # the same text: what was to check still is
    assert marks(draft)
    load(GUIDE, now)
    assert marks(draft) == {}


def test_nothing_is_to_check_in_an_edition_that_is_restored(draft):
    """Each had its own summary, and was published with all of it settled."""
    keeps(draft, (TOWN, TALLER))
    now = models.Guide.objects.get()
    restore(replace(GUIDE, summary=summary_with((LEAD, "Some cards include:"))), now)
    assert marks(draft) == {}


def test_a_refused_text_changes_nothing(draft):
    with pytest.raises(SummaryError):
        keep_summary(draft, "Something else altogether.\n\nOf another kind.", "", TODAY)
    draft.refresh_from_db()
    assert draft.summary == GUIDE.summary
    assert marks(draft) == {}


def test_new_words_are_put_in_place_of_the_old_ones(draft):
    keeps(draft, (TOWN, TALLER), (LEAD, "Other cards may include:"))
    guide = freeze(models.Guide.objects.get())
    by_row = {each.slug: each for each in models.RowToCheck.objects.all()}
    new = taken_over(guide, by_row["town-card"])
    assert new == {
        "source_text": GUIDE.option_by_slug["town-card"].source_text.replace(TOWN, TALLER)
    }
    new = taken_over(guide, by_row["other-cards"])
    assert new == {"source_text": "Other cards may include:"}


def test_a_row_to_check_stops_publishing_until_somebody_settles_it(draft, editor):
    keeps(draft, (TOWN, TALLER))
    with pytest.raises(FaultyDraftError) as caught:
        publish(draft, "Because.")
    assert "The summary's words that this rests on have changed" in str(caught.value)
    assert settle(draft, ("option", "town-card"), editor.user)
    mark = models.RowToCheck.objects.get(slug="town-card")
    assert (mark.settled_by, mark.settled_at is None) == (editor.user, False)
    findings = proofread_draft(draft, freeze(draft))
    assert "town-card" not in [each.slug for each in findings if "have changed" in each.what]


def test_of_chosen_rows_only_those_that_are_to_check_stop_publishing(draft):
    """Where the new text itself is left for later."""
    keeps(draft, (TOWN, TALLER))
    draft.refresh_from_db()
    guide = replace(freeze(draft), summary=GUIDE.summary)

    def told(rows):
        found = proofread_draft(draft, guide, rows)
        return [each.slug for each in found if "have changed" in each.what]

    assert told([("option", "town-card")]) == ["town-card"]
    assert told([("option", "paper-card")]) == []
