"""The Spanish of the guide that the site ships with, and of the site: whole, plain, and official.

It needs no reader of Spanish to say that a text is missing or hard to read, that a drug or a number
is lost, or that a quotation is not the publisher's.
"""

import re
from collections import defaultdict
from pathlib import Path

import polib
import pytest
from django.conf import settings

from navigator.guide import readability
from navigator.guide.glossary import Glossary
from navigator.guide.language import in_language, units, untranslated
from navigator.guide.own_language import OwnLanguage
from navigator.guide.po import write_translation
from navigator.guide.proofread import translations
from navigator.guide.readability import FERNANDEZ_HUERTA, INFLESZ, drug_names
from navigator.guide.texts import our_texts, parts
from navigator.guide.voice import OTHER, Reader, for_reader
from tests.guides import SPANISH as FILE
from tests.guides import spanish_guide
from tests.prose import in_a_row

from .spanish import CATEGORIES, DIFFERENT, MISSING, OTHER_STATEMENTS, STATEMENTS, TERMS

GUIDE = spanish_guide()
SPANISH = in_language(GUIDE, "es")
VOICES = {reader: for_reader(SPANISH, reader) for reader in Reader}
NAMES = drug_names(SPANISH)
MEASURES = pytest.mark.parametrize("measure", [INFLESZ, FERNANDEZ_HUERTA], ids=lambda m: m.name)
READERS = pytest.mark.parametrize("reader", Reader)
MESSAGES = Path(settings.LOCALE_PATHS[0]) / "es" / "LC_MESSAGES" / "django.po"

QUESTIONS = ("guide", "panel", "question", "notice")
TREATMENTS = ("category", "fact", "line of a report", "option", "term", "source")


def said_by_the_site():
    """The site's own words, with what is filled in as a short word."""
    for entry in polib.pofile(str(MESSAGES)):
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            filled = re.sub(r"<[^>]*>", "", re.sub(r"%\(\w+\)s", "nombre", text))
            yield " ".join(filled.split())


def said_to(reader):
    """Every text of ours in that voice, as (kind, slug, field, text)."""
    for kind, slug, part in parts(VOICES[reader]):
        for field, text in our_texts(part):
            if not field.endswith(OTHER):  # the other voice's words are in the field without it
                yield kind, slug, field, text


SITE = [*said_by_the_site()]
OURS = {reader: [*said_to(reader)] for reader in Reader}
EVERYTHING = [*SITE, *(text for rows in OURS.values() for *_, text in rows)]


# Whole


def test_every_text_that_readers_need_has_a_wording_for_its_present_words():
    assert [(each.place, each.field) for each in untranslated(GUIDE, "es")] == []
    assert [each.place for each in units(GUIDE, "es") if each.is_to_check] == []


def test_the_proofreader_finds_nothing_in_the_wordings():
    assert [f"{each.where}: {each.what}" for each in translations.findings(GUIDE)] == []


@READERS
def test_none_of_our_texts_is_left_in_english(reader):
    left = [text for *_, text in OURS[reader] if isinstance(text, OwnLanguage)]
    assert left == []


def test_the_file_is_what_the_desk_gives_to_translators():
    """With the texts that may stay empty. If it is not: `manage.py export_translation`."""
    assert FILE.read_text(encoding="utf-8") == write_translation(GUIDE, "es")


def test_every_message_of_the_site_is_translated():
    file = polib.pofile(str(MESSAGES))
    assert file.percent_translated() == 100
    assert [each.msgid for each in file if each.fuzzy or each.obsolete] == []


# Plain


@MEASURES
@READERS
@pytest.mark.parametrize(
    ("kinds", "limit"),
    [(QUESTIONS, 65), *(((kind,), 55) for kind in TREATMENTS)],
    ids=["questions", *TREATMENTS],
)
def test_all_texts_of_a_kind_are_as_easy_as_the_site_promises(reader, kinds, limit, measure):
    rows = [text for kind, _, _, text in OURS[reader] if kind in kinds]
    assert measure.score(in_a_row(rows), NAMES) >= limit
    assert {measure.limit(kind) for kind in kinds} == {limit}


@MEASURES
@READERS
def test_each_text_that_is_long_enough_to_tell_is_easy_by_itself(reader, measure):
    hard = {}
    for kind, slug, field, text in OURS[reader]:
        score = measure.score(text, NAMES)
        if score is not None and measure.is_beyond(score, kind):
            hard[kind, slug, field] = round(score)
    assert hard == {}


@MEASURES
@READERS
def test_short_texts_of_a_kind_are_easy_together(reader, measure):
    """Labels, hints, rows of lists: each kind of them in a row. Names of things are no text."""
    short = defaultdict(list)
    for kind, _, field, text in OURS[reader]:
        is_name = field == "name" or kind == "trial topic"
        if not is_name and measure.score(text, NAMES) is None:
            short[kind, field].append(text)
    scores = {key: measure.score(in_a_row(rows), NAMES) for key, rows in short.items()}
    hard = {key: score for key, score in scores.items() if score and score < measure.limit(key[0])}
    assert hard == {}


