"""Things for a translator or an editor to look at in the wordings of another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from navigator.guide.glossary import Glossary
from navigator.guide.language import Unit, units
from navigator.guide.model import Guide, Source, Term, Wording
from navigator.guide.readability import MOST_WORDS, drug_names, long_sentences, mask
from navigator.guide.summary import BULLET
from navigator.guide.texts import KEPT, NAMES, NO_TEXT, QUOTED, lines, part_at

from .finding import Finding, warning
from .references import LONGEST, longest
from .wording import suited, too_hard

ANY_DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# No longer than names and numbers are: nothing is gone through again and again.
LINK = re.compile(r"https?://[^\s<>]+|\b(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,63}\b")
PHONE = re.compile(r"(?<![\w-])\d(?:-?[\dA-Z]){9,20}(?![\w-])")
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s")
EMPTY_LINES = re.compile(r"\n\s*\n")
# A line may be so many times as long as its source, and in any case so many characters longer.
LONGER, FEW = 1.6, 12
# By language: its quotation marks; others stand within these alone.
QUOTES = {"es": ("«", "»")}
ANY_QUOTE = re.compile('["“”„‟«»]')
# By language: what a sentence with the second of these signs begins with.
OPENED = {"es": (("¿", "?"), ("¡", "!"))}


class Remark(NamedTuple):
    """Something to look at: the code of a finding, what it is about, and a sentence."""

    code: str
    about: str
    what: str


@dataclass(frozen=True)
class Words:
    """The words that a guide's wordings in a language are held against."""

    guide: Guide
    language: str
    drugs: Glossary
    worded_drugs: Glossary
    names: tuple[str, ...]

    @classmethod
    def of(cls, guide: Guide, language: str) -> Words:
        """Return those of a guide in its own language."""
        drugs = [term for term in guide.terms if term.is_drug]
        worded = [_with_names(term, language) for term in drugs]
        names = drug_names(replace(guide, terms=tuple(worded)))
        return cls(guide, language, Glossary(drugs), Glossary(worded), names)


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield what is weak in wordings that readers get."""
    for translation in guide.translations:
        if not translation.shown:
            continue
        language = translation.slug
        words = Words.of(guide, language)
        for unit in units(guide, language):
            if unit.is_done and unit.wording:
                (kind, slug, answer), text = unit.place, unit.wording.text
                for code, about, what in _remarks(words, unit, unit.wording):
                    yield warning(
                        *(kind, slug, f"“{unit.field}” ({language}): {what}", unit.field),
                        code=code,
                        answer=answer,
                        about=f"{language}: {about}: {text}",
                    )


def remarks(words: Words, unit: Unit) -> list[str]:
    """Return what to look at in a wording, in sentences."""
    if unit.wording is None:
        return []
    return [remark.what for remark in _remarks(words, unit, unit.wording)]


def _remarks(words: Words, unit: Unit, wording: Wording) -> Iterator[Remark]:
    part, field, text = part_at(words.guide, unit.place), unit.field, wording.text
    if field == "say":
        return
    yield from _lost(unit.source, text)
    if field == "also" or LINK.fullmatch(text):
        return
    yield from _lost_drugs(words, unit.source, text)
    yield from _too_long(part, unit, text)
    yield from _signs(words.language, text)
    if field in QUOTED:  # the publisher's own words
        yield from _quoted(unit.source, text)
        return
    yield from _lines(part, unit, text)
    if field in NAMES | KEPT.get(type(part), set()) | NO_TEXT:
        return
    yield from _same(words, part, unit, text)
    for row in lines(text) if isinstance(getattr(part, field), tuple) else (text,):
        for sentence in long_sentences(row):
            what = f"This sentence has more than {MOST_WORDS} words: “{sentence}”"
            yield Remark("wording-sentence-too-long", sentence, what)
        if what := too_hard(row, words.language, unit.place[0], words.names):
            yield Remark("wording-hard-to-read", row, what)


def _with_names(term: Term, language: str) -> Term:
    """Return a term with its names in a language beside those that it has."""
    worded = {each.field: each.text for each in term.wordings if each.language == language}
    name = worded.get("name", term.name)
    also = dict.fromkeys((*lines(worded.get("also", "")), term.name, *term.also))
    return replace(term, name=name, also=tuple(each for each in also if each != name))


def _lost(source: str, text: str) -> Iterator[Remark]:
    """Yield numbers, links, telephone numbers and placeholders that are lost.

    Links may be others: an address of the language takes the place of the source's.
    """
    links = LINK.findall(source) if "." in source else []
    if len(links) > len(LINK.findall(text)):
        lost = ", ".join(f"“{each}”" for each in links if each not in text)
        yield Remark(
            "wording-link-lost", lost, f"It has fewer links: {lost} has none in its place."
        )
    placeholders = set(PLACEHOLDER.findall(source))
    for each in sorted(placeholders ^ set(PLACEHOLDER.findall(text))):
        what = f"{each} is lost." if each in placeholders else f"{each} is not in the source."
        yield Remark("wording-placeholder", each, f"{what} Something takes its place.")
    if not ANY_DIGIT.search(source):
        return
    for phone in PHONE.findall(source):
        if phone not in text:
            yield Remark("wording-phone-lost", phone, f"The telephone number {phone} is lost.")
    kept = _numbers(text)
    for number in dict.fromkeys(NUMBER.findall(LINK.sub("", PHONE.sub("", source)))):
        if _bare(number) not in kept:
            yield Remark("wording-number-lost", number, f"The number {number} is lost.")


def _numbers(text: str) -> set[str]:
    return {_bare(number) for number in NUMBER.findall(text)}


def _bare(number: str) -> str:
    """Return a number without the signs in it, which languages write in different ways."""
    return re.sub("[.,]", "", number).lstrip("0")


def _lost_drugs(words: Words, source: str, text: str) -> Iterator[Remark]:
    named = words.drugs.used_in([source])
    if not named:
        return
    kept = {term.slug: term for term in words.worded_drugs.used_in([text])}
    for term in named:
        if term.slug not in kept:
            (worded,) = (each for each in words.worded_drugs.terms if each.slug == term.slug)
            names = f"“{term.name}”"
            if worded.name != term.name:
                names = f"{names} (“{worded.name}”)"
            yield Remark("wording-drug-lost", term.slug, f"The source names {names}: it is lost.")


def _lines(part: Any, unit: Unit, text: str) -> Iterator[Remark]:
    if isinstance(getattr(part, unit.field), tuple):
        ours, theirs = lines(text), lines(unit.source)
        if len(ours) != len(theirs):
            what = f"It has {len(ours)} lines, and the source {len(theirs)}."
            yield Remark("wording-lines", "lines", what)
    elif (one := unit.field in LONGEST[type(part)]) and "\n" in text:
        yield Remark("wording-lines", "one line", "It stands in one line, and here are several.")
    elif not one:
        ours, theirs = EMPTY_LINES.split(text.strip()), EMPTY_LINES.split(unit.source.strip())
        if len(ours) != len(theirs):
            what = f"It has {len(ours)} paragraphs, and the source {len(theirs)}."
            yield Remark("wording-lines", "paragraphs", what)


def _quoted(source: str, text: str) -> Iterator[Remark]:
    """Yield if a bullet is lost, or the words above it, which say for whom it is."""
    ours, theirs = ([bool(each) for each in one.split(BULLET)] for one in (text, source))
    if ours != theirs:
        what = f"“{BULLET}” stands elsewhere than in the source, or words above it are lost."
        yield Remark("wording-lines", "bullets", what)


def _too_long(part: Any, unit: Unit, text: str) -> Iterator[Remark]:
    """Hold a text to what suits its place, or a line of which that is not known to its source."""
    longest_row = max(map(len, lines(text)), default=0)
    is_list = isinstance(getattr(part, unit.field), tuple)
    length = longest_row if is_list else len(text)
    is_line = unit.field in LONGEST[type(part)]
    suits = suited(type(part), unit.field)
    most = suits or longest(type(part), unit.field)
    if not is_line:
        most = most * 5 // 4  # many a language needs more letters
    if length > most:
        what = f"It has {length} characters, and its place suits {most} at most."
        yield Remark("wording-too-long", "place", what)
    elif is_line and not suits and length > max(LONGER * len(unit.source), len(unit.source) + FEW):
        what = f"It has {length} characters, and the source {len(unit.source)}."
        yield Remark("wording-too-long", "source", f"{what} Shorten it if you can.")


def _same(words: Words, part: Any, unit: Unit, text: str) -> Iterator[Remark]:
    """Yield if a text is as its source, where no name or number explains that."""
    is_name = isinstance(part, Term | Source) and unit.field in ("name", "title")
    if text != unit.source or is_name:
        return
    if re.search(r"[^\W\d_]{3}", re.sub(r"\bname\b", "", mask(text, words.names))):
        yield Remark("wording-same", "same", "It is the same as the source.")


def _signs(language: str, text: str) -> Iterator[Remark]:
    language = language.partition("-")[0]
    if language in QUOTES:
        begin, end = QUOTES[language]
        outside = (
            re.sub(f"{begin}[^{begin}{end}]*{end}", "", text) if ANY_QUOTE.search(text) else ""
        )
        if found := ANY_QUOTE.search(outside):
            what = f"“{found[0]}” is no quotation mark of the language, or none closes it"
            yield Remark("wording-quotes", found[0], f"{what}: write {begin}…{end}.")
    for opening, closing in OPENED.get(language, ()):
        if closing in text and LINK.sub("", text).count(closing) > text.count(opening):
            what = f"A sentence that ends in {closing} has to begin with {opening}."
            yield Remark("wording-opening", closing, what)
