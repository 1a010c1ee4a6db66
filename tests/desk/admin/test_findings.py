"""Findings on the workbench: they lead to the field, stand by kind, and can be accepted."""

from dataclasses import replace

import pytest

from navigator.desk import models
from navigator.desk.drafts import copy_draft
from navigator.desk.rows import freeze, write_draft
from navigator.editions.publishing import publish_as_next
from navigator.guide.proofread import proofread
from tests.desk.admin.staff import Staff, change_url
from tests.guide.builders import a_situation, any_of
from tests.html import parse
from tests.library import library
from tests.variants import with_choice, with_part

GUIDE = library()
UNSAID = replace(
    GUIDE,
    terms=(
        GUIDE.terms[0],
        *(
            replace(GUIDE.terms[0], slug=f"stamp-{each}", name=f"Stamp {each}", say="", also=())
            for each in "abcd"
        ),
    ),
)
WHY = "Nobody says it aloud."


@pytest.fixture
def draft(draft):
    """Four terms do not tell how to say them, and are not used."""
    return write_draft(UNSAID, draft)


def findings(staff, draft):
    return staff.workbench(draft).one("section", aria_labelledby="findings")


def group(staff, draft, words):
    """The warnings whose sentence has these words."""
    groups = findings(staff, draft).all("details", class_="group-of-findings")
    return next((each for each in groups if words in each.one("h3").text), None)


def shown(staff, draft, words="how to say"):
    """Return the page of these warnings."""
    found = group(staff, draft, words)
    return [each.text for each in found.all("li")] if found else []


def values(staff, draft, words="how to say"):
    """Return the ticks of a group as a browser sends them, by the name of the row."""
    found = group(staff, draft, words)
    rows = [each.one("a").text for each in found.all("li")]
    return dict(zip(rows, [e["value"] for e in found.all("input", name="all")], strict=True))


def accepts(staff, draft, *rows, reason=WHY, words="how to say"):
    sent = values(staff, draft, words)
    ticked = [sent[f"Term “{row}”"] for row in rows]
    return staff.sends("accept_warnings_guide", draft.pk, warning=ticked, reason=reason)


def accepted(staff, draft):
    folded = findings(staff, draft).all("details", class_="accepted")
    return [row.text for each in folded for row in each.all("li")]


def told(staff, response):
    return staff.client.get(response["Location"]).content.decode()


def log(staff, draft):
    return staff.workbench(draft).one("section", aria_labelledby="log").text


# Where a finding leads


@pytest.mark.parametrize(
    ("guide", "row", "anchor"),
    [
        (with_part(GUIDE, "options", "town-card", plain="The ID."), "option", "id_plain"),
        (replace(GUIDE, introduction="The ID."), "guide", "id_introduction"),
        (with_part(GUIDE, "categories", "plain-cards", about="The ID."), "category", "id_about"),
        (with_choice(GUIDE, "age", "teen", hint="The ID."), "question", "id_choices-1-hint"),
        (
            with_part(
                GUIDE,
                *("options", "town-card"),
                situations=(a_situation(any_of("home", "far"), any_of("home", "nearby")),),
            ),
            "option",
            "conditions-group",
        ),
        (
            with_part(
                GUIDE,
                *("questions", "guardian"),
                ask_when=(a_situation(any_of("age", "child"), any_of("age", "adult")),),
            ),
            "question",
            "ask_when-group",
        ),
    ],
)
def test_a_finding_leads_to_its_field(draft, editor, guide, row, anchor):
    write_draft(guide, draft)
    links = {each["href"] for each in findings(editor, draft).all("a")}
    (link,) = (each for each in links if each.endswith(f"#{anchor}"))
    kinds = {"guide": models.Guide} | models.PART_MODELS
    assert f"/{kinds[row]._meta.model_name}/" in link
    assert parse(editor.client.get(link.partition("#")[0])).all(id=anchor)


def test_a_finding_without_a_field_leads_to_the_form(draft, editor):
    links = {each["href"] for each in group(editor, draft, "are not used").all("a")}
    assert links == {change_url(each) for each in draft.term_set.filter(slug__startswith="stamp-")}


# Together by kind


