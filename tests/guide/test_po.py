"""Wordings go out as a PO file and come back to the letter; a damaged file changes nothing."""

import random
import re
from dataclasses import replace

import polib
import pytest

from navigator.guide.language import in_language, units, untranslated, with_wordings, wordings_of
from navigator.guide.model import Wording
from navigator.guide.po import (
    LARGEST,
    TranslationFileError,
    context,
    merged,
    read_translation,
    write_translation,
)
from navigator.guide.proofread.references import longest
from navigator.guide.texts import part_at
from tests.translated import translated, with_wording
from tests.treatments import guide_with_facts
from tests.variants import with_part

from .random_guides import random_text

CODE = "es"
GUIDE = guide_with_facts()
SPANISH = translated(GUIDE)
AGE = ("question", "age", "")
ASKED = "How old are you?"
# What PO files, or those who read them by lines, have a meaning for.
TELLING = [*'"\\\n\t #~|[]%', "msgid ", "\\n", "\\\\", "\u2028", "\u2029", "\u00a0", "\ufeff", "--"]
TELLING += ["العربية", "\u200f", "ñ", "¿", "你好", "🙂", "e\u0301"]
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
HEAD = f'msgid ""\nmsgstr ""\n"Language: {CODE}\\n"\n"X-Guide: library-card\\n"\n\n'


def telling_text(most=1000):
    """A text that is no line, of words and of what could be taken for something else."""
    some = [random.choice([*TELLING, random_text(8), "word ", "word"]) for _ in range(30)]
    text = CONTROL.sub("", "".join(some[: random.randint(0, 30)]))
    return f"x{text[: most - 2]}x"


def read(text, guide=GUIDE):
    return read_translation(text.encode() if isinstance(text, str) else text, guide)


def taken_in(text, guide=GUIDE):
    """The guide with what a file has."""
    return with_wordings(guide, merged(guide, read(text, guide)))


def entry(msgstr, msgid=ASKED, msgctxt="question age text", before=""):
    return f'{before}msgctxt "{msgctxt}"\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n\n'


def refused(text, guide=GUIDE):
    """What is told of a file that is refused."""
    with pytest.raises(TranslationFileError) as error:
        read(text, guide)
    return str(error.value)


def in_sets(wordings):
    return {place: {*each} for place, each in wordings.items()}


def the_wording(text, guide=GUIDE):
    ((_, (wording,)),) = read(text, guide).wordings.items()
    return wording


# There and back


def test_all_wordings_come_back_as_they_went_into_a_guide_that_has_none():
    assert taken_in(write_translation(SPANISH, CODE)) == replace(SPANISH, translations=())
    assert read(write_translation(SPANISH, CODE)).language == CODE


def test_any_text_comes_back_as_it_went():
    """With quotes, backslashes, line ends of every kind, and scripts that go the other way."""
    for _ in range(25):
        guide = GUIDE
        for unit in units(GUIDE, CODE):
            if unit.field.endswith("url"):
                continue  # an address is no text
            most = longest(type(part_at(GUIDE, unit.place)), unit.field)
            source = unit.source if random.random() < 0.7 else telling_text(most)
            guide = with_wording(guide, unit.place, unit.field, source, telling_text(most))
        text = write_translation(guide, CODE)
        assert in_sets(read(text).wordings) == in_sets(wordings_of(guide))
        assert read(text.replace("\n", "\r\n")).wordings == read(text).wordings
        assert read(text).unknown == ()


def test_any_text_of_a_guide_is_the_source_of_its_wording():
    for _ in range(25):
        guide = with_part(GUIDE, "questions", "age", text=telling_text())
        guide = with_wording(guide, AGE, "text", guide.questions[0].text, "¿Qué edad?")
        back = taken_in(write_translation(guide, CODE), with_wordings(guide, {}))
        assert in_language(back, CODE).questions[0].text == "¿Qué edad?"


def test_translators_own_tools_read_the_file(tmp_path):
    file = tmp_path / "es.po"
    file.write_text(write_translation(SPANISH, CODE), encoding="utf-8")
    found = polib.pofile(str(file))
    assert all(each.comment.startswith("may stay empty") for each in found.untranslated_entries())
    assert found.metadata["Language"] == CODE
    by_context = {each.msgctxt: each for each in found}
    assert by_context["question age text"].msgid == ASKED
    assert by_context["question age child label"].msgstr == "es: Under 12"
    assert by_context["guide title"].msgid == GUIDE.title
    found.save()  # as a tool writes it
    assert in_sets(read(file.read_bytes()).wordings) == in_sets(wordings_of(SPANISH))


