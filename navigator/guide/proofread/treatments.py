"""Treatments that options name, what is told of them, and what must name its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from navigator.guide.glossary import Glossary
from navigator.guide.language import is_english
from navigator.guide.model import KINDS, SENTENCE_END, Guide, Option, Term
from navigator.guide.summary import BULLET

from .finding import Finding, error, warning

# A sentence with one of these need not name every drug. Known in English only, as is what joins
# names in a row.
EXAMPLES = re.compile(r"\b(?:for example|for instance|such as|including)\b", re.IGNORECASE)
# English words around a row of names; words beside a name in it that are no part of the name.
AROUND = """
    about after are as at be been before by can during for from has have if in include includes
    into is may of on receive see take than that through to until use was were when which while
    who with without
"""
BESIDE = "a an the also alone both combined either followed given other others used"


def _any_of(words: str) -> str:
    return rf"(?<![\w-])(?:{'|'.join(words.split())})(?![\w-])"


AROUND_ROWS = re.compile(
    rf"[.!?](?=\s|$)|[:;()–—{BULLET}]|{EXAMPLES.pattern}|{_any_of(AROUND)}", re.IGNORECASE
)
BETWEEN_NAMES = re.compile(rf",|{_any_of('and or plus')}/?", re.IGNORECASE)
BESIDE_NAMES = re.compile(_any_of(BESIDE), re.IGNORECASE)
IN_BRACKETS = re.compile(r"\(([^()]*)\)")
WORDS_OF_A_NAME = 2  # at most, where no term has it: more are a part of a sentence


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield what rests on nothing, facts that are missing, and drugs that do not fit."""
    for place in ("facts", "report_lines"):
        for part in getattr(guide, place):
            if not part.sources:
                what = "It names no source: readers could not check it."
                yield error(KINDS[place], part.slug, what, "sources", code="no-source")
    if guide.fact_kinds:
        yield from _missing(guide)
        for matter in guide.matters:
            if not matter.kinds:
                what = "It names no kind of fact: nothing comes first where a reader ticks it."
                yield warning(
                    *("thing that matters", matter.slug, what, "kinds"),
                    code="matter-without-kind",
                    about=matter.text,
                )
    yield from _drugs(guide)


def _missing(guide: Guide) -> Iterator[Finding]:
    needed = [kind for kind in guide.fact_kinds if kind.needed]
    for option in guide.options:
        for term in guide.treatments_of(option):
            told = guide.facts_of.get(term.slug, {})
            names = ", ".join(f"“{kind.name}”" for kind in needed if kind.slug not in told)
            if names:
                what = f"Of “{term.name}” it does not tell: {names}."
                about = f"{term.slug}: {names}"
                yield warning("option", option.slug, what, code="facts-missing", about=about)


def _drugs(guide: Guide) -> Iterator[Finding]:
    glossary, words = drugs_of(guide), _words_of_names(guide)
    for option in guide.options:
        # What stands before the first bullet says for whom it is, with drugs of the past.
        lead, _, bullets = option.source_text.partition(BULLET)
        named = drugs_named(glossary, bullets or lead)
        yield from _listed(option, named, guide.drugs_of(option))
        if is_english(guide):
            yield from _without_term(glossary, words, option, bullets or lead)
            yield from _left_out(glossary, option, named)
        yield from _added(glossary, option)
    for term in glossary.terms:
        if not term.say:
            what = f"It does not tell how to say “{term.name}”."
            yield warning("term", term.slug, what, "say", code="term-not-said", about=term.name)


def _listed(option: Option, named: list[Term], listed: list[Term]) -> Iterator[Finding]:
    """Hold the drugs that an option lists to those that its statement names."""
    for term in named:
        if term not in listed:
            what = f"The summary names “{term.name}”, which is not among its treatments."
            yield error("option", option.slug, what, "treatments", code="drug-not-listed")
    for term in listed:
        if term not in named:
            what = f"“{term.name}” is among its treatments, and the summary does not name it."
            yield warning(
                *("option", option.slug, what, "treatments"),
                code="treatment-not-named",
                about=f"{term.slug}: {option.source_text}",
            )