def test_errors_come_first_and_warnings_by_kind_with_their_number(draft, editor):
    draft.option_set.filter(slug="town-card").update(source_text="")
    page = findings(editor, draft)
    assert "2 errors stop publishing." in page.text
    sentences = [each.text for each in page.all("h3")]
    assert "4 terms do not tell how to say them." in sentences
    assert "4 terms are not used." in sentences
    assert page.text.index("is empty") < page.text.index("how to say them")
    assert len(shown(editor, draft)) == 4


def test_more_than_a_few_are_folded(draft, editor):
    assert "open" not in group(editor, draft, "how to say")
    draft.term_set.filter(slug="stamp-a").delete()
    assert "open" in group(editor, draft, "how to say")


# Accepting


def test_a_warning_is_accepted_with_a_reason_and_counted_no_more(draft, editor):
    before = findings(editor, draft).text
    accepts(editor, draft, "Stamp a")
    page = findings(editor, draft)
    assert len(shown(editor, draft)) == 3
    assert "3 terms do not tell how to say them." in page.text
    (row,) = accepted(editor, draft)
    assert "Stamp a" in row
    assert "edith" in row
    assert WHY in row
    assert count_of(before) - count_of(page.text) == 1
    assert (
        "edith accepted 1 warning. Term “Stamp a”: It does not tell how to say “Stamp a”. "
        f"The reason: {WHY}"
    ) in log(editor, draft)


def count_of(text):
    words = text.split()
    return int(words[next(i for i, each in enumerate(words) if each.startswith("warning")) - 1])


def test_a_whole_group_is_accepted_with_one_reason(draft, editor):
    sent = [*values(editor, draft).values()]
    data = {"all": sent, "accept-all": "yes", "reason": WHY}
    editor.sends("accept_warnings_guide", draft.pk, **data)
    assert shown(editor, draft) == []
    assert len(accepted(editor, draft)) == 4
    assert "accepted 4 warnings. 4 terms do not tell how to say them. In: Term “Stamp a”" in log(
        editor, draft
    )


@pytest.mark.parametrize(("rows", "reason"), [([], WHY), (["Stamp a"], ""), (["Stamp a"], " ")])
def test_nothing_is_accepted_without_a_tick_and_a_reason(draft, editor, rows, reason):
    response = accepts(editor, draft, *rows, reason=reason)
    assert "Not accepted." in told(editor, response)
    assert accepted(editor, draft) == []


def test_an_error_is_never_accepted(draft, editor):
    draft.option_set.filter(slug="town-card").update(source_text="")
    stopping = [each.digest for each in proofread(freeze(draft)) if each.stops_publishing]
    editor.sends("accept_warnings_guide", draft.pk, warning=stopping, reason=WHY)
    assert not models.Acceptance.objects.exists()
    assert "2 errors stop" in findings(editor, draft).text


def test_what_is_accepted_can_be_taken_back(draft, editor):
    accepts(editor, draft, "Stamp a")
    form = findings(editor, draft).one("details", class_="accepted").one("form")
    button = form.one("button", name="acceptance")
    for _ in range(2):  # the second time by somebody who had the page open
        response = editor.client.post(form["action"], {"acceptance": button["value"]})
    assert "taken this back already" in told(editor, response)
    assert len(shown(editor, draft)) == 4
    assert accepted(editor, draft) == []
    assert log(editor, draft).count("edith took back that a warning is accepted. Term “Stamp") == 1


# Until the text changes


def test_a_warning_stands_again_when_its_text_changes_and_tells_the_earlier_reason(draft, editor):
    accepts(editor, draft, "Stamp a")
    draft.term_set.filter(slug="stamp-a").update(name="Stamp e")
    assert accepted(editor, draft) == []
    (row,) = (each for each in shown(editor, draft) if "Stamp e" in each)
    assert "Accepted by edith" in row
    assert "before what it is about changed" in row
    assert WHY in row
    assert not any("Accepted by" in each for each in shown(editor, draft) if each != row)


def test_what_is_accepted_beside_it_is_no_earlier_reason(draft, editor):
    draft.option_set.filter(slug="town-card").update(plain="Bring the ID and the ZAB.")
    words = "not in the glossary"
    first, second = group(editor, draft, words).all("input", name="all")
    sent = {"warning": first["value"], "reason": WHY}
    editor.sends("accept_warnings_guide", draft.pk, **sent)
    (row,) = shown(editor, draft, words)
    assert "Accepted by" not in row
    assert [each["value"] for each in group(editor, draft, words).all("input", name="all")] == [
        second["value"]
    ]


