"""The emergency brake: a Publisher takes a guide from its readers, and publishing gives it back."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from navigator.desk import models
from navigator.desk.drafts import publish
from navigator.desk.withdrawing import CannotWithdrawError, withdraw
from navigator.editions.chain import faults
from navigator.editions.models import Edition
from navigator.editions.publishing import withdraw_as_next
from navigator.editions.readable import TAKEN_DOWN, newest_readable
from navigator.editions.shelf import shelf
from tests.html import parse
from tests.library import library
from tests.serving import path_to

GUIDE = library()
OFFERED = str(TAKEN_DOWN)
REASON = "The fee of a card is wrong."


def withdraws(staff, draft, note=REASON, told=OFFERED):
    return staff.sends("withdraw_guide", draft.pk, note=note, told=told)


def spoils(draft):
    draft.option_set.filter(slug="town-card").update(source_text="", name="Another name")


def published(page):
    return page.one("section", aria_labelledby="published").text


def test_readers_are_told_and_the_edition_keeps_why_and_who(draft, edition, publisher, client):
    assert client.get(path_to()).status_code == 200
    response = withdraws(publisher, draft)
    assert response.status_code == 302
    assert "no reader sees it" in parse(publisher.client.get(response["Location"])).text
    second = Edition.objects.get(number=2)
    assert (second.content, second.review) == (edition.content, edition.review)
    assert (second.withdrawn, second.note) == (OFFERED, REASON)
    assert second.published_by == publisher.user
    assert faults() == []
    told = client.get(path_to("options"))
    assert told.status_code == 410
    assert OFFERED in parse(told).text
    assert REASON not in parse(told).text
    entry = LogEntry.objects.first()
    assert (entry.user, entry.change_message) == (
        publisher.user,
        f"Withdrew the guide, as edition 2: {REASON}",
    )


def test_the_page_offers_calm_words_and_says_what_will_happen(draft, edition, publisher):
    page = publisher.opens("withdraw_guide", draft.pk)
    assert page.one("textarea", name="told").text == OFFERED
    assert page.one("textarea", name="note").text == ""
    for words in ("first page", "handout", "in their browsers", "publish"):
        assert words in page.one(class_="workbench").text
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("missing", ["note", "told"])
def test_without_a_reason_or_words_for_readers_nothing_is_done_and_nothing_lost(
    draft, edition, publisher, missing
):
    typed = {"note": "My reason.", "told": "My words."}
    page = parse(withdraws(publisher, draft, **typed | {missing: " "}))
    assert "This field is required." in page.text
    (kept,) = typed.keys() - {missing}
    assert page.one("textarea", name=kept).text == typed[kept]
    assert Edition.objects.count() == 1


def test_readers_are_told_nothing_that_they_cannot_read(draft, edition, publisher):
    page = parse(withdraws(publisher, draft, told="Ask \u202eecivda rof\r\nsoon."))
    assert "right-to-left override" in page.text
    assert Edition.objects.count() == 1


def test_a_guide_is_withdrawn_once_however_often_somebody_presses(draft, edition, publisher):
    withdraws(publisher, draft)
    response = withdraws(publisher, draft, told="Other words.")
    told = parse(publisher.client.get(response["Location"])).text
    assert "The guide is withdrawn already. Nothing was done again." in told
    assert Edition.objects.count() == 2
    assert publisher.opens("withdraw_guide", draft.pk).all("textarea") == []


def test_a_guide_that_was_never_published_cannot_be_withdrawn(draft, publisher):
    assert "nothing to withdraw" in publisher.opens("withdraw_guide", draft.pk).text
    withdraws(publisher, draft)
    assert Edition.objects.count() == 0


def test_a_draft_with_errors_does_not_stand_in_the_way(draft, edition, publisher):
    spoils(draft)
    withdraws(publisher, draft)
    assert shelf.get(GUIDE.slug).withdrawn == OFFERED


def test_the_workbench_and_the_editions_say_so_and_compare_with_what_was_there(
    draft, edition, publisher, editor
):
    withdraws(publisher, draft)
    spoils(draft)
    workbench = published(editor.workbench(draft))
    editions = editor.opens("editions_guide", draft.pk).one(class_="workbench").text
    for text in (workbench, editions):
        assert "Withdrawn on " in text
        assert f" by paula: {REASON}" in text
        assert f"Readers are told: “{OFFERED}”" in text
    assert "Readers see edition" not in workbench
    assert "2 changes from what readers saw before" in workbench
    assert "readers see this one" not in editions
    names = publisher.opens("desk_guide_changelist").text
    assert ", withdrawn" in names


def test_the_button_is_for_publishers_and_away_from_that_which_publishes(
    draft, edition, publisher, editor
):
    def buttons(staff):
        page = staff.workbench(draft)
        links = page.all("a", href=f"/admin/desk/guide/{draft.pk}/withdraw/")
        headings = [each["id"] for each in page.all("h2", id=True)]
        return len(links), headings[-1], "withdraw" in headings

    assert buttons(publisher) == (1, "withdraw", True)
    assert buttons(editor)[0] == 0
    withdraws(publisher, draft)
    assert buttons(publisher)[0] == 0


def test_publishing_brings_the_guide_back(draft, edition, publisher, client):
    withdraws(publisher, draft)
    publisher.publishes(draft, "Put right.")
    assert client.get(path_to()).status_code == 200
    assert shelf.get(GUIDE.slug).number == 3
    text = publisher.workbench(draft).text
    assert "Readers see edition 3" in text
    assert "Withdrawn on" not in text
    assert "Readers were told:" in publisher.opens("editions_guide", draft.pk).text
    withdraws(publisher, draft)
    assert client.get(path_to()).status_code == 410


def test_a_guide_comes_back_as_it_was_while_its_draft_waits(draft, edition, publisher):
    draft.option_set.filter(slug="town-card").update(plain="Half of a sentence that")
    withdraws(publisher, draft)
    assert "Tick nothing to give them back" in publisher.workbench(draft).text
    publisher.publishes(draft, row=[])
    assert shelf.get(GUIDE.slug).guide == GUIDE
    assert not shelf.get(GUIDE.slug).withdrawn
    assert draft.option_set.get(slug="town-card").plain == "Half of a sentence that"


def test_who_had_the_page_to_publish_open_is_told_that_it_was_withdrawn(draft, edition, publisher):
    """Their page is from before the reason was known."""
    opened = publisher.workbench(draft).form(id="publish-form").hidden()
    withdraws(publisher, draft)
    sent = {name: values[0] for name, values in opened.items()} | {"note": "More."}
    page = parse(publisher.sends("publish_guide", draft.pk, **sent))
    assert REASON in page.text
    assert Edition.objects.count() == 2


def test_staff_who_preview_see_the_draft(draft, edition, publisher, editor):
    withdraws(publisher, draft)
    page = editor.client.get(f"/admin/preview{path_to('all-options')}")
    assert page.status_code == 200


def test_what_was_withdrawn_is_what_readers_saw_and_not_what_somebody_changed(draft, edition):
    """A changed edition must not come back as one that holds."""
    publish(draft, "Second")
    QuerySet.update(Edition.objects.filter(number=2), content=edition.content | {"title": "Bad"})
    assert withdraw(draft, OFFERED, REASON).content == edition.content


def test_an_edition_that_was_changed_is_named_on_the_workbench(draft, edition, editor):
    publish(draft, "Second")
    QuerySet.update(Edition.objects.filter(number=2), note="Changed.")
    text = published(editor.workbench(draft))
    assert "Edition 2 is not as it was published." in text
    assert "Readers see edition 1" in text


# By a command, which works when the desk does not


def test_the_command_withdraws_with_the_words_given_or_those_offered(draft, edition, capsys):
    call_command("withdraw_guide", GUIDE.slug, note=REASON)
    assert OFFERED in capsys.readouterr().out
    assert shelf.get(GUIDE.slug).withdrawn == OFFERED
    publish(models.Guide.objects.get(), "Back")
    call_command("withdraw_guide", GUIDE.slug, note=REASON, tell="Other words.")
    assert shelf.get(GUIDE.slug).withdrawn == "Other words."
    assert newest_readable(draft.pk)[0].note == REASON


@pytest.mark.parametrize("tell", ["Again.", " ", "Ask \u202enow."])
def test_the_command_says_why_it_does_nothing(draft, edition, tell):
    if tell == "Again.":
        withdraw_as_next(edition, OFFERED, REASON)
    before = Edition.objects.count()
    with pytest.raises(CommandError, match="Not withdrawn"):
        call_command("withdraw_guide", GUIDE.slug, note=REASON, tell=tell)
    assert Edition.objects.count() == before


def test_a_guide_without_editions_is_refused_by_name(draft):
    with pytest.raises(CannotWithdrawError, match="Readers see no edition"):
        withdraw(draft, OFFERED, REASON)