def _without_term(
    glossary: Glossary, words: Glossary, option: Option, text: str
) -> Iterator[Finding]:
    """Yield names beside drugs, in a row of the summary's words, that have a word of no term."""
    unknown = []
    for row in _rows(text):
        names = [
            name for name in row if len(name.split()) <= WORDS_OF_A_NAME or glossary.term_for(name)
        ]
        if len(names) > 1 and glossary.used_in(names):
            unknown += [name for name in names if not all(map(words.term_for, name.split()))]
    for name in dict.fromkeys(unknown):
        what = f"The summary names “{name}” among drugs, and no term explains it"
        yield warning(
            *("option", option.slug, f"{what}: add the term, and name it among the treatments."),
            "source_text",
            code="drug-without-term",
            about=f"{name}: {option.source_text}",
        )


def _rows(text: str) -> Iterator[list[str]]:
    """Yield the rows of names in a text, and other parts of its sentences in pieces as well.

    "Ink (a pen or brush) or the day spray, for cards" has [pen, brush], [Ink, day spray], [cards].
    """
    for whole in (*IN_BRACKETS.findall(text), IN_BRACKETS.sub(" ", text)):
        for part in AROUND_ROWS.split(whole):
            names = BETWEEN_NAMES.split(BESIDE_NAMES.sub(" ", part))
            yield [" ".join(name.split()) for name in names if name.strip()]


def _words_of_names(guide: Guide) -> Glossary:
    """Return a glossary that finds each word of a term's names by itself as well."""
    return Glossary(
        replace(term, also=tuple(f"{term.name} {' '.join(term.also)}".split()))
        for term in guide.terms
    )


def _left_out(glossary: Glossary, option: Option, named: list[Term]) -> Iterator[Finding]:
    """Yield where our words name some drugs of the statement, not as examples, and not others."""
    for field in ("plain", "plain_other"):
        text = getattr(option, field)
        ours = drugs_named(glossary, text)
        with_examples = filter(EXAMPLES.search, SENTENCE_END.split(text))
        examples = drugs_named(glossary, " ".join(with_examples))
        missing = ", ".join(f"“{term.name}”" for term in named if term not in ours)
        if missing and any(term in named and term not in examples for term in ours):
            what = f"“{field}” names some drugs of the summary, and not {missing}"
            what = f"{what}: name all of them, or say that they are examples."
            yield warning("option", option.slug, what, field, code="drugs-left-out", about=text)


def _added(glossary: Glossary, option: Option) -> Iterator[Finding]:
    """Yield drugs that our words name and the summary's words do not, above the bullet either."""
    in_summary = drugs_named(glossary, option.source_text)
    for field in ("name", "plain", "plain_other"):
        for term in drugs_named(glossary, getattr(option, field)):
            if term not in in_summary:
                what = f"“{field}” names “{term.name}”, and the summary does not name it here"
                yield warning(
                    *("option", option.slug, f"{what}: take it out of our words.", field),
                    code="drug-added",
                    about=f"{term.slug}: {getattr(option, field)}",
                )


def drugs_of(guide: Guide) -> Glossary:
    return Glossary(term for term in guide.terms if term.is_drug)


def drugs_named(glossary: Glossary, text: str) -> list[Term]:
    """Return the drugs that a text names. "Day or night spray" names the day spray as well."""
    whole = glossary.used_in([text])
    return [term for term in glossary.terms if term in whole or _is_cut_short(term.name, text)]


def _is_cut_short(name: str, text: str) -> bool:
    start, _, end = name.partition(" ")
    if not end or start.lower() not in text.lower():
        return False  # nearly always: no pattern is made
    row = rf"(?<![\w-]){re.escape(start)}(?:, [\w-]+)*,? (?:and|or) [\w-]+ {re.escape(end)}\b"
    return re.search(row, text, re.IGNORECASE) is not None