def test_a_change_of_another_text_leaves_it_accepted(draft, editor):
    accepts(editor, draft, "Stamp a")
    draft.term_set.update(definition="Another text.")
    draft.option_set.update(staff_note="Another note.")
    assert len(accepted(editor, draft)) == 1


def test_what_comes_back_from_an_edition_or_a_file_is_still_accepted(draft, editor, publisher):
    publish_as_next(UNSAID, draft.pk, "First")
    accepts(editor, draft, "Stamp a")
    draft.term_set.filter(slug="stamp-a").delete()
    assert accepted(editor, draft) == []
    publisher.restores(draft, 1)
    assert len(accepted(editor, draft)) == 1
    draft.term_set.all().delete()
    write_draft(UNSAID, draft)
    assert len(accepted(editor, draft)) == 1


def test_a_copy_has_nothing_accepted(draft, editor):
    accepts(editor, draft, "Stamp a")
    copy = copy_draft(draft, "second-card", "A second card")
    assert accepted(editor, copy) == []
    assert len(shown(editor, copy)) == 4
    assert len(accepted(editor, draft)) == 1


def test_what_was_accepted_names_the_field_as_the_form_does(draft, editor):
    text = "Here is " + "one " * 160 + "more."
    draft.option_set.filter(slug="town-card").update(plain=text)
    sent = [*values(editor, draft, "longer than suits").values()]
    editor.sends("accept_warnings_guide", draft.pk, warning=sent, reason=WHY)
    assert "Option “Town card”: “our words” has" in log(editor, draft)
    assert "“our words” has" in models.Acceptance.objects.get().what


# A copy, and options that exclude each other


def test_what_is_left_in_a_copy_is_told(draft, editor):
    editor.copies(draft, title="A card for the pool", slug="pool-card")
    copy = models.Guide.objects.get(slug="pool-card")
    assert copy.copied_from == draft.title
    assert any("“library” of “A library card”" in each for each in shown(editor, copy, "copied"))
    assert shown(editor, draft, "copied") == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [("gone", "no option called “gone”"), ("town-card", "cannot exclude itself")],
)
def test_an_option_excludes_only_others_that_there_are(draft, editor, typed, told):
    form = editor.form(draft.option_set.get(slug="town-card")).types(excludes=typed)
    assert not form.saves()
    assert told in form.errors
    form.types(excludes="post-card\r\nscreen-card").must_save()
    assert freeze(draft).option_by_slug["town-card"].excludes == ("post-card", "screen-card")
    assert "“Town card” and “Screen card” exclude each other" in findings(editor, draft).text


# Several at once


def test_two_who_accept_the_same_do_no_harm(draft, editor):
    paula = Staff("paula", "Publisher")
    sent = {"warning": values(editor, draft)["Term “Stamp a”"]}
    editor.sends("accept_warnings_guide", draft.pk, **sent, reason=WHY)
    response = paula.sends("accept_warnings_guide", draft.pk, **sent, reason="Another reason.")
    assert "Accepted already, by edith: 1 warning." in told(paula, response)
    (kept,) = models.Acceptance.objects.all()
    assert (kept.by, kept.reason) == (editor.user, WHY)


def test_what_changed_since_the_look_is_not_accepted(draft, editor):
    sent = [*values(editor, draft).values()]
    draft.term_set.filter(slug="stamp-a").update(name="Stamp e")
    response = editor.sends("accept_warnings_guide", draft.pk, warning=sent, reason=WHY)
    assert "changed while you had this page open" in told(editor, response)
    assert len(accepted(editor, draft)) == 3
    assert len(shown(editor, draft)) == 1


# Who may


def test_who_may_not_change_the_guide_sees_and_accepts_nothing(draft, editor):
    accepts(editor, draft, "Stamp a")
    ana = Staff("ana", "Reviewer")
    page = findings(ana, draft)
    assert "3 terms do not tell how to say them." in page.text
    assert WHY in page.text
    assert page.all("form") == page.all("button") == []
    sent = {"warning": values(editor, draft).values()}
    sent |= {"acceptance": models.Acceptance.objects.get().pk}
    for step in ("accept_warnings_guide", "take_back_guide"):
        assert ana.sends(step, draft.pk, **sent, reason=WHY).status_code == 403
    assert models.Acceptance.objects.count() == 1
