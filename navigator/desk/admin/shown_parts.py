"""The parts that a clinician reviews, as they are read: on the review page and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst

from navigator.desk import models
from navigator.guide.model import GUIDE, Guide, Option, Situation, Term
from navigator.guide.review import WORDS, Part
from navigator.guide.rule_words import answers_in_words, conditions_in_words

CODE = 8  # characters of a digest that stand on paper


def anchor(part: Part) -> str:
    """Return the place of a part on the page, e.g. option-day-spray."""
    return f"{part.kind}-{part.slug}" if part.slug else part.kind


def code(part: Part) -> str:
    """Return what tells on paper which content was signed."""
    return part.digest[:CODE]


def called(guide: Guide, part: Part) -> str:
    """Return what a part is called."""
    if part.kind == GUIDE:
        return "Texts of the whole guide"
    if part.key == WORDS:
        return "Other words of the glossary"
    row = part.content[part.kind][part.slug]
    name = next(row[field] for field in ("name", "label", "title") if field in row)
    return f"{capfirst(part.kind)} “{name}”"


def shown(guide: Guide, found: Iterable[Part]) -> list[dict[str, Any]]:
    """Return what the template shows of each part.

    The facts on a treatment that stands in several options are told to be the same as in the first.
    Sources have the numbers that they have on the about page, so that paper lists them once.
    """
    told: dict[str, str] = {}  # by treatment: the first option with it
    return [
        {
            "part": part,
            "anchor": anchor(part),
            "code": code(part),
            "name": called(guide, part),
            **_Reading(guide, part, told).read(),
        }
        for part in found
    ]


class _Reading:
    """One part, with the numbers of the sources that it cites."""

    def __init__(self, guide: Guide, part: Part, told: dict[str, str]) -> None:
        self.guide, self.part, self.told = guide, part, told
        cited = part.content.get("source", {})
        self.numbers = {each.slug: number for number, each in enumerate(guide.sources, start=1)}
        self.sources = [
            (number, each)
            for number, each in enumerate(guide.sources, start=1)
            if each.slug in cited
        ]

    def read(self) -> dict[str, Any]:
        kind = self.part.kind
        if self.part.key == WORDS:
            kind = "words"
        return {"kind": kind, "sources": self.sources, **getattr(self, f"_{kind}")()}

    def _cited(self, row: Any) -> dict[str, Any]:
        """Return a row with the numbers of its sources."""
        return {"row": row, "cites": [self.numbers[slug] for slug in row.sources]}

    def _rule(self, rule: tuple[Situation, ...]) -> dict[str, Any]:
        """Return a rule in words, and what the answers that it names say."""
        return {
            "situations": [conditions_in_words(self.guide, each) for each in rule],
            "answers": answers_in_words(self.guide, rule),
        }

    def _guide(self) -> dict[str, Any]:
        guide = self.guide
        columns = {each.name: each for each in models.Guide._meta.concrete_fields}
        texts = [
            (capfirst(columns[name].verbose_name), value if isinstance(value, list) else [value])
            for name, value in self.part.content[GUIDE][""].items()
        ]
        return {
            "texts": texts,
            "fact_kinds": guide.fact_kinds,
            "trial_topics": guide.trial_topics,
            "matters": [
                (each, [kind.name for kind in guide.fact_kinds if kind.slug in each.kinds])
                for each in guide.matters
            ],
        }

    def _question(self) -> dict[str, Any]:
        question = self.guide.question_by_slug[self.part.slug]
        lines = [each for each in self.guide.report_lines if each.question == question.slug]
        return {
            "question": question,
            "panel": self.guide.panel_by_slug.get(question.panel),
            **self._rule(question.ask_when),
            "lines": [
                {**self._cited(each), "means": question.choice_by_slug[each.choice].label}
                for each in lines
            ],
        }

    def _category(self) -> dict[str, Any]:
        return {"category": self._cited(self.guide.part_by_row[self.part.key])}

    def _notice(self) -> dict[str, Any]:
        notice = self.guide.part_by_row[self.part.key]
        return {"notice": self._cited(notice), **self._rule(notice.situations)}

    def _option(self) -> dict[str, Any]:
        option: Option = self.guide.option_by_slug[self.part.slug]
        return {
            "option": self._cited(option),
            "category": self.guide.category_by_slug[option.category],
            **self._rule(option.situations),
            "treatments": [
                {
                    **self._treatment(term),
                    "same_as": self._first_with(term, option),
                }
                for term in self.guide.treatments_of(option)
            ],
            "remarks": [
                {**self._cited(each), **self._rule(each.situations)}
                for each in self.guide.notices
                if each.option == option.slug
            ],
        }

    def _words(self) -> dict[str, Any]:
        slugs = self.part.content["term"]
        return {"words": [self._treatment(each) for each in self.guide.terms if each.slug in slugs]}

    def _treatment(self, term: Term) -> dict[str, Any]:
        """Return a term with its facts by kind. A kind that readers need may have none."""
        facts = self.guide.facts_of.get(term.slug, {})
        return {
            **self._cited(term),
            "facts": [
                (kind, [self._cited(fact) for fact in facts.get(kind.slug, ())])
                for kind in self.guide.fact_kinds
                if facts and (kind.needed or kind.slug in facts)
            ],
        }

    def _first_with(self, term: Term, option: Option) -> str:
        """Return the option before this one that has the same treatment, if any has."""
        first = self.told.setdefault(term.slug, option.name)
        return "" if first == option.name else first