def test_a_file_has_each_text_once_and_says_which_may_stay_empty_and_why():
    """A translator who works in a file alone can give a caregiver's wording and an address too."""
    found = polib.pofile("\n" + write_translation(GUIDE, CODE))
    texts = {context(unit.place, unit.field): unit for unit in units(GUIDE, CODE)}
    assert [each.msgctxt for each in found] == [*texts]
    for each in found:
        assert (each.comment == "") == texts[each.msgctxt].needed
    why = {each.msgctxt: each.comment for each in found}
    fits_both = "may stay empty: the first wording fits both"
    assert why["option junior-card plain_other"] == fits_both
    assert why["source house-rules url"].endswith("only where there is one in this language")
    assert why["option town-card source_text"].endswith("the publisher has it in this language")
    assert why["term junior-stamp also"].endswith("more names in this language")
    assert len({each.msgctxt for each in found}) == len(found)
    assert read(write_translation(GUIDE, CODE)).count == 0


def test_wordings_of_another_language_stay_out_of_a_file_and_are_kept():
    both = with_wording(SPANISH, AGE, "text", ASKED, "Quel âge ?", "fr")
    text = write_translation(both, CODE)
    assert "Quel" not in text
    kept = taken_in(text, with_wording(GUIDE, AGE, "text", ASKED, "Quel âge ?", "fr"))
    assert {each.language for each in kept.questions[0].wordings} == {"fr", CODE}


def test_a_file_leaves_what_it_does_not_have_as_it_is():
    changed = taken_in(HEAD + entry("¿Cuántos años?"), SPANISH)
    assert in_language(changed, CODE).questions[0].text == "¿Cuántos años?"
    kept = with_wording(SPANISH, AGE, "text", ASKED, "¿Cuántos años?")
    assert changed == kept
    assert wordings_of(taken_in(HEAD, SPANISH)) == wordings_of(SPANISH)


# In step with the source

STALE = with_part(SPANISH, "questions", "age", text="How old are you now?")


def test_a_wording_of_former_words_goes_out_as_fuzzy_with_them_and_comes_back_to_check():
    text = write_translation(STALE, CODE)
    (fuzzy,) = (each for each in polib.pofile("\n" + text) if each.fuzzy)
    assert (fuzzy.msgctxt, fuzzy.msgid) == ("question age text", "How old are you now?")
    assert (fuzzy.previous_msgid, fuzzy.msgstr) == (ASKED, f"es: {ASKED}")
    bare = with_wordings(STALE, {})
    assert in_sets(read(text, bare).wordings) == in_sets(wordings_of(STALE))
    assert [unit.field for unit in untranslated(taken_in(text, bare), CODE)] == ["text"]


def test_a_wording_that_a_translator_has_settled_holds_for_the_new_words():
    text = write_translation(STALE, CODE).replace("#, fuzzy\n", "")
    assert untranslated(taken_in(text, STALE), CODE) == []


def test_an_export_from_before_a_text_changed_comes_back_to_check():
    """A translator works for weeks; meanwhile the words change."""
    old = HEAD + entry("¿Cuántos años?")
    changed = taken_in(old, with_part(GUIDE, "questions", "age", text="How old are you now?"))
    ((wording),) = changed.questions[0].wordings
    assert (wording.source, wording.text) == (ASKED, "¿Cuántos años?")
    assert "text" in [unit.field for unit in untranslated(changed, CODE) if unit.place == AGE]


@pytest.mark.parametrize("former", ["", f'#| msgid "{ASKED}"\n'])
def test_a_fuzzy_wording_never_reaches_readers_whatever_its_former_words_are(former):
    """A translator has said that it is not done, or a machine has guessed."""
    wording = the_wording(HEAD + entry("¿Qué?", before=f"#, fuzzy\n{former}"))
    assert wording == Wording(CODE, "text", "", "¿Qué?")
    guide = taken_in(HEAD + entry("¿Qué?", before="#, fuzzy\n"))
    assert in_language(guide, CODE).questions[0].text == ASKED
    again = write_translation(guide, CODE)
    assert "#, fuzzy" in again
    assert "#| " not in again
    assert taken_in(again) == guide


