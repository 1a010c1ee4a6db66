"""The review page: a clinician approves or comments, an editor answers; and paper is entered."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from navigator.desk import models
from navigator.desk.reviewing import review_of
from navigator.desk.rows import freeze, write_draft
from navigator.guide.review import parts
from tests.desk.admin.staff import Staff
from tests.html import parse
from tests.treatments import guide_with_facts
from tests.variants import with_part

GUIDE = with_part(
    guide_with_facts(),
    "facts",
    "gold-card-given-1",
    text_other="It comes to them.",
    staff_note="It came in four days once.",
)
CARD = "option-screen-card"
# Fields of a row that name other rows, or say how it is used.
NAMES = {"category", "kind", "kinds", "option", "question", "choice", "treatment", "treatments"}
NAMES |= {"sources", "url", "any", "only"}


@pytest.fixture(autouse=True)
def _facts(draft):
    write_draft(GUIDE, draft)


@pytest.fixture
def ana(_facts):
    """A clinician whose name readers see."""
    staff = Staff("ana", "Reviewer")
    models.Reviewer.objects.create(user=staff.user, name="Dr. Ana Silva", role="pediatrician")
    return staff


@pytest.fixture
def ben(_facts):
    """Another one."""
    staff = Staff("ben", "Reviewer")
    models.Reviewer.objects.create(user=staff.user, name="Dr. Ben Ode", role="nurse")
    return staff


def part(draft, place=CARD):
    return next(
        each for each in parts(freeze(draft)) if f"{each.kind}-{each.slug}".rstrip("-") == place
    )


def page(staff, draft, **query):
    return staff.opens("review_guide", draft.pk, **query).one("div", class_="workbench")


def shown(staff, draft, place=CARD, **query):
    return page(staff, draft, **query).one("details", id=place)


def state(staff, draft, place=CARD):
    return shown(staff, draft, place).one("span", class_="state").text


def carried(draft, place=CARD):
    """Return the fields with which the form of a part tells what its page shows now."""
    of_part = models.Comment.objects.filter(guide=draft, slug=part(draft, place).slug)
    last = of_part.values_list("pk", flat=True).last() or 0
    return {"digest": part(draft, place).digest, "last_comment": last}


def press(staff, draft, what, place=CARD, **sent):
    sent = carried(draft, place) | sent
    return staff.sends("review_guide", draft.pk, press=what, part=place, **sent)


def held(draft):
    return review_of(draft, freeze(draft)).held


def change(draft):
    draft.option_set.filter(slug="screen-card").update(plain="Quite other words.")


def texts(value, name=""):
    """Every text of a part's content."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from texts(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, name)
    elif isinstance(value, str) and name not in NAMES:
        yield value


# What is shown


def test_everything_that_an_approval_covers_is_on_the_page(ana, draft):
    for each in parts(GUIDE):
        found = shown(ana, draft, f"{each.kind}-{each.slug}".rstrip("-"))
        addresses = " ".join(link["href"] for link in found.all("a", href=True))
        for kind, rows in each.content.items():
            for text in texts(rows):
                assert " ".join(text.split()) in found.text, (each.key, kind)
            for source in rows.values() if kind == "source" else ():
                assert source["url"] in addresses


def test_an_option_has_its_rule_its_statement_its_facts_and_what_was_judged(ana, draft):
    told = shown(ana, draft).text
    option = GUIDE.option_by_slug["screen-card"]
    for words in (option.source_text, option.staff_note, "Gold card", "It came in four days once."):
        assert words in told
    post = shown(ana, draft, "option-post-card").text
    assert re.search(r"It is listed when\s*Home:", post)
    assert re.search(r"Shown when\s*Home:", post)


def test_facts_that_stand_in_two_options_are_told_to_be_the_same(ana, draft):
    option = draft.option_set.get(slug="post-card")
    option.treatments = ("gold-card",)
    option.save()
    (fold,) = shown(ana, draft, "option-post-card").all("details", class_="treatment")
    assert "the same facts as at “Screen card”" in fold.text
    assert "It comes by mail in a week." in fold.text


