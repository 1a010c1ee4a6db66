"""Two members of staff at the summary of one guide at the same moment."""

from __future__ import annotations

from navigator.desk.models import Category, Guide, Option, RowToCheck
from navigator.guide.digest import digest
from tests.desk.admin.at_the_summary import TALLER, TOWN, page, said, to_carry
from tests.desk.admin.staff import Staff
from tests.library import summary_with

from .meeting import LIBRARY, Asked, held, the_guide, together

WIDER = (TOWN, TALLER)
MAY = ("Other cards include:", "Other cards may include:")
GAMES = ("  • Screen card.\n", "  • Screen card.\n  • Game card, for those who play.\n")
WORDS = "Saved meanwhile."


def keeps(staff: Staff, *pairs: tuple[str, str]):
    """Press Keep on the page that showed what a new text of the library's rules asks."""
    draft = the_guide()
    sent = {"pasted": summary_with(*pairs), "taken_from": staff.user.username}
    seen = digest(draft.summary)
    return lambda: staff.sends("summary_guide", draft.pk, **sent, seen=seen)


def two_new_texts() -> None:
    paula, peter = Staff("paula", "Publisher"), Staff("peter", "Publisher")
    answers = together(the_guide(), keeps(paula, WIDER), keeps(peter, MAY))
    assert sorted(each.status_code for each in answers) == [200, 302]
    kept, refused = sorted(answers, key=lambda each: -each.status_code)
    assert kept.wsgi_request.user.username == the_guide().summary_from
    assert "has changed while you had this page open" in refused.content.decode()


def carries(staff: Staff):
    draft = the_guide()
    sent = to_carry(page(staff, draft))
    return lambda: staff.sends("carry_guide", draft.pk, **sent)


def two_who_carry_one_statement() -> None:
    paula, peter = Staff("paula", "Publisher"), Staff("peter", "Publisher")
    keeps(paula, GAMES)()
    together(the_guide(), carries(paula), carries(peter))
    assert Option.objects.filter(source_text__contains="Game card").count() == 1


def presses(staff: Staff, slug: str, do: str):
    """Press a button of a row to check, on a page that was opened just now."""
    draft = the_guide()
    key = RowToCheck.objects.get(slug=slug, settled_at=None).pk
    ticks = page(staff, draft).all("input", form="ticked")
    (row,) = [each["value"] for each in ticks if each["value"].startswith(f"{key} ")]
    return lambda: staff.sends("settle_guide", draft.pk, row=row, do=do)


def two_who_settle_one_row() -> None:
    paula, peter = Staff("paula", "Publisher"), Staff("peter", "Publisher")
    keeps(paula, WIDER)()
    answers = together(
        the_guide(), presses(paula, "town-card", "take"), presses(peter, "town-card", "take")
    )
    told = sorted("Somebody has settled this already" in said(each) for each in answers)
    assert told == [False, True]
    assert RowToCheck.objects.filter(slug="town-card").count() == 1
    assert not RowToCheck.objects.filter(slug="town-card", settled_at=None).exists()


def a_save_between_look_and_taking_over() -> None:
    """What somebody else has written into the row meanwhile stays."""
    paula = Staff("paula", "Publisher")
    keeps(paula, WIDER)()
    take = presses(paula, "town-card", "take")
    with held(the_guide()) as asked:
        Option.objects.filter(slug="town-card").update(source_text=WORDS, plain=WORDS)
        asked.append(Asked(take))
    assert "Change it in its form" in said(asked[0].answer())
    option = Option.objects.get(slug="town-card")
    assert (option.source_text, option.plain) == (WORDS, WORDS)
    assert RowToCheck.objects.filter(slug="town-card", settled_at=None).exists()


def a_new_text_between_look_and_press() -> None:
    paula, peter = Staff("paula", "Publisher"), Staff("peter", "Publisher")
    keeps(paula, MAY)()
    take = presses(paula, "other-cards", "take")
    newer = keeps(peter, (MAY[0], "Other cards might include:"))
    with held(the_guide()) as asked:
        newer()
        asked.append(Asked(take))
    assert "has changed while you had this page open" in said(asked[0].answer())
    assert Category.objects.get(slug="other-cards").source_text == MAY[0]


def two_guides_from_summaries_with_one_slug() -> None:
    both = [Staff("paula", "Publisher"), Staff("peter", "Publisher")]
    sent = {"slug": "new", "pasted": LIBRARY.summary, "taken_from": "the town hall"}

    def makes(staff: Staff):
        return lambda: staff.sends("from_summary", title=staff.user.username, **sent)

    answers = together(the_guide(), *map(makes, both))
    assert sorted(each.status_code for each in answers) == [200, 302]
    (refused,) = [each for each in answers if each.status_code == 200]
    assert "There is a guide with this address already" in refused.content.decode()
    assert Guide.objects.filter(slug="new").count() == 1


RACES_OF_SUMMARIES = {
    "two new texts": two_new_texts,
    "two who carry one statement": two_who_carry_one_statement,
    "two who settle one row": two_who_settle_one_row,
    "a save between look and taking over": a_save_between_look_and_taking_over,
    "a new text between look and press": a_new_text_between_look_and_press,
    "two guides from summaries with one slug": two_guides_from_summaries_with_one_slug,
}
