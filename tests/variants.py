"""The real guide with one thing changed."""

from __future__ import annotations

from dataclasses import replace


def with_part(guide, kind, slug, /, **changes):
    """The guide with other values for the part of that kind (`questions`, `options`, ...)."""
    parts = getattr(guide, kind)
    assert any(part.slug == slug for part in parts), f"no {slug} in {kind}"
    return replace(
        guide,
        **{kind: tuple(replace(p, **changes) if p.slug == slug else p for p in parts)},
    )


def with_extra(guide, kind, part):
    """The guide with one part more, at the end."""
    return replace(guide, **{kind: (*getattr(guide, kind), part)})


def with_choice(guide, question, slug, **changes):
    """The guide with other values for one choice."""
    choices = guide.question_by_slug[question].choices
    assert any(choice.slug == slug for choice in choices), f"no {slug} in {question}"
    changed = tuple(replace(c, **changes) if c.slug == slug else c for c in choices)
    return with_part(guide, "questions", question, choices=changed)


def without_choice(guide, question, slug):
    """The guide without one choice, and without the options whose rules name it."""
    kept = tuple(c for c in guide.question_by_slug[question].choices if c.slug != slug)
    options = tuple(o for o in guide.options if not _names(o, question, slug))
    return replace(with_part(guide, "questions", question, choices=kept), options=options)


def without_question(guide, question):
    """The guide without one question, and without the options whose rules name it."""
    return replace(
        guide,
        questions=tuple(q for q in guide.questions if q.slug != question),
        options=tuple(o for o in guide.options if not _names(o, question)),
    )


def _names(option, question, choice=None):
    return any(
        condition.question == question and (choice is None or choice in condition.choices)
        for situation in option.situations
        for condition in situation.conditions
    )
