"""Message files of the site's own words: brought up to date, checked, compiled without gettext."""

from gettext import GNUTranslations
from io import StringIO
from shutil import copytree

import polib
import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.utils.functional import cached_property

from navigator.readers.management.commands.makemessages import extracted

LEFT_OUT = "There is no such page"


class File:
    """The Spanish message file of a folder, which tests spoil."""

    def __init__(self, folder):
        self.path = folder / "es" / "LC_MESSAGES" / "django.po"

    @property
    def read(self):
        return polib.pofile(str(self.path))

    def change(self, msgid, **values):
        file = self.read
        entry = file.find(msgid)
        for name, value in values.items():
            setattr(entry, name, value)
        file.save()

    def lose(self, msgid):
        file = self.read
        file.remove(file.find(msgid))
        file.save()

    def gain(self, **entry):
        file = self.read
        file.append(polib.POEntry(**entry))
        file.save()

    @cached_property
    def compiled(self):
        with self.path.with_suffix(".mo").open("rb") as file:
            return GNUTranslations(file)


@pytest.fixture
def file(tmp_path, settings):
    """A copy of the site's message files, in place of those."""
    folder = tmp_path / "locale"
    copytree(site.LOCALE_PATHS[0], folder)
    settings.LOCALE_PATHS = [folder]
    return File(folder)


def make():
    call_command("makemessages", stdout=StringIO())


def told():
    """What is wrong, a line each, or nothing."""
    try:
        call_command("makemessages", "--check", stdout=StringIO())
    except CommandError as error:
        *faults, advice = str(error).splitlines()
        assert "make messages" in advice
        return faults
    return []


def test_the_message_files_of_the_site_have_every_message_translated():
    assert told() == []


def test_a_message_that_is_missing_is_told(file):
    file.lose(LEFT_OUT)
    assert told() == [f"{file.path}: not translated: {LEFT_OUT}"]


@pytest.mark.parametrize("values", [{"msgstr": ""}, {"flags": ["fuzzy"]}], ids=["empty", "fuzzy"])
def test_a_message_that_is_not_translated_is_told(file, values):
    file.change(LEFT_OUT, **values)
    assert told() == [f"{file.path}: not translated: {LEFT_OUT}"]


def test_a_message_that_the_site_has_no_more_is_told(file):
    file.gain(msgid="Words of yesterday", msgstr="Palabras de ayer")
    assert told() == [f"{file.path}: stale: Words of yesterday"]


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("say: %(say)s", "diga:"),
        ("say: %(say)s", "diga: %(dicho)s"),
        ("say: %(say)s", "diga: %(say)s %(more)s"),
        (LEFT_OUT, "No existe %(page)s"),
    ],
    ids=["lost", "translated", "one more", "where there is none"],
)
def test_a_placeholder_that_was_lost_or_made_up_is_told(file, msgid, msgstr):
    """The page would fail, or leave out what it is about."""
    file.change(msgid, msgstr=msgstr)
    assert told() == [f"{file.path}: other placeholders: {msgid}"]


def test_a_plural_is_checked_in_each_of_its_forms(file):
    entry = next(each for each in file.read if each.msgid_plural and "%(" in each.msgid_plural)
    for number in entry.msgstr_plural:
        broken = entry.msgstr_plural | {number: "sin nada"}
        file.change(entry.msgid, msgstr_plural=broken)
        assert told() == [f"{file.path}: other placeholders: {entry.msgid}"]
    file.change(entry.msgid, msgstr_plural=entry.msgstr_plural | {1: ""})
    assert told() == [f"{file.path}: not translated: {entry.msgid}"]


def test_a_check_changes_nothing(file):
    file.gain(msgid="Words of yesterday", msgstr="Palabras de ayer")
    before = file.path.read_bytes()
    told()
    assert file.path.read_bytes() == before


def test_a_file_that_is_brought_up_to_date_keeps_what_is_translated(file):
    file.lose(LEFT_OUT)
    file.gain(msgid="Words of yesterday", msgstr="Palabras de ayer")
    kept = {each.msgid: each.msgstr for each in file.read if each.msgstr}
    make()
    assert told() == [f"{file.path}: not translated: {LEFT_OUT}"]
    found = {each.msgid: each.msgstr for each in file.read if each.msgstr}
    assert found == {msgid: text for msgid, text in kept.items() if msgid != "Words of yesterday"}
    again = file.path.read_bytes()
    make()
    assert file.path.read_bytes() == again


def test_messages_are_found_in_templates_and_code_with_their_places_and_none_of_staff():
    messages = extracted()
    assert messages[LEFT_OUT, ""] == {"templates/404.html"}
    assert messages["say: %(say)s", ""] == {"templates/readers/_term.html"}
    assert any(many for _, many in messages)
    assert any(path.endswith(".py") for paths in messages.values() for path in paths)
    places = {path for paths in messages.values() for path in paths}
    assert not [path for path in places if path.startswith(("templates/admin", "templates/desk"))]
    assert not [path for path in places if path.startswith("templates/door")]


def test_what_is_compiled_is_what_readers_get(file):
    file.change(LEFT_OUT, msgstr="Aquí no hay nada")
    file.path.with_suffix(".mo").unlink(missing_ok=True)
    call_command("compilemessages", stdout=StringIO())
    assert file.compiled.gettext(LEFT_OUT) == "Aquí no hay nada"
    entry = next(each for each in file.read if each.msgid_plural)
    forms = [file.compiled.ngettext(entry.msgid, entry.msgid_plural, n) for n in (1, 2)]
    assert forms == [entry.msgstr_plural[0], entry.msgstr_plural[1]]
    assert file.compiled.gettext("Words of no page") == "Words of no page"


def test_a_fuzzy_message_is_not_compiled(file):
    file.change(LEFT_OUT, flags=["fuzzy"])
    call_command("compilemessages", stdout=StringIO())
    assert file.compiled.gettext(LEFT_OUT) == LEFT_OUT
