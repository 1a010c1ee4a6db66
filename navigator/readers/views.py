"""The home page, the start of a guide, its questions, and clearing the answers."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.html import escape
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect, push_url

from navigator.editions.shelf import shelf_for
from navigator.guide.answers import AnswerError, check_answer
from navigator.guide.model import Question
from navigator.guide.voice import Reader

from . import answer_store
from .answer_store import Stored
from .caching import for_everyone, tag_of
from .forms import ReaderForm
from .frames import origin
from .guide_view import GuideView
from .question_sheet import FROM_OPTIONS, QuestionSheet, StartSheet


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The guides, and what the site is and is not."""
    editions = shelf_for(request).editions()
    response = render(request, "readers/home.html", {"editions": editions})
    return for_everyone(request, response.content, tag_of(response.content))


def cookies_needed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Instead of Django's page for a failed CSRF check: nearly always, cookies are blocked."""
    return render(request, "readers/cookies_needed.html", status=403)


class StartView(GuideView):
    """What the guide is, and the form that starts the questions."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self._start()

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        form = ReaderForm(request.POST)
        if not form.is_valid():
            return self._start(refused=request.POST)
        self.stored = replace(self.stored, reader=Reader(form.cleaned_data["reader"]))
        response = HttpResponseRedirect(self.next_url())
        self.keep(response)
        return response

    def _start(self, refused: QueryDict | None = None) -> HttpResponse:
        html = StartSheet(self.edition, self.reader).html(
            self.stored.reader,
            refused,
            resume=self.next_url() if self.stored.answers else None,
            shown=self.shown,
            csrf_token=self.csrf_token,
            origin=escape(origin(self.request)["origin"]).encode(),
        )
        return self.told(HttpResponse(html, status=200 if refused is None else 422))


class QuestionView(GuideView):
    """One question. Posting an answer leads to the next one, or back to the options."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        question = self.question
        if question is None or not self.walk.leads_to(question):
            return HttpResponseRedirect(self._url_after())
        return self._ask(question)

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        question = self.question
        if question is None:
            # Asked by an edition that was replaced since: nothing to keep, the way goes on.
            return self._go_on()
        try:
            chosen = check_answer(question, request.POST.getlist(question.slug))
        except AnswerError:
            return self._ask(question, refused=request.POST)
        keep = self.stored.changing if self.changes_one else self.stored.having
        self.stored = keep(question.slug, chosen)
        response = self._go_on()
        self.keep(response)
        return response

    @cached_property
    def question(self) -> Question | None:
        """The question of the address, if this edition has it."""
        return self.guide.question_by_slug.get(self.kwargs["question"])

    @cached_property
    def changes_one(self) -> bool:
        """Whether the page was opened from the options, to change one answer and come back."""
        return self.request.GET.get("from") == FROM_OPTIONS

    @property
    def by_htmx(self) -> bool:
        """Whether htmx sent it. Asked of the one header: `request.htmx` sorts all of them first,
        which takes as long as finding the next question.
        """
        return self.request.META.get("HTTP_HX_REQUEST") == "true"

    def _go_on(self) -> HttpResponse:
        if not self.by_htmx:
            return HttpResponseRedirect(self._url_after())
        following = self.walk.next
        if self.changes_one or following is None:
            return HttpResponseClientRedirect(self._url_after())
        # The next question in the same response, which saves a reader's phone a round trip.
        return push_url(self._ask(following), self.url("question", following.slug))

    def _url_after(self) -> str:
        if self.changes_one:
            return self.url("options") + f"#said-{self.kwargs['question']}"
        return self.next_url()

    def _ask(self, question: Question, refused: QueryDict | None = None) -> HttpResponse:
        before = self.walk.before(question)
        said = self.stored.answers.get(question.slug)
        # An answered question that was gone back to counts as one to do again.
        left = len(self.walk.open) + (said is not None)
        sheet = QuestionSheet(self.edition, self.reader, question, partial=self.by_htmx)
        html = sheet.html(
            said or frozenset(),
            refused,
            csrf_token=self.csrf_token,
            back=escape(self._back_url(before)).encode(),
            progress=sheet.progress(done=len(before), left=left),
            changes_one=self.changes_one,
            shown=self.shown,
        )
        return self.told(HttpResponse(html, status=200 if refused is None else 422))

    def _back_url(self, before: tuple[Question, ...]) -> str:
        if self.changes_one:
            return self._url_after()
        if before:
            return self.url("question", before[-1].slug)
        return self.url("start")


class ClearView(GuideView):
    """Asks before it takes the answers away. A page of its own, so that it works anywhere.

    It takes those to every guide: whoever clears up before others use the device would not think
    of going through the guides one by one.
    """

    template_name = "readers/clear.html"

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        self.stored = Stored()
        response = self.page(template="readers/cleared.html")
        answer_store.clear(response)
        return response
