"""The commands that staff and `make` use on guides."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from navigator.desk.accepting import accept
from navigator.desk.drafts import copy_draft, proofread_draft, publish
from navigator.desk.models import Guide, Option, RowToCheck
from navigator.desk.rows import freeze, write_draft
from navigator.desk.withdrawing import withdraw
from navigator.editions.models import Edition
from navigator.guide.proofread import proofread
from navigator.guide.yaml import read_guide, write_yaml
from navigator.trail.models import Trail
from tests.library import FILE, library
from tests.variants import with_part

GUIDE = library()
CHANGED = with_part(GUIDE, "options", "town-card", plain="New words.")
OTHER = replace(GUIDE, slug="another-guide", title="Another", summary="")


def run(*words, **options):
    """Return what a command prints."""
    out = StringIO()
    call_command(*map(str, words), stdout=out, **options)
    return out.getvalue()


def refusal(*words, **options):
    """Return what a command says before it exits with 1."""
    with pytest.raises(CommandError) as caught:
        run(*words, **options)
    assert caught.value.returncode == 1
    return str(caught.value)


def everything():
    return [freeze(draft) for draft in Guide.objects.all()], list(Edition.objects.values())


def spoil(draft):
    draft.option_set.filter(slug="town-card").update(source_text="")


@pytest.fixture
def no_guide(draft):
    """A new site."""
    draft.delete()


@pytest.fixture
def file(tmp_path):
    """Write a guide to a file."""

    def write(guide):
        path = tmp_path / f"{guide.slug}.yaml"
        path.write_text(write_yaml(guide), encoding="utf-8")
        return path

    return write


# check_guide


def check_fails():
    out = StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("check_guide", GUIDE.slug, stdout=out)
    assert caught.value.code == 1
    return out.getvalue()


def test_check_guide_tells_of_warnings_and_how_hard_the_guide_is_to_read(draft):
    assert "0 errors" in run("check_guide", GUIDE.slug)
    Option.objects.filter(slug="reading-room").update(plain="Bring the ID here.")
    printed = run("check_guide", GUIDE.slug)
    assert "warning: option reading-room" in printed
    assert "In “en”, Flesch-Kincaid: questions " in printed


def test_check_guide_counts_what_is_accepted_and_tells_the_rest(draft, editor):
    Option.objects.filter(slug="reading-room").update(plain="Bring the ID here.")
    before = run("check_guide", GUIDE.slug)
    assert ", 0 more accepted" in before
    (warning,) = (each for each in proofread(freeze(draft)) if each.code == "not-in-glossary")
    accept(draft, [warning], "All know it.", editor.user)
    printed = run("check_guide", GUIDE.slug)
    assert ", 1 more accepted" in printed
    assert "“ID” is not in the glossary" not in printed
    Option.objects.filter(slug="reading-room").update(plain="Bring the ID.")
    assert "“ID” is not in the glossary" in run("check_guide", GUIDE.slug)


def test_check_guide_prints_errors_and_exits_with_1(draft):
    spoil(draft)
    printed = check_fails()
    assert "error: option town-card" in printed
    assert "2 errors" in printed  # its words are missing, and the statement is carried by nothing


def test_check_guide_finds_what_publish_guide_refuses(draft, edition):
    """Readers still find the guide at an address that another draft has taken."""
    Guide.objects.update(slug="renamed")
    write_draft(GUIDE)
    assert "at this address" in refusal("publish_guide", GUIDE.slug, note="Second")
    assert "at this address" in check_fails()


@pytest.mark.parametrize("command", ["check_guide", "publish_guide", "export_guide"])
def test_an_unknown_guide_is_refused_and_the_known_ones_named(draft, command):
    note = {"note": "x"} if command == "publish_guide" else {}
    said = refusal(command, "no-such-guide", **note)
    assert "no-such-guide" in said
    assert GUIDE.slug in said


# publish_guide and export_guide


def test_publish_guide_publishes_with_a_note(draft):
    with pytest.raises(CommandError):
        run("publish_guide", GUIDE.slug)
    run("publish_guide", GUIDE.slug, note="Because.")
    assert list(Edition.objects.values_list("number", "note")) == [(1, "Because.")]


def test_publish_guide_says_that_it_brings_a_withdrawn_guide_back(draft, edition):
    withdraw(draft, "Taken down.", "A wrong rule.")
    said = run("publish_guide", GUIDE.slug, note="The rule is right again.")
    assert "Readers have it again." in said
    assert "again" not in run("publish_guide", GUIDE.slug, note="Once more.")


def test_so_does_load_guide(draft, edition, file):
    withdraw(draft, "Taken down.", "A wrong rule.")
    assert "Readers have it again." in run("load_guide", file(CHANGED), publish="Right again.")


def test_publish_guide_names_the_example_readers_that_are_dropped(draft, edition):
    dropped = GUIDE.example_readers[0]
    write_draft(replace(GUIDE, example_readers=GUIDE.example_readers[1:]))
    said = run("publish_guide", GUIDE.slug, note="Because.")
    assert f"Example reader dropped: {dropped.who}\n" in said
    assert "dropped" not in run("publish_guide", GUIDE.slug, note="Once more.")


@pytest.mark.parametrize(
    "words",
    [
        ("publish_guide", GUIDE.slug, "--note", " "),
        ("withdraw_guide", GUIDE.slug, "--note", " "),
        ("load_guide", FILE, "--publish", " "),
    ],
    ids=lambda words: words[0],
)
def test_a_note_that_says_nothing_is_refused(draft, edition, words):
    before = everything()
    with pytest.raises(CommandError, match="say something"):
        run(*words)
    assert everything() == before


def test_export_guide_prints_the_draft(draft, edition):
    write_draft(CHANGED)
    assert read_guide(run("export_guide", GUIDE.slug).encode()) == CHANGED


# load_guide


def test_load_guide_writes_over_the_draft_and_publishes_when_told_to(draft, file):
    run("load_guide", file(CHANGED), file(OTHER))
    assert everything() == ([CHANGED, OTHER], [])
    run("load_guide", file(GUIDE), publish="First edition")
    assert freeze(draft) == GUIDE
    assert Edition.objects.get().note == "First edition"


def test_load_guide_says_how_many_rows_are_to_check_for_the_words_of_its_summary(draft, file):
    new = GUIDE.summary.replace(TOWN, "Town card, for adults who work here or close by.")
    said = run("load_guide", file(replace(GUIDE, summary=new)))
    count = RowToCheck.objects.open_in(draft).count()
    assert count
    assert f"Rows to check, since words of the summary are others: {count}" in said


def test_a_file_that_is_not_there_changes_nothing(draft, tmp_path):
    assert "gone.yaml" in refusal("load_guide", tmp_path / "gone.yaml")
    assert everything() == ([GUIDE], [])


def test_a_file_that_cannot_be_published_changes_nothing(draft, file):
    weak = with_part(CHANGED, "options", "town-card", source_text="")
    assert "town-card" in refusal("load_guide", file(OTHER), file(weak), publish="x")
    assert everything() == ([GUIDE], [])


def test_of_files_that_are_not_loaded_none_is_told_as_loaded(draft, file, tmp_path):
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("load_guide", file(CHANGED), tmp_path / "gone.yaml", stdout=out)
    assert out.getvalue() == ""
    assert not Trail.objects.exists()


def test_load_guide_calls_a_guide_by_the_title_in_its_file(draft, file):
    new = replace(GUIDE, title="Cards", summary=GUIDE.summary.replace(TOWN, "Town card, for all."))
    assert "Loaded Cards as the draft." in run("load_guide", file(new))


# What `make setup` does with the guides that come with the site, on every run


def test_a_new_site_gets_every_guide_that_comes_with_it(no_guide, file):
    run("set_up", FILE, file(OTHER))
    drafts, editions = everything()
    assert drafts == [GUIDE, OTHER]
    assert len(editions) == 2


def edited(draft):
    Option.objects.filter(slug="town-card").update(plain="Staff's words.")


def renamed(draft):
    publish(draft, "First")
    Guide.objects.update(slug="renamed")


def replaced_by_another(draft):
    write_draft(OTHER)
    draft.delete()


@pytest.mark.parametrize("change", [edited, renamed, replaced_by_another])
def test_nothing_is_loaded_into_a_site_that_staff_have_changed(draft, change):
    change(draft)
    before = everything()
    assert "nothing was loaded" in run("set_up", FILE)
    assert everything() == before


# load_summary

TOWN = "Town card, for adults who live here or close by."


@pytest.fixture
def text(tmp_path):
    """Write a text of the summary to a file."""

    def write(text):
        path = tmp_path / "summary.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_load_summary_says_of_each_statement_what_became_of_it_and_changes_nothing(draft, text):
    before = everything()
    new = GUIDE.summary.replace(TOWN, "Town card, for adults who work here or close by.")
    new = new.replace("  • Screen card.\n", "  • Game card.\n")
    out = StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("load_summary", GUIDE.slug, str(text(new)), stdout=out)
    assert caught.value.code == 1
    lines = out.getvalue().splitlines()
    at = lines.index(f"reworded: {TOWN}")
    assert lines[at + 1] == "  now: Town card, for adults who work here or close by."
    assert "option town-card" in lines[at + 2]
    assert "same: House rules" in lines
    about = [each.slug for each in GUIDE.notices if not each.option and each.sources]
    assert [each for each in lines if each.startswith("concerned by any change")] == [
        f"concerned by any change: notice {slug}" for slug in about
    ]
    assert lines[-2] == "11 same, 1 reworded, 1 new, 1 gone; 0 moved."
    assert lines[-1].startswith("Something is to do")
    assert everything() == before


def test_load_summary_of_the_same_text_has_nothing_to_do(draft, text):
    said = run("load_summary", GUIDE.slug, text(GUIDE.summary))
    assert "same: House rules" in said
    assert said.endswith("13 same, 0 reworded, 0 new, 0 gone; 0 moved.\nNothing is to do.\n")


def test_load_summary_has_something_to_do_as_long_as_a_row_is_to_check(draft, text):
    words = "Town card, for adults who work here or close by."
    new = text(GUIDE.summary.replace(TOWN, words))
    run("load_summary", GUIDE.slug, new, keep=True)
    draft.option_set.filter(slug="town-card").update(source_text=words)
    with pytest.raises(SystemExit) as caught:
        run("load_summary", GUIDE.slug, new)
    assert caught.value.code == 1
    RowToCheck.objects.all().delete()
    assert run("load_summary", GUIDE.slug, new).endswith("Nothing is to do.\n")


HATS = "Hats\n\n  • A warm hat, for those who are cold.\n  • A wide hat, for those in the sun.\n"


def test_a_copy_takes_the_summary_of_its_own_in(draft, edition, text):
    """It may not be published with the other guide's."""
    copy = copy_draft(draft, "hats", "Hats")
    with pytest.raises(SystemExit):
        run("load_summary", "hats", text(HATS))
    run("load_summary", "hats", text(HATS), keep=True)
    copy.refresh_from_db()
    assert copy.summary == HATS.strip()
    asked = RowToCheck.objects.open_in(copy).values_list("kind", "slug")
    assert {("option", each.slug) for each in GUIDE.options if each.source_text} <= {*asked}
    found = proofread_draft(copy, freeze(copy))
    codes = {each.code for each in found if each.stops_publishing}
    assert {"to-check", "words-unknown", "words-not-carried"} <= codes
    assert "of-another-guide" not in codes