def test_the_count_and_the_filter_tell_what_is_to_do(ana, draft):
    whole = len(parts(GUIDE))
    assert f"0 of {whole} parts are approved." in page(ana, draft).text
    press(ana, draft, "approve")
    assert f"1 of {whole} parts are approved. {whole - 1} to do." in page(ana, draft).text
    assert "open" not in shown(ana, draft)
    assert "open" in shown(ana, draft, "option-post-card")
    to_do = page(ana, draft, show="to-do")
    assert len(to_do.all("details", class_="review-part")) == whole - 1
    assert not to_do.all(id=CARD)


def test_a_draft_that_cannot_be_read_says_what_to_put_right(ana, draft):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    assert "Town card" in page(ana, draft).one("ul", class_="findings").text
    response = ana.sends("review_guide", draft.pk, press="comment", part=CARD, text="Not lost.")
    told = parse(ana.client.get(response["Location"]))
    assert "Not lost." in told.one("ul", class_="messagelist").text


# Approving


def test_an_approval_is_kept_with_the_name_readers_see_and_leads_back_to_its_place(ana, draft):
    response = press(ana, draft, "approve", show="to-do")
    assert response["Location"].endswith(f"?at={CARD}&show=to-do#{CARD}")
    assert "Approved." in parse(ana.client.get(response["Location"])).one(id=CARD).text
    (approval,) = models.Approval.objects.all()
    assert (approval.reviewer, approval.role) == ("Dr. Ana Silva", "pediatrician")
    assert (approval.account, approval.on_paper) == (ana.user, False)
    assert approval.content == part(draft).content
    assert held(draft) == 1
    assert "Approved by Dr. Ana Silva, pediatrician, on" in shown(ana, draft).text
    assert not shown(ana, draft).all("button", value="approve")
    (entry,) = LogEntry.objects.all()
    assert "Approved Option “Screen card” as Dr. Ana Silva, pediatrician" in str(entry)


def test_what_changed_since_the_page_was_opened_is_not_approved_and_shown_anew(ana, draft):
    digest = part(draft).digest
    change(draft)
    response = press(ana, draft, "approve", digest=digest, text="Mind the age.", show="to-do")
    assert held(draft) == 0
    found = parse(response).one(id=CARD)
    assert "has changed while you had it open" in found.one("p", role="status").text
    assert "Quite other words." in found.text
    assert found.one("textarea").text == "Mind the age."
    assert "open" in found.one("form").one("details")
    assert "Show all parts" in parse(response).text


def test_a_comment_with_a_refused_approval_is_not_kept_and_takes_nothing_back(ana, ben, draft):
    press(ben, draft, "approve")
    logged = LogEntry.objects.count()
    press(ana, draft, "approve", digest="0" * 64, text="Good, thanks.")
    assert not models.Comment.objects.exists()
    assert state(ana, draft) == "Approved"
    assert LogEntry.objects.count() == logged


@pytest.mark.parametrize("digest", ["", "0" * 64, "\x00"])
def test_a_digest_that_was_made_up_approves_nothing(ana, draft, digest):
    press(ana, draft, "approve", digest=digest)
    press(ana, draft, "approve", digest=part(draft, "option-post-card").digest)
    assert not models.Approval.objects.exists()


def test_what_changed_since_an_approval_is_marked(ana, draft):
    press(ana, draft, "approve")
    was = draft.option_set.get(slug="screen-card").plain
    draft.option_set.filter(slug="screen-card").update(plain=f"{was} Surely.")
    found = shown(ana, draft)
    assert state(ana, draft) == "Changed since it was approved"
    assert found.one("table", class_="changes").one("ins").text == "Surely."
    assert "Approved before by Dr. Ana Silva" in found.text


def test_a_part_that_is_gone_loses_no_comment(ana, draft):
    response = ana.sends(
        "review_guide", draft.pk, press="comment", part="option-gone", digest="", text="My words."
    )
    told = parse(ana.client.get(response["Location"])).one("ul", class_="messagelist").text
    assert "not in the draft any more" in told
    assert "My words." in told


# Who may


