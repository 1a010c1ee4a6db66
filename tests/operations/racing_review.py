"""Two members of staff at the review or the example readers of one guide at the same moment."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from navigator.desk.drafts import seen
from navigator.desk.models import Approval, Comment, ExampleReader, Guide, Option, Reviewer
from navigator.desk.reviewing import State, comment, signatures, standings
from navigator.desk.rows import freeze, write_draft
from navigator.guide.review import Part, parts, translation_part
from tests.desk.admin.staff import Staff
from tests.translated import translated

from .meeting import LIBRARY, Ask, Asked, held, the_guide, together

CARD = ("option", "town-card")


def card(draft: Guide) -> Part:
    return next(each for each in parts(freeze(draft)) if each.key == CARD)


def state(draft: Guide) -> State:
    return next(each.state for each in standings(draft, freeze(draft)) if each.part.key == CARD)


def a_reviewer(name: str, group: str = "Reviewer") -> Staff:
    staff = Staff(name, group)
    Reviewer.objects.create(user=staff.user, name=name, role="nurse")
    return staff


def approves(staff: Staff, draft: Guide) -> Ask:
    """Press Approve on a page that was opened just now."""
    sent = {"press": "approve", "part": "option-town-card", "digest": card(draft).digest}
    return lambda: staff.sends("review_guide", draft.pk, **sent, last_comment="0")


def enters_paper(staff: Staff, draft: Guide) -> Ask:
    sent = {"name": "Ben Ode", "role": "nurse", "on": str(timezone.localdate())}
    signed = f"option-town-card {card(draft).digest}"
    return lambda: staff.sends("paper_guide", draft.pk, **sent, signed=signed)


def an_objection_between_look_and(press: Callable[[Guide], Ask]) -> Callable[[], None]:
    """It is not stored yet when the button is pressed."""

    def race() -> None:
        draft, ben = the_guide(), a_reviewer("ben")
        pressed = press(draft)
        with held(draft) as asked:
            comment(draft, card(draft), "The age is wrong!", ben.user, by_reviewer=True)
            asked.append(Asked(pressed))
        asked[0].answer()
        assert not Approval.objects.exists()
        assert state(draft) is State.WAITS

    return race


def paper_that_is_sent_twice() -> None:
    draft = the_guide()
    enters = enters_paper(Staff("edith", "Editor"), draft)
    together(draft, enters, enters)
    assert Approval.objects.count() == 1


def two_presses_of_approve() -> None:
    draft = the_guide()
    press = approves(a_reviewer("ana"), draft)
    together(draft, press, press)
    assert Approval.objects.count() == 1
    assert not Comment.objects.exists()


def a_save_between_look_and_approval() -> None:
    draft = the_guide()
    press = approves(a_reviewer("ana"), draft)
    with held(draft) as asked:
        Option.objects.filter(slug="town-card").update(plain="Saved meanwhile.")
        asked.append(Asked(press))
    asked[0].answer()
    assert not Approval.objects.exists()


def a_new_text_between_look_and_signature() -> None:
    draft, tina = write_draft(translated(LIBRARY)), a_reviewer("tina", "Translator")
    digest = translation_part(freeze(draft), "es").digest
    with held(draft) as asked:
        Option.objects.filter(slug="town-card").update(plain_other="For somebody else.")
        sign = lambda: tina.client.post(  # noqa: E731
            f"/admin/desk/guide/{draft.pk}/sign/?language=es", {"digest": digest}
        )
        asked.append(Asked(sign))
    asked[0].answer()
    assert not [*signatures(draft, freeze(draft))]
    assert not Approval.objects.exists()


def an_example_reader_that_is_kept_twice() -> None:
    draft, edith = the_guide(), Staff("edith", "Editor")
    sent = {"example-keep": "yes", "example-who": "Kim", "age": "adult"}
    sent["example-seen"] = seen(draft)
    press = lambda: edith.sends("try_guide", draft.pk, **sent)  # noqa: E731
    together(draft, press, press)
    assert ExampleReader.objects.filter(who="Kim").count() == 1


RACES_OF_REVIEW = {
    "an objection between look and approval": an_objection_between_look_and(
        lambda draft: approves(a_reviewer("ana"), draft)
    ),
    "an objection and paper": an_objection_between_look_and(
        lambda draft: enters_paper(Staff("edith", "Editor"), draft)
    ),
    "paper that is sent twice": paper_that_is_sent_twice,
    "two presses of Approve": two_presses_of_approve,
    "a save between look and approval": a_save_between_look_and_approval,
    "a new text between look and signature": a_new_text_between_look_and_signature,
    "an example reader that is kept twice": an_example_reader_that_is_kept_twice,
}
