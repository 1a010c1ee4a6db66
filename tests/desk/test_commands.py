"""The commands that staff and `make` use on guides."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from navigator.desk.drafts import freeze, publish, write_draft
from navigator.desk.models import Guide, Option
from navigator.editions.models import Edition
from navigator.guide.readability import reading_level
from navigator.guide.yaml import write_yaml
from tests.guides import FIXTURE, real_guide
from tests.variants import with_part

pytestmark = pytest.mark.django_db

GUIDE = real_guide()


def run(*words, **options):
    """What a command prints."""
    out = StringIO()
    call_command(*map(str, words), stdout=out, **options)
    return out.getvalue()


def run_and_fail(*words, **options):
    """What a command says before it exits with 1."""
    with pytest.raises(CommandError) as caught:
        run(*words, **options)
    assert caught.value.returncode == 1
    return str(caught.value)


def everything():
    """The draft and what was published, to see whether anything changed."""
    drafts = [freeze(draft) for draft in Guide.objects.all()]
    return drafts, list(Edition.objects.values())


def spoil(draft):
    draft.option_set.filter(slug="chemotherapy").update(source_text="")


@pytest.fixture
def file(tmp_path):
    """A function that writes a guide, or a text, to a file."""

    def write(guide):
        path = tmp_path / "guide.yaml"
        path.write_text(guide if isinstance(guide, str) else write_yaml(guide), encoding="utf-8")
        return path

    return write


# check_guide


def test_check_guide_is_content_with_the_guide(draft):
    assert "0 errors" in run("check_guide", GUIDE.slug)


def test_check_guide_tells_how_hard_the_guide_is_to_read(draft):
    level = reading_level(GUIDE)
    printed = run("check_guide", GUIDE.slug)
    assert f"questions {level.questions:.1f} (at most 6)" in printed
    assert f"treatments {level.treatments:.1f} (at most 8)" in printed


def test_check_guide_prints_warnings_and_does_not_fail(draft):
    Option.objects.filter(slug="lung-surgery").update(for_everyone=True)
    printed = run("check_guide", GUIDE.slug)
    assert "warning: option lung-surgery" in printed


def test_check_guide_prints_errors_and_exits_with_1(draft):
    spoil(draft)
    out = StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("check_guide", GUIDE.slug, stdout=out)
    assert caught.value.code == 1
    assert "error: option chemotherapy" in out.getvalue()
    assert "1 error" in out.getvalue()


def test_check_guide_finds_what_publish_guide_refuses(draft):
    """Readers still find the guide at an address that another draft has taken."""
    run("publish_guide", GUIDE.slug, note="First")
    Guide.objects.update(slug="renamed")
    write_draft(GUIDE)
    assert "at this address" in run_and_fail("publish_guide", GUIDE.slug, note="Second")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_guide", GUIDE.slug, stdout=out)
    assert "at this address" in out.getvalue()


@pytest.mark.parametrize("command", ["check_guide", "publish_guide"])
def test_an_unknown_guide_is_refused_and_the_known_ones_named(draft, command):
    note = {"note": "First"} if command == "publish_guide" else {}
    said = run_and_fail(command, "no-such-guide", **note)
    assert "no-such-guide" in said
    assert GUIDE.slug in said


# publish_guide


def test_publish_guide_publishes_with_the_note(draft):
    run("publish_guide", GUIDE.slug, note="Because.")
    assert list(Edition.objects.values_list("number", "note")) == [(1, "Because.")]


def test_publish_guide_wants_a_note(draft):
    with pytest.raises(CommandError):
        run("publish_guide", GUIDE.slug)
    assert not Edition.objects.exists()


def test_publish_guide_refuses_a_draft_with_errors(draft):
    spoil(draft)
    assert "error: option chemotherapy" in run_and_fail("publish_guide", GUIDE.slug, note="x")
    assert not Edition.objects.exists()


# load_guide


def test_load_guide_makes_the_file_the_draft():
    run("load_guide", FIXTURE)
    assert freeze(Guide.objects.get()) == GUIDE
    assert not Edition.objects.exists()


def test_load_guide_publishes_when_told_to():
    run("load_guide", FIXTURE, publish="First edition")
    assert Edition.objects.get().note == "First edition"


def test_load_guide_writes_over_the_draft(draft, file):
    changed = with_part(GUIDE, "options", "chemotherapy", plain="New words.")
    run("load_guide", file(changed))
    assert freeze(draft) == changed


# What `make setup` does with the guides that come with the site, on every run


def test_a_new_site_gets_the_guide_that_comes_with_it():
    run("set_up", FIXTURE)
    assert freeze(Guide.objects.get()) == GUIDE
    assert Edition.objects.count() == 1


def test_a_new_site_gets_every_guide_that_comes_with_it(file):
    other = file(replace(GUIDE, slug="another-guide", title="Another"))
    run("set_up", FIXTURE, other)
    assert Edition.objects.count() == 2


def edited(draft):
    Option.objects.filter(slug="chemotherapy").update(plain="Staff's words.")


def renamed(draft):
    publish(draft, "First")
    Guide.objects.update(slug="renamed")


def renamed_and_published(draft):
    renamed(draft)
    publish(draft, "Renamed")


def replaced_by_another(draft):
    write_draft(replace(GUIDE, slug="another-guide", title="Another"))
    draft.delete()


@pytest.mark.parametrize("change", [edited, renamed, renamed_and_published, replaced_by_another])
def test_nothing_is_loaded_into_a_site_that_staff_have_changed(draft, change):
    change(draft)
    before = everything()
    assert "nothing was loaded" in run("set_up", FIXTURE)
    assert everything() == before


DAMAGED = {
    "broken YAML": "a: [",
    "nothing": "",
    "another format": write_yaml(GUIDE).replace("format: 1", "format: 99", 1),
    "a list that is cut": write_yaml(GUIDE)[:-4_000] + "\n  - {",
    "an unknown field": write_yaml(GUIDE) + "titel: A guide\n",
    "a category that is gone": write_yaml(
        with_part(GUIDE, "options", "chemotherapy", category="gone")
    ),
    "a source that is gone": write_yaml(with_part(GUIDE, "terms", "androgen", sources=("x",))),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_changes_nothing(draft, file, text):
    before = everything()
    path = file(text)
    assert str(path) in run_and_fail("load_guide", path, publish="x")
    assert everything() == before


def test_a_rule_that_names_an_answer_twice_is_refused_in_words(draft, file):
    text = write_yaml(GUIDE).replace("- mutation", "- mutation\n      - mutation", 1)
    before = everything()
    run_and_fail("load_guide", file(text))
    assert everything() == before


def test_a_file_that_is_not_there_changes_nothing(draft, tmp_path):
    before = everything()
    assert "gone.yaml" in run_and_fail("load_guide", tmp_path / "gone.yaml")
    assert everything() == before


def test_a_file_in_another_encoding_changes_nothing(draft, tmp_path):
    path = tmp_path / "guide.yaml"
    path.write_bytes(write_yaml(GUIDE).encode("utf-16"))
    before = everything()
    assert str(path) in run_and_fail("load_guide", path)
    assert everything() == before


def test_a_file_that_cannot_be_published_changes_nothing(draft, file):
    weak = with_part(GUIDE, "options", "chemotherapy", source_text="", plain="New words.")
    before = everything()
    assert "chemotherapy" in run_and_fail("load_guide", file(weak), publish="x")
    assert everything() == before