def test_an_editor_or_publisher_cannot_approve_or_comment_as_a_reviewer(draft, editor, publisher):
    for staff in (editor, publisher):
        assert not shown(staff, draft).all("button", value="approve")
        for what in ("approve", "comment", "", "publish"):
            assert press(staff, draft, what, text="x").status_code == 403
    assert not models.Approval.objects.exists()
    assert not models.Comment.objects.exists()


def test_a_reviewer_without_a_name_for_readers_cannot_approve(draft):
    nobody = Staff("nia", "Reviewer")
    assert "so you cannot approve" in page(nobody, draft).text
    assert press(nobody, draft, "approve").status_code == 403


def test_a_name_without_the_right_cannot_approve(draft, editor):
    models.Reviewer.objects.create(user=editor.user, name="Edith", role="editor")
    assert press(editor, draft, "approve").status_code == 403


def test_an_editor_who_is_a_reviewer_as_well_can_do_both(draft, editor):
    models.Reviewer.objects.create(user=editor.user, name="Dr. Edith", role="nurse")
    editor.user.groups.add(Group.objects.get(name="Reviewer"))
    press(editor, draft, "comment", text="Is it so?")
    press(editor, draft, "answer", text="It is.")
    press(editor, draft, "approve")
    assert held(draft) == 1
    assert [each.by_reviewer for each in models.Comment.objects.all()] == [True, False]


def test_a_reviewer_looks_at_everything_and_changes_nothing(ana, draft):
    """They can preview, see every form and the workbench; they edit, enter and publish nothing."""
    before = freeze(draft)
    for name in ("preview", "picture", "try", "editions", "export", "review"):
        got = ana.client.get(reverse(f"admin:{name}_guide", args=[draft.pk]))
        assert got.status_code in (200, 302), name
    assert ana.client.get(f"/admin/preview/{draft.slug}/about/").status_code == 200
    ana.opens("desk_guide_change", draft.pk)
    for kind, model in models.PART_MODELS.items():
        name = model._meta.model_name
        row = model.objects.filter(guide=draft).first()
        if row is not None:
            ana.opens(f"desk_{name}_change", row.pk)
            url = reverse(f"admin:desk_{name}_change", args=[row.pk])
            assert ana.client.post(url, {}).status_code == 403, kind
    for name in ("publish", "restore", "copy", "paper"):
        response = ana.sends(f"{name}_guide", draft.pk, note="x", number="1", title="x", slug="x")
        assert response.status_code == 403, name
    assert press(ana, draft, "answer", text="x").status_code == 403
    assert ana.client.get(reverse("admin:load_guide")).status_code == 403
    assert freeze(draft) == before
    assert not models.Guide.objects.exclude(pk=draft.pk).exists()


# Comments and answers


def test_a_comment_waits_until_the_editor_answers_and_asks_again(ana, draft, editor):
    press(ana, draft, "comment", text="Which\r\nage?")
    for staff in (ana, editor):
        assert state(staff, draft) == "A comment waits for the editor"
        assert "age?" in shown(staff, draft).one("div", class_="thread").text
    assert "1 comment waits for an answer." in page(editor, draft).text
    press(editor, draft, "answer", text="Under 12.")
    for staff in (ana, editor):
        assert state(staff, draft) == "Asked again"
        assert "edith, editor" in shown(staff, draft).text
    assert models.Comment.objects.first().text == "Which\nage?"
    press(ana, draft, "approve")
    assert state(ana, draft) == "Approved"
    assert state(ana, draft, "option-post-card") == "Not looked at yet"


def test_an_approval_with_a_comment_keeps_both(ana, draft):
    press(ana, draft, "approve", text="Well said.")
    assert state(ana, draft) == "Approved"
    assert "Well said." in shown(ana, draft).text
    (entry,) = LogEntry.objects.all()
    assert "as Dr. Ana Silva, pediatrician, with a comment" in str(entry)


def test_an_objection_that_the_page_did_not_show_is_not_cancelled_by_an_approval(ana, ben, draft):
    sent = carried(draft)
    press(ben, draft, "comment", text="The age is wrong!")
    found = parse(press(ana, draft, "approve", **sent, text="Fine.")).one(id=CARD)
    told = found.one("p", role="status").text
    assert "ben wrote a comment while you had it open, so nothing is approved yet." in told
    assert "The age is wrong!" in found.one("div", class_="thread").text
    assert found.one("textarea").text == "Fine."
    assert state(ana, draft) == "A comment waits for the editor"
    assert models.Comment.objects.count() == 1
    again = {each["name"]: each["value"] for each in found.all("input", name=True, value=True)}
    press(ana, draft, "approve", last_comment=again["last_comment"])
    assert state(ana, draft) == "Approved"


