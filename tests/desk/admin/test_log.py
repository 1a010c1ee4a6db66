"""Who changed what: what staff and commands did with a guide, in sentences."""

from dataclasses import replace

from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command

from navigator.desk.rows import write_draft
from navigator.guide.yaml import write_yaml
from navigator.trail.notes import AT_THE_MACHINE
from tests.library import library, summary_with
from tests.variants import with_part

from .at_the_summary import TALLER, TOWN, keeps, settles
from .staff import Staff, choice, log

GUIDE = library()
OTHER = replace(GUIDE, slug="other-card", title="Another")


def test_the_log_says_who_did_what_the_latest_first(draft, editor, publisher):
    editor.form(draft.notice_set.first()).types(text="New words.").must_save()
    editor.sends("desk_trialtopic_delete", draft.trialtopic_set.get().pk, post="yes")
    publisher.publishes(draft, "Clearer words.")
    latest, deleted, changed = log(publisher.workbench(draft))
    assert latest.endswith("paula published edition 1: Clearer words.")
    assert deleted.endswith("edith deleted the trial topic “New cards”.")
    assert changed.endswith("edith changed the notice “Bring a grown-up”: text.")


def test_the_log_tells_of_rows_that_are_gone(draft, editor):
    option = draft.option_set.get(slug="town-card")
    form = editor.form(option).types(plain="New words.")
    form.adds_row(choice("home", "far"), situation=2).must_save()
    write_draft(replace(GUIDE, options=GUIDE.options[:1], notices=()), draft)
    (changed,) = log(editor.workbench(draft))
    assert changed.endswith("edith changed the option “Town card”: our words, its rule.")


def test_the_whole_log_has_a_page(draft, editor):
    form = editor.form(draft)
    for number in range(12):
        form.types(introduction=f"Words {number}.").must_save()
        form = editor.form(draft)
    assert len(log(editor.workbench(draft))) == 10
    assert (
        len(editor.opens("log_guide", draft.pk).one(class_="workbench").one("ul").all("li")) == 12
    )


def test_the_log_is_of_this_guide_alone(draft, editor):
    other = write_draft(OTHER)
    editor.form(other.notice_set.first()).types(text="New words.").must_save()
    assert log(editor.workbench(draft)) == []


def test_the_log_tells_what_commands_did(draft, edition, editor, tmp_path):
    file, summary = tmp_path / "library.yaml", tmp_path / "summary.txt"
    file.write_text(write_yaml(with_part(GUIDE, "options", "post-card", plain="Sent by post.")))
    summary.write_text(summary_with((TOWN, TALLER)))
    call_command("load_guide", str(file))
    call_command("load_summary", GUIDE.slug, str(summary), keep=True)
    settles(editor, draft, "town-card", "take")
    settles(editor, draft, "plain-cards", "right")
    settles(editor, draft, "young-readers", "right")
    call_command("publish_guide", GUIDE.slug, note="A post card.")
    call_command("withdraw_guide", GUIDE.slug, note="A wrong fee.")
    told = log(editor.workbench(draft))
    assert [each.partition("(command line) ")[2] for each in told if "edith" not in each] == [
        "withdrew the guide, as edition 3: A wrong fee.",
        "published edition 2: A post card.",
        f"kept a new text of the summary, from {GUIDE.summary_from}",
        "loaded the file library.yaml. That changed 1 option: “Post card”.",
    ]


def test_who_has_a_form_open_is_told_of_a_command_that_changed_it(draft, editor, tmp_path):
    form = editor.form(draft.option_set.get(slug="post-card")).types(plain="Mine.")
    file = tmp_path / "library.yaml"
    file.write_text(write_yaml(with_part(GUIDE, "options", "post-card", plain="Sent by post.")))
    call_command("load_guide", str(file))
    assert not form.saves()
    assert "(command line) changed this" in form.errors


def test_nobody_comes_in_as_the_command_line(draft, editor, client):
    call_command("publish_guide", GUIDE.slug, note="First.")
    account = User.objects.get(username=AT_THE_MACHINE)
    assert (account.is_active, account.is_staff, account.has_usable_password()) == (False,) * 3
    assert authenticate(username=AT_THE_MACHINE, password="!") is None


def test_a_sentence_of_a_row_stays_when_the_row_goes(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    settles(editor, draft, "town-card", "take")
    row = draft.option_set.get(slug="town-card")
    said = "edith took the new words of the summary over for “Town card”"
    history = editor.opens("desk_option_history", row.pk)
    assert history.one(id="content-main").one("li").text.endswith(said)
    editor.sends("desk_option_delete", row.pk, post="yes")
    assert any(each.endswith(said) for each in log(editor.workbench(draft)))


def test_the_log_stays_when_somebody_leaves(draft, publisher):
    publisher.publishes(draft)
    publisher.user.is_active = False
    publisher.user.save()
    assert "paula" in log(Staff("new", "Editor").workbench(draft))[0]
