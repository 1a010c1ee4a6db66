"""What a reader said. Being unsure is something said; a missing question was never answered."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping

from .guide import Guide, Kind, Question


class AnswerError(ValueError):
    """An answer that a question cannot accept.

    `reason` is `empty`, `unknown-choice`, `too-many` (of a question that takes one), or
    `exclusive` (a choice that excludes all others came with another).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Answers(Mapping[str, frozenset[str]]):
    """An immutable mapping from question slug to the choices picked, never an empty set."""

    __slots__ = ("_chosen",)

    def __init__(self, chosen: Mapping[str, Iterable[str]] | None = None) -> None:
        chosen = chosen or {}
        if any(isinstance(choices, str) for choices in chosen.values()):
            raise TypeError("an answer is a set of choices, not a text")
        self._chosen = {slug: frozenset(choices) for slug, choices in chosen.items()}
        if not all(self._chosen.values()):
            raise AnswerError("empty")

    def __getitem__(self, slug: str) -> frozenset[str]:
        return self._chosen[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._chosen)

    def __len__(self) -> int:
        return len(self._chosen)

    def items(self) -> ItemsView[str, frozenset[str]]:
        return self._chosen.items()

    def __hash__(self) -> int:
        return hash(frozenset(self._chosen.items()))

    def __repr__(self) -> str:
        # Answers say that someone has cancer: a log line or an error page must not.
        return f"<Answers to {len(self)} questions>"

    def having(self, slug: str, choices: Iterable[str]) -> Answers:
        """These answers with one more, or one replaced."""
        return Answers({**self._chosen, slug: choices})

    def without(self, slug: str) -> Answers:
        """These answers less the one to that question."""
        return self.only(other for other in self._chosen if other != slug)

    def only(self, slugs: Iterable[str]) -> Answers:
        """The answers to those questions alone."""
        return Answers({slug: self._chosen[slug] for slug in slugs if slug in self._chosen})


def check_answer(question: Question, choices: Iterable[str]) -> frozenset[str]:
    """The choices as a set, or an AnswerError that says what is wrong with them."""
    chosen = frozenset(choices)
    if not chosen:
        raise AnswerError("empty")
    if not chosen <= question.choice_by_slug.keys():
        raise AnswerError("unknown-choice")
    if len(chosen) > 1:
        if question.kind is Kind.ONE:
            raise AnswerError("too-many")
        if chosen & question.exclusive:
            raise AnswerError("exclusive")
    return chosen


def fitting(guide: Guide, answers: Answers) -> Answers:
    """What the guide can still accept, for answers that were given to another edition of it."""
    fit = [slug for slug, choices in answers.items() if _fits(guide, slug, choices)]
    return answers if len(fit) == len(answers) else answers.only(fit)


def _fits(guide: Guide, slug: str, choices: frozenset[str]) -> bool:
    question = guide.question_by_slug.get(slug)
    if question is None:
        return False
    try:
        check_answer(question, choices)
    except AnswerError:
        return False
    return True