@pytest.mark.parametrize("before", ["#, fuzzy\n", f'#, fuzzy\n#| msgid "{ASKED}"\n', ""])
def test_what_somebody_has_settled_since_is_not_made_to_check_by_an_older_file(before):
    """Readers would lose the wording that a colleague has given for the new words."""
    settled = with_wording(STALE, AGE, "text", "How old are you now?", "¿Cuántos años tiene ya?")
    found = read(HEAD + entry("¿Qué?", before=before), settled)
    assert (found.left_out, found.count) == (1, 0)
    there = read(HEAD + entry("¿Qué?", before=before), STALE)
    assert (there.left_out, there.count) == (0, 1)


# What is left out


@pytest.mark.parametrize("nothing", ["", "  ", "\\n"])
def test_a_text_that_is_not_translated_yet_is_no_wording(nothing):
    assert read(HEAD + entry(nothing)).wordings == {}


def test_an_obsolete_entry_is_no_wording_and_no_second_one():
    obsolete = "".join(f"#~ {line}\n" for line in entry("Vieja").splitlines() if line)
    found = read(HEAD + entry("¿Qué edad?") + obsolete)
    assert [each.text for each in found.wordings[AGE]] == ["¿Qué edad?"]
    assert read(HEAD + obsolete).count == 0


def test_texts_that_the_guide_does_not_have_are_told():
    text = HEAD + entry("¿Qué edad?") + entry("Nada", msgctxt="question gone text")
    text += 'msgid "Without a place"\nmsgstr "Sin lugar"\n'
    found = read(text)
    assert found.unknown == ("question gone text", "Without a place")
    assert found.count == 1


def test_a_choice_keeps_its_wording_when_others_go():
    fewer = with_part(GUIDE, "questions", "age", choices=GUIDE.question_by_slug["age"].choices[1:])
    found = read(write_translation(SPANISH, CODE), fewer)
    assert ("question", "age", "teen") in found.wordings
    assert {"question age child label", "question age child statement"} <= {*found.unknown}


def test_comments_places_and_flags_of_tools_are_let_be():
    before = "# A translator\n#. a note\n#: file.html:12\n#, no-c-format\n"
    assert the_wording("\ufeff" + HEAD + entry("¿Qué edad?", before=before)).text == "¿Qué edad?"


# What is refused, whole

TWO = HEAD + entry("¿Qué edad?") + entry("Edad", "Age", "question age label")
LINES = TWO.split("\n")
START = LINES.index('msgctxt "question age label"') + 1  # the line that the second text begins in


def with_line(number, line):
    """The file of two texts with one line of it replaced."""
    return "\n".join([*LINES[: number - 1], line, *LINES[number:]])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (with_line(START + 2, 'msgstr "Ed"ad"'), START + 2),
        (with_line(START + 2, r'msgstr "Ed\\"ad"'), START + 2),
        (with_line(START + 2, 'msgstr "Edad'), START + 2),
        (with_line(START + 2, r'msgstr "Edad\"'), START + 2),
        (with_line(START + 2, "msgstr Edad"), START + 2),
        (with_line(START + 2, "Edad"), START + 2),
        (with_line(START + 2, 'msgstr "Edad" more'), START + 2),
        (with_line(START + 2, 'msgtxt "Edad"'), START + 2),
        (with_line(START + 1, ""), START + 2),
        (with_line(START, '#| msgid "Age'), START),
        ("<html>\n" + TWO, 1),
        ("\n\n" + with_line(START + 2, "Edad"), START + 4),
        (with_line(START + 2, 'msgstr "Edad"').encode() + b"# caf\xe9\n", len(LINES)),
        (with_line(START + 2, 'msgstr "Añ"').encode("latin-1"), LINES.index(
            'msgstr "¿Qué edad?"') + 1),
        (with_line(START + 2, 'msgstr "Ed\0ad"'), START),
        (with_line(START + 2, 'msgstr "Ed\x1bad"'), START),
        (with_line(START + 2, r'msgstr "Ed\bad"'), START),
        (with_line(START + 1, 'msgid "Ag\0e"'), START),
        (with_line(START, 'msgctxt "question age text"'), START),
        (with_line(START + 1, 'msgid "Age"\nmsgid_plural "Ages"').replace(
            'msgstr "Edad"', 'msgstr[0] "Edad"\nmsgstr[1] "Edades"'), START),
        (TWO + 'msgctxt "question age why"\nmsgid "Some', len(LINES) + 1),
        (TWO + 'msgctxt "question age why"\nmsgid "Some"\n', len(LINES) + 1),
        (TWO + 'msgctxt "question age why"\n', len(LINES)),
    ],
    ids=[
        *("a quote in a text", "a quote after a backslash", "no end", "an end that is escaped"),
        *("no quotes", "no keyword", "more after it", "another keyword", "no source"),
        *("a former source without end", "another kind of file", "empty lines in front"),
        *("another encoding in a comment", "another encoding", "NUL", "escape", "named bell"),
        *("NUL in a source", "a text twice", "plural", "cut in a line", "cut after a source"),
        "cut after a place",
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_the_line_where_it_is(text, line):
    assert refused(text).startswith(f"line {line}: ")


def test_the_undamaged_file_is_taken():
    assert read(TWO).count == 2


def test_every_damaged_line_is_told_up_to_twenty():
    told = refused(HEAD + "nonsense\n" * 30).splitlines()
    assert len(told) == 20
    assert told[1].startswith(f"line {HEAD.count(chr(10)) + 2}: ")


def test_a_file_that_is_cut_anywhere_brings_no_half_of_a_text():
    whole = {*read(TWO).wordings[AGE]}
    content = TWO.encode()
    for end in range(len(content)):
        try:
            found = {each for some in read(content[:end]).wordings.values() for each in some}
        except TranslationFileError:
            continue
        assert found <= whole, content[:end]


@pytest.mark.parametrize(
    "head",
    ["", 'msgid ""\nmsgstr ""\n\n', HEAD.replace("Language", "Lang"), HEAD.replace(": es", ": ")],
    ids=["no head", "an empty one", "another field", "an empty field"],
)
def test_a_file_that_does_not_say_its_language_is_refused(head):
    assert "has to name the language" in refused(head + entry("¿Qué edad?"))


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (HEAD.replace(": es", ": en"), "The guide is in “en” itself."),
        (HEAD.replace(": es", ": Spanish"), "has to name the language"),
        (HEAD.replace("library-card", "other-guide"), "of another guide: “other-guide”"),
    ],
)
def test_a_file_of_another_guide_or_of_no_other_language_is_refused(head, what):
    assert what in refused(head + entry("¿Qué edad?"))