@MEASURES
def test_the_site_is_easy_to_read(measure):
    assert measure.score(in_a_row(SITE), ()) >= 65
    scores = {text: measure.score(text, ()) for text in SITE}
    assert {text: score for text, score in scores.items() if (score or 65) < 65} == {}


def test_no_sentence_is_long():
    assert [long for text in EVERYTHING for long in readability.long_sentences(text)] == []


# Usted, for any reader

# Forms of tú, vos and vosotros that are no other words: "habla" or "marca" may be a third person.
OTHER_FORMS = """
    tú tu tus ti te contigo tuyo tuya tuyos tuyas vos vosotros vosotras os vuestro vuestra vuestros
    vuestras eres estás sabes tienes puedes debes quieres necesitas vas haces dices ves crees
    sientes recibes tomas usas has tuviste recibiste dijiste fuiste elegiste marcaste quieras puedas
    tengas dile diles haz pon sal ten di escoge podés tenés querés sos sabés debés elegí escribí
    decí vení hacé mirá preguntá marcá llamá podéis tenéis queréis sois sabéis debéis elegid
    preguntad
"""


def test_readers_are_spoken_to_as_usted():
    forms = "|".join(OTHER_FORMS.split())
    pattern = re.compile(rf"\b(?:{forms})\b", re.IGNORECASE)
    assert [text for text in EVERYTHING if pattern.search(text)] == []


# Official


@pytest.mark.parametrize(("slug", "name"), TERMS.items(), ids=TERMS)
def test_a_term_has_the_publishers_own_name(slug, name):
    assert SPANISH.term_by_slug[slug].name.lower() == name.lower()


@pytest.mark.parametrize(("slug", "name"), CATEGORIES.items(), ids=CATEGORIES)
def test_a_kind_of_treatment_has_the_publishers_own_name(slug, name):
    assert SPANISH.category_by_slug[slug].name.lower() == name


@pytest.mark.parametrize(("slug", "statement"), STATEMENTS.items(), ids=STATEMENTS)
def test_a_statement_is_quoted_to_the_letter(slug, statement):
    assert SPANISH.option_by_slug[slug].source_text == statement


def test_what_stands_above_lists_and_on_trials_is_quoted_to_the_letter():
    category = SPANISH.category_by_slug["other-treatments"]
    assert SPANISH.source_intro == OTHER_STATEMENTS["source_intro"]
    assert SPANISH.source_trials == OTHER_STATEMENTS["source_trials"]
    assert category.source_text == OTHER_STATEMENTS["other-treatments"]


@pytest.mark.parametrize("slug", sorted(DIFFERENT | MISSING))
def test_a_statement_that_differs_in_spanish_or_is_missing_is_quoted_in_english(slug):
    quoted = SPANISH.option_by_slug[slug].source_text
    assert isinstance(quoted, OwnLanguage)
    assert quoted.language == "en"
    assert quoted == GUIDE.option_by_slug[slug].source_text


def test_every_statement_was_looked_for():
    assert {*STATEMENTS, *DIFFERENT, *MISSING} == set(SPANISH.option_by_slug)


def test_what_is_quoted_in_spanish_names_its_source():
    (translation,) = GUIDE.translations
    source = next(each for each in SPANISH.sources if each.slug == translation.quotes_from)
    assert source.url.startswith("https://www.cancer.gov/espanol/")
    assert source.dated == "2 de noviembre de 2018"


def test_what_is_not_in_spanish_carries_its_language():
    """Titles of sources that are in English, and what is quoted in it."""
    for source, english in zip(SPANISH.sources, GUIDE.sources, strict=True):
        is_worded = any(each.field == "title" for each in english.wordings)
        assert isinstance(source.title, OwnLanguage) is not is_worded


# How words are said

LETTERS = "a-zñáéíóúü"


@pytest.mark.parametrize("term", [each for each in SPANISH.terms if each.say], ids=lambda t: t.slug)
def test_how_a_word_is_said_is_spelled_in_syllables_with_one_that_is_loud(term):
    assert not isinstance(term.say, OwnLanguage)
    for word in term.say.split():
        syllables = word.split("-")
        assert all(re.fullmatch(f"[{LETTERS}]+|[{LETTERS.upper()}]+", each) for each in syllables)
        loud = [each for each in syllables if each.isupper()]
        assert len(loud) == 1 or (len(syllables) == 1 and not loud), word


def test_every_word_whose_sound_is_told_in_english_tells_it_in_spanish():
    """Letters that Spanish says one by one, or a word that everyone says, may go without."""
    untold = {each.slug for each in GUIDE.terms if each.say}
    untold -= {each.slug for each in SPANISH.terms if each.say}
    assert untold == set()


# The glossary


@READERS
def test_spanish_texts_lead_to_the_terms_that_the_english_ones_lead_to(reader):
    """A plural that the glossary does not know would leave a hard word unexplained."""
    english, spanish = Glossary(GUIDE.terms), Glossary(SPANISH.terms)
    voice = for_reader(GUIDE, reader)
    used = english.used_in(text for _, _, part in parts(voice) for _, text in our_texts(part))
    found = spanish.used_in(text for *_, text in OURS[reader])
    assert {each.slug for each in used} - {each.slug for each in found} == set()