def test_an_objection_that_the_page_did_not_show_is_not_answered(ana, draft, editor):
    press(ana, draft, "comment", text="Which age?")
    sent = carried(draft)
    press(ana, draft, "comment", text="And the dose is wrong!")
    found = parse(press(editor, draft, "answer", **sent, text="Under 12.")).one(id=CARD)
    assert "so nothing is sent yet" in found.one("p", role="status").text
    assert found.one("textarea").text == "Under 12."
    assert state(editor, draft) == "A comment waits for the editor"


def test_what_somebody_wrote_themselves_does_not_stop_them(ana, draft):
    press(ana, draft, "comment", text="Which age?")
    press(ana, draft, "approve", last_comment=0)
    assert state(ana, draft) == "Approved"


@pytest.mark.parametrize("last", ["", "x", "-1", "9" * 30])
def test_a_last_comment_that_was_made_up_approves_nothing(ana, ben, draft, last):
    press(ben, draft, "comment", text="Which age?")
    press(ana, draft, "approve", last_comment=last)
    assert not models.Approval.objects.exists()


@pytest.mark.parametrize("text", ["", "  \r\n"])
def test_a_comment_without_words_is_asked_for(ana, draft, text):
    found = parse(press(ana, draft, "comment", text=text)).one(id=CARD)
    assert "Write what should change." in found.text
    assert not models.Comment.objects.exists()


def test_what_is_typed_is_shown_as_text(ana, draft):
    press(ana, draft, "comment", text="<script>alert(1)</script>")
    assert not shown(ana, draft).all("script")
    assert "<script>alert(1)</script>" in shown(ana, draft).text


def test_a_new_short_name_loses_no_comment_and_no_approval(ana, draft, editor):
    """The approval lapses, as rules and facts may name the row; what differs is told."""
    press(ana, draft, "approve")
    press(ana, draft, "comment", text="The age is wrong!")
    editor.form(draft.option_set.get(slug="screen-card")).types(slug="film-card").must_save()
    assert "1 comment waits for an answer." in page(ana, draft).text
    found = shown(ana, draft, "option-film-card").text
    assert "The age is wrong!" in found
    assert "Approved before by Dr. Ana Silva" in found


# Paper


TODAY = timezone.localdate()
SIGNED = {"name": "Ben Ode", "role": "nurse", "on": "2026-03-31"}


def ticks(draft, *places):
    return [f"{place} {part(draft, place).digest}" for place in places]


def enters(staff, draft, **sent):
    return staff.sends("paper_guide", draft.pk, **SIGNED | sent)


def test_paper_has_a_box_with_the_code_of_each_part(draft, editor):
    drawn = editor.opens("picture_guide", draft.pk).one("div", class_="workbench")
    boxes = {
        box.one("h3").text: box.one("code").text for box in drawn.all("div", class_="part-to-sign")
    }
    form = editor.opens("paper_guide", draft.pk).one("table", class_="changes codes")
    rows = {row.one("th").text: row.one("code").text for row in form.one("tbody").all("tr")}
    assert boxes == rows
    assert set(rows.values()) == {each.digest[:8] for each in parts(GUIDE)}
    for each in parts(GUIDE):
        for text in texts(each.content):
            assert " ".join(text.split()) in drawn.text, each.key


def test_what_was_signed_on_paper_is_entered_for_the_parts_that_were_ticked(draft, editor):
    response = enters(editor, draft, signed=ticks(draft, CARD, "guide"))
    told = parse(editor.client.get(response["Location"]))
    assert "Entered 2 parts as signed on paper by Ben Ode, nurse on March 31, 2026." in told.text
    assert held(draft) == 2
    first = models.Approval.objects.first()
    assert (first.reviewer, first.role, str(first.on)) == tuple(SIGNED.values())
    assert (first.on_paper, first.account) == (True, editor.user)
    assert "Ben Ode, nurse, on March 31, 2026, on paper (entered by edith)" in told.text
    assert "Entered 2 parts as signed on paper" in str(LogEntry.objects.first())


