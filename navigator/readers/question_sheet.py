"""The HTML of the start and of a question: made once for an edition, but for a few holes."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse

from navigator.editions.published import Published
from navigator.guide.model import Question
from navigator.guide.voice import Reader

from .forms import QuestionForm, ReaderForm
from .frames import Frame, Writer, frame

# Where a question page returns to when it was opened to change one answer.
FROM_OPTIONS = "options"

WHOLE, PARTIAL = "readers/question.html", "readers/_question.html"
HOLES = ("csrf_token", "back", "progress")


class StartSheet(Writer):
    """Where a guide starts."""

    def html(
        self,
        chosen: Reader | None,
        refused: QueryDict | None,
        *,
        resume: str | None,
        shown: dict[str, Any],
        **holes: bytes,
    ) -> bytes:
        """All of it. `resume` leads to where the reader was."""
        about = (self.reader, chosen, resume, *shown.items())
        if refused is None:
            return self.edition.once(_start, *about).fill(**holes)
        return _start(self.edition, *about, refused=refused).fill(**holes)


class QuestionSheet(Writer):
    """A question, as a whole page or as the part of it that htmx puts in."""

    def __init__(
        self, edition: Published, reader: Reader, question: Question, *, partial: bool
    ) -> None:
        super().__init__(edition, reader)
        self.question, self.template = question, PARTIAL if partial else WHOLE

    def progress(self, *, done: int, left: int) -> bytes:
        """How far the reader has come."""
        steps = {"done": done, "left": left, "steps": done + left}
        return self.piece("readers/_progress.html", **steps)

    def html(
        self,
        said: frozenset[str],
        refused: QueryDict | None,
        *,
        changes_one: bool,
        shown: dict[str, Any],
        **holes: bytes,
    ) -> bytes:
        """All of it, with the reader's answer so far, or with what they sent and why not."""
        about = (self.reader, self.template, self.question, said, changes_one, *shown.items())
        if refused is None:
            return self.edition.once(_question, *about).fill(**holes)
        return _question(self.edition, *about, refused=refused).fill(**holes)


def _start(
    edition: Published,
    reader: Reader,
    chosen: Reader | None,
    resume: str | None,
    *shown: tuple[str, Any],
    refused: QueryDict | None = None,
) -> Frame:
    form = ReaderForm(refused, initial={"reader": chosen})
    notices = [notice for notice in edition.guide_for(reader).notices if notice.on_start]
    more = {"form": form, "resume": resume, "notices": notices}
    template = "readers/start.html"
    return frame(edition, reader, template, "csrf_token", "origin", **more, **dict(shown))


def _question(
    edition: Published,
    reader: Reader,
    template: str,
    question: Question,
    said: frozenset[str],
    changes_one: bool,
    *shown: tuple[str, Any],
    refused: QueryDict | None = None,
) -> Frame:
    action = reverse("question", args=[edition.guide.slug, question.slug])
    if changes_one:
        action += f"?from={FROM_OPTIONS}"
    initial = {question.slug: list(said)}
    form = QuestionForm(question, refused, action=action, initial=initial)
    more = {"question": question, "form": form, "changes_one": changes_one}
    return frame(edition, reader, template, *HOLES, **more, **dict(shown))