def test_once_published_a_copy_takes_texts_of_its_summary_alone(draft, text):
    copy = copy_draft(draft, "hats", "Hats")
    draft.delete()
    publish(copy, "First")
    assert "the same summary" in refusal("load_summary", "hats", text(HATS), keep=True)


def test_load_summary_keeps_a_text_only_where_it_is_told_to(draft, text):
    new = GUIDE.summary.replace(TOWN, "Town card, for adults who work here or close by.")
    run("load_summary", GUIDE.slug, text(new), keep=True, taken_from="the town hall")
    draft.refresh_from_db()
    assert (draft.summary, draft.summary_from) == (new, "the town hall")
    assert RowToCheck.objects.filter(slug="town-card").exists()
    line = Trail.objects.get()
    said = f"{draft}: Kept a new text of the summary, from the town hall"
    assert (line.what, line.detail) == ("kept", said)


def test_load_summary_takes_no_longer_word_on_where_than_a_form(draft, text):
    before = everything()
    with pytest.raises(CommandError, match="more than 300 characters"):
        run("load_summary", GUIDE.slug, text(GUIDE.summary), "--keep", "--from", "x" * 301)
    assert everything() == before


@pytest.mark.parametrize("content", ["", "<html><body><p>No text</p></body></html>", "Other words"])
def test_load_summary_refuses_what_is_no_text_of_this_summary(draft, text, content):
    before = everything()
    assert "nothing was changed" in refusal("load_summary", GUIDE.slug, text(content), keep=True)
    assert everything() == before


def test_load_summary_says_that_there_is_no_such_file(draft, tmp_path):
    assert "no-such" in refusal("load_summary", GUIDE.slug, tmp_path / "no-such.txt")
