"""The home page, the start of a guide, its questions, and clearing the answers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect, push_url

from navigator.editions.published import Published
from navigator.editions.shelf import shelf_for
from navigator.guide.model import Question
from navigator.guide.pathway import Walk, pages
from navigator.guide.voice import Reader

from . import answer_store
from .answer_store import Stored
from .caching import for_everyone
from .forms import QuestionForm, ReaderForm
from .guide_view import GuideView
from .languages import LanguageLink, language_asked, language_of, moved, to_all_languages
from .withdrawn import taken_down


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The guides, and what the site is and is not."""
    published = shelf_for(request).editions()
    guides = [_on_the_home_page(request, each) for each in published if not each.withdrawn]
    shown = {
        "guides": guides,
        "all_withdrawn": bool(published) and not guides,
        "preferred": _preferred(request),
    }
    response = for_everyone(request, render(request, "readers/home.html", shown))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _on_the_home_page(request: HttpRequest, edition: Published) -> dict[str, Any]:
    """Return a guide in the language of the page, or else in its own, and where it starts."""
    language = language_of(request, edition)
    guide = edition.guide_for(Reader.SELF, language)
    url, own = reverse("start", args=[guide.slug]), edition.guide.language
    return {
        "guide": guide,
        "language": language,
        "url": moved(request, url, "" if language == own else language),
    }


def _preferred(request: HttpRequest) -> LanguageLink | None:
    """Return the link to the language that the browser prefers, where it is another one.

    Nobody is led there by a guess: the page says that it is there, in that language. On a page that
    was asked for in a language, it says nothing.
    """
    if language_asked(request):
        return None
    wanted = get_language_from_request(request)
    return next((each for each in to_all_languages(request) if each.code == wanted), None)


def cookies_needed(request: HttpRequest) -> HttpResponse:
    """Instead of Django's page for a failed CSRF check: nearly always, cookies are blocked."""
    shown: dict[str, Any] = {"came": settings.CSRF_COOKIE_NAME in request.COOKIES}
    if match := request.resolver_match:
        shown["edition"] = edition = shelf_for(request).get(match.kwargs.get("guide", ""))
        if edition and edition.withdrawn:
            return taken_down(request, edition)
    return render(request, "readers/cookies_needed.html", shown, status=403)


class StartView(GuideView):
    """The guide in a few words, and the form that starts the questions."""

    template_name = "readers/start.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        # Who has answers goes on with them; the form is for somebody new then.
        reader = None if self.stored.answers else self.stored.reader
        return self._start(ReaderForm(initial={"reader": reader}))

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        form = ReaderForm(request.POST)
        if not form.is_valid():
            return self._start(form, status=422)
        reader = Reader(form.cleaned_data["reader"])
        self.stored = answer_store.begun(reader, self.stored.others)
        response = HttpResponseRedirect(self.next_url())
        self.keep(response)
        return response

    def _start(self, form: ReaderForm, status: int = 200) -> HttpResponse:
        return self.page(
            status,
            form=form,
            resume=self.next_url() if self.stored.answers else "",
            answered=len(self.walk.path),
            notices=[notice for notice in self.guide.notices if notice.on_start],
        )


class QuestionView(GuideView):
    """One question. Posting an answer leads to the next one, or back to the options."""

    template_name = "readers/question.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        question = self.question
        on_the_way = self._on_the_way(question, self.walk) if question else []
        if not on_the_way:
            return HttpResponseRedirect(self._url_after())
        return self._ask(on_the_way)

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        question = self.question
        if question is None:
            # Asked by an edition that was replaced since: nothing to keep, the way goes on.
            return self._go_on()
        if not self.refuses_former_start():
            asked = [question]
            if question.panel:  # what was shown of it rests on what was said before this
                before = Walk(self.guide, self.stored.answers)
                asked = self._on_the_way(question, before) or asked
            form = QuestionForm(asked, self.stored.answers, request.POST)
            if not form.is_valid():
                return self._ask(asked, form)
            self._take_in(form.cleaned_data)
        response = self._go_on()
        self.keep(response)
        return response

    @cached_property
    def question(self) -> Question | None:
        """The question of the address, if this edition has it."""
        return self.guide.question_by_slug.get(self.kwargs["question"])

    @cached_property
    def changes_one(self) -> bool:
        """True for a page that was opened from the options, to change one answer and come back."""
        return self.request.GET.get("from") == "options"

    def _on_the_way(self, question: Question, walk: Walk) -> list[Question]:
        """Return the questions of its page that are on a reader's way."""
        return [each for each in self.guide.page_of(question) if walk.leads_to(each)]

    def _take_in(self, said: dict[str, frozenset[str]]) -> None:
        """Keep what was answered on a page. What one answer has changed can be told, no more."""
        answers = self.stored.answers
        changed = [slug for slug in said if answers.get(slug) != said[slug]]
        for slug, chosen in said.items():
            notes = self.changes_one and (len(said) == 1 or changed == [slug])
            take = self.stored.changing if notes else self.stored.having
            self.stored = take(slug, chosen)

    def _go_on(self) -> HttpResponse:
        if not self.request.htmx:
            return HttpResponseRedirect(self._url_after())
        following = self.walk.next
        if self.changes_one or following is None:
            return HttpResponseClientRedirect(self._url_after())
        # The next question in the same response, which saves a reader's phone a round trip.
        page = self._ask(self._on_the_way(following, self.walk))
        return push_url(page, self.url("question", following.slug))

    def _url_after(self) -> str:
        if self.changes_one:
            return self.url("options") + f"#said-{self.kwargs['question']}"
        return self.next_url()

    def _ask(self, asked: list[Question], refused: QuestionForm | None = None) -> HttpResponse:
        """Render the page with these questions, which are one or those of a panel."""
        answers, first = self.stored.answers, asked[0]
        before = self.walk.before(first)
        query = "?from=options" if self.changes_one else ""
        self.address = self.url("question", first.slug) + query
        # Answered questions that were gone back to count as ones to do again.
        left = pages((*self.walk.open, *asked))
        is_answered = all(each.slug in answers for each in asked)
        form = QuestionForm(asked, answers) if refused is None else refused
        return self.page(
            200 if refused is None else 422,
            base="readers/_step.html" if self.request.htmx else "base.html",
            question=first,
            panel=self.guide.panel_by_slug.get(first.panel),
            asked=form.asked(),
            refused=refused,
            action=self.address,
            back=self._url_before(before),
            changes_one=self.changes_one,
            done=pages(before),
            left=left,
            following=pages(self.walk.open) if is_answered else None,
            steps=pages(before) + left,
        )

    def _url_before(self, before: tuple[Question, ...]) -> str:
        if self.changes_one:
            return self._url_after()
        return self.url("question", before[-1].slug) if before else self.url("start")


class ClearView(GuideView):
    """Asks before it takes the answers away. A page of its own, so that it works anywhere.

    It takes those to every guide: whoever clears up before others use the device would not think
    of going through the guides one by one.
    """

    template_name = "readers/clear.html"
    stays_when_withdrawn = True

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        self.stored = Stored()
        response = self.page(cleared=True)
        answer_store.clear(response)
        return response