def test_the_code_of_a_language_is_read_as_tools_write_it():
    found = read(HEAD.replace(": es", ": pt_BR") + entry("Qual é a idade?"))
    assert found.language == "pt-BR"


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "http://a.example/", "https://a.example/ b"]
)
def test_an_address_that_is_none_is_refused_with_its_line(text):
    """Readers would follow it."""
    file = HEAD + entry(text, "https://a.example/", "source house-rules url")
    assert refused(file).startswith(f"line {HEAD.count(chr(10)) + 1}: “{text}” is no address")


def test_the_address_of_a_search_with_other_placeholders_is_refused():
    file = HEAD + entry("https://a.example/?c={place}", "x", "guide trials_search_url")
    assert "has no {code}" in refused(file)


def test_a_wording_that_is_too_long_or_of_words_that_are_is_refused_with_its_line():
    """The draft that has it could neither be shown nor published."""
    told = f"line {HEAD.count(chr(10)) + 1}: It has more than 400 characters: 401."
    assert refused(HEAD + entry("x" * 401)) == told
    assert refused(HEAD + entry("x", "y" * 401)) == told
    assert read(HEAD + entry("x" * 400, "y" * 400)).count == 1


def test_a_plural_in_the_first_line_is_told_of_that_line():
    text = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'
    assert "line 1: A text of a guide has no plural." in refused(text)


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    assert refused(TWO.encode() + b"#" * LARGEST) == "The file is larger than 1 MB."


@pytest.mark.parametrize("name", ["es.po", "#es.po", '"es.po"', ""])
def test_a_file_that_names_another_one_is_never_read_as_that(tmp_path, monkeypatch, name):
    """Whoever sends the name of a file of the server would be shown what is in it."""
    monkeypatch.chdir(tmp_path)
    if name:
        (tmp_path / name).write_text(TWO, encoding="utf-8")
    for sent in (name, str(tmp_path / name), f"\n{name}"):
        assert "has to name the language" in refused(sent) or "line" in refused(sent)


def test_a_file_with_many_texts_is_read_in_no_time():
    many = "".join(entry("x", "y", f"question q{number} text") for number in range(12_000))
    assert len(read(HEAD + many).unknown) == 12_000


def test_what_is_refused_is_told_as_what_it_is():
    for damaged in ("\x00\x01PNG", "{}", "title: x\nslug: y\n", "a,b\n1,2\n"):
        assert "line 1: This is neither a comment nor a text between quotes." in refused(damaged)