def test_a_part_that_changed_since_is_refused_by_name_and_the_others_are_entered(draft, editor):
    signed = ticks(draft, CARD, "option-post-card")
    change(draft)
    told = parse(editor.client.get(enters(editor, draft, signed=signed)["Location"])).text
    assert "Not entered: Option “Screen card”." in told
    assert "Entered 1 part as signed" in told
    stale = [each for each in signed if each.startswith(CARD)]
    told = parse(editor.client.get(enters(editor, draft, signed=stale)["Location"])).text
    assert "Not entered: Option “Screen card”." in told
    assert "entered before" not in told
    assert [each.slug for each in models.Approval.objects.all()] == ["post-card"]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": ""}, "This field is required."),
        ({"role": " "}, "This field is required."),
        ({"name": "Ben \u202eedO"}, "It has right-to-left override (U+202E)"),
        ({"role": "nur\x07se"}, "which nobody sees"),
        ({"on": "31 March"}, "Enter a valid date."),
        ({"on": str(TODAY + timedelta(days=3))}, "This day is still to come."),
        ({"signed": []}, "Tick the parts that are signed on the paper."),
        ({"signed": ["x"]}, "Tick the parts that are signed on the paper."),
    ],
)
def test_a_form_that_is_not_complete_enters_nothing_and_keeps_its_ticks(draft, editor, sent, says):
    response = enters(editor, draft, **{"signed": ticks(draft, CARD)} | sent)
    assert response.status_code == 200
    assert says in parse(response).text
    ticked = parse(response).all("input", checked=True)
    assert len(ticked) == ("signed" not in sent)
    assert not models.Approval.objects.exists()


def test_parts_that_are_made_up_are_not_entered(draft, editor):
    enters(editor, draft, signed=["option-gone " + "0" * 64, f"{CARD} {'0' * 64}"])
    assert not models.Approval.objects.exists()


def signed_on(staff, draft, days, **sent):
    """Enter paper that was signed so many days from today."""
    on = str(timezone.localdate() + timedelta(days=days))
    response = enters(staff, draft, on=on, signed=ticks(draft, CARD), **sent)
    return parse(staff.client.get(response["Location"])).text


def test_paper_that_is_older_than_an_objection_does_not_cancel_it(ben, draft, editor):
    """Nor does their own."""
    press(ben, draft, "comment", text="The age is wrong!")
    told = signed_on(editor, draft, -30)
    assert "Not entered: Option “Screen card”. ben wrote on" in told
    assert "“The age is wrong!” The paper is not newer than that." in told
    assert "entered before" not in told
    signed_on(editor, draft, -30, name="Dr. Ben Ode")
    press(editor, draft, "answer", text="Under 12.")
    signed_on(editor, draft, -30)
    assert not models.Approval.objects.exists()
    assert state(editor, draft) == "Asked again"


def test_paper_of_the_day_of_an_objection_is_entered_once_that_is_answered(ben, draft, editor):
    press(ben, draft, "comment", text="The age is wrong!")
    assert "Not entered" in signed_on(editor, draft, 0)
    press(editor, draft, "answer", text="Under 12.")
    assert "Entered 1 part" in signed_on(editor, draft, 0)
    assert state(editor, draft) == "Approved"


def test_paper_that_is_newer_than_an_objection_is_entered(ben, draft, editor):
    press(ben, draft, "comment", text="The age is wrong!")
    models.Comment.objects.update(at=timezone.now() - timedelta(days=3))
    signed_on(editor, draft, -1)
    assert state(editor, draft) == "Approved"


def test_the_other_parts_of_paper_are_entered_beside_an_objection(ben, draft, editor):
    press(ben, draft, "comment", text="The age is wrong!")
    enters(editor, draft, signed=ticks(draft, CARD, "option-post-card"))
    assert [each.slug for each in models.Approval.objects.all()] == ["post-card"]


def test_paper_that_is_sent_twice_is_entered_and_logged_once(draft, editor):
    signed = ticks(draft, CARD)
    for _ in range(2):
        response = enters(editor, draft, signed=signed)
    told = parse(editor.client.get(response["Location"])).text
    assert "Entered 1 part as signed" in told
    assert "entered before" not in told
    assert models.Approval.objects.count() == LogEntry.objects.count() == 1
    response = enters(editor, draft, signed=signed)
    assert "was entered before" in parse(editor.client.get(response["Location"])).text
    enters(editor, draft, signed=signed, on="2026-04-01")
    assert models.Approval.objects.count() == 2


# Who reviewers are


def test_only_a_superuser_says_who_is_a_reviewer(ana, draft, publisher):
    root = Staff("root")
    User.objects.filter(pk=root.user.pk).update(is_superuser=True)
    new = Staff("ben")
    data = {"user": new.user.pk, "name": "Ben Ode", "role": "nurse"}
    for staff in (ana, publisher):
        assert staff.sends("desk_reviewer_add", **data).status_code == 403
        assert staff.client.get(reverse("admin:desk_reviewer_changelist")).status_code == 403
    root.user.refresh_from_db()
    odd = root.sends("desk_reviewer_add", **data | {"name": "Ben \u202eedO"})
    assert "right-to-left override" in parse(odd).text
    response = root.sends("desk_reviewer_add", **data)
    assert models.Reviewer.objects.get(name="Ben Ode").user == new.user
    told = parse(root.client.get(response["Location"])).text
    assert "cannot approve anything yet" in told


# The workbench and the list of guides


def test_the_workbench_tells_how_far_the_review_is(ana, draft, editor):
    press(ana, draft, "approve")
    press(ana, draft, "comment", "option-post-card", text="Hm.")
    section = editor.workbench(draft).one("section", aria_labelledby="review").text
    assert f"1 of {len(parts(GUIDE))} parts of the draft are approved." in section
    assert "1 comment waits for an answer." in section
    assert "No day is set for the next review." in section


def test_the_workbench_tells_what_readers_are_still_told(ana, draft, publisher):
    publisher.publishes(draft)
    press(ana, draft, "approve")
    told = f"Readers are told of 0 of {len(parts(GUIDE))} parts until the draft is published again."
    assert told in publisher.workbench(draft).one("section", aria_labelledby="review").text
    publisher.publishes(draft)
    assert "are told of" not in publisher.workbench(draft).text


@pytest.mark.parametrize(
    ("days", "says", "is_due"),
    [
        (-1, "The review is overdue", True),
        (0, "The review is due today", True),
        (30, "in 30 days", True),
        (31, "in 31 days", False),
    ],
)
def test_a_review_that_is_due_is_told_on_the_workbench_and_in_the_list(
    draft, editor, days, says, is_due
):
    draft.review_due_on = timezone.localdate() + timedelta(days=days)
    draft.save()
    section = editor.workbench(draft).one("section", aria_labelledby="review")
    assert says in section.text
    assert (says in " ".join(each.text for each in section.all("strong"))) is is_due
    listed = editor.opens("desk_guide_changelist").one("td", class_="field-review_due").text
    assert (says in listed) is is_due


def test_an_address_that_is_none_is_refused_and_kept_in_the_form(draft, editor):
    form = editor.form(draft).types(review_told="ana@hospital.example\r\nben at hospital")
    assert not form.saves()
    assert "“ben at hospital” is no e-mail address." in form.errors
    assert "ben at hospital" in form.fields["review_told"]
    form.types(review_told="ana@hospital.example\r\nben@hospital.example").must_save()
    draft.refresh_from_db()
    assert draft.review_told == ("ana@hospital.example", "ben@hospital.example")


def test_a_button_that_is_pressed_twice_says_and_approves_once(ana, draft, editor):
    for what, words in (("comment", "Which age?"), ("approve", "")):
        for _ in range(2):
            press(ana, draft, what, text=words)
    assert models.Comment.objects.count() == 1
    assert models.Approval.objects.count() == 1
    log = editor.workbench(draft).text
    assert log.count("ana commented on") == log.count("ana approved") == 1
