"""The page that takes a return code, and goes on where it was made."""

from __future__ import annotations

import logging
from dataclasses import replace

from django.db import Error as DatabaseFault
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from navigator.editions.shelf import shelf, shelf_for
from navigator.guide.return_code import CodeError, ReturnCode, decode
from navigator.guide.voice import Reader

from . import answer_store
from .forms import CodeForm
from .guide_view import withdrawn_page

logger = logging.getLogger(__name__)

GONE = _("We no longer have the guide that this code is from. Please answer the questions again.")
AWAY = _("We cannot open your code right now. It is still good. Please try again in a few minutes.")


@method_decorator(never_cache, name="dispatch")
class ContinueView(View):
    """The form for a code. It is only ever posted, so that no address and no log gets it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._ask(CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self._ask(form, status=422)
        try:
            return self._go_on(form.cleaned_data["code"])
        except CodeError:
            form.add_error("code", GONE)
            return self._ask(form, status=422)
        except DatabaseFault:
            logger.exception("Cannot read the edition of a return code")
            form.add_error("code", AWAY)
            return self._ask(form, status=503)

    def _ask(self, form: CodeForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "holds_answers": answer_store.holds_answers(self.request)}
        return render(self.request, "readers/continue.html", context, status=status)

    def _go_on(self, code: ReturnCode) -> HttpResponse:
        """Put the answers in the reader's cookie. Raises CodeError where the guide is gone."""
        edition = shelf_for(self.request).get_by_key(code.guide, at_least=code.edition)
        if edition is None:
            raise CodeError("no such guide")
        if edition.withdrawn:
            return withdrawn_page(self.request, edition, Reader.SELF)
        guide = edition.guide
        if edition.number != code.edition:
            older = shelf.guide_in(code.edition, code.guide)
            if older is None:
                raise CodeError("no such edition")
            guide = older
        reader, answers = decode(code, guide)
        others = answer_store.read(self.request, edition).others
        response = HttpResponseRedirect(reverse("options", args=[edition.guide.slug]))
        # As the code's own edition would have written them: the next page keeps what still fits,
        # and tells what has changed since.
        written_by = replace(edition, number=code.edition)
        answer_store.write(response, written_by, answer_store.begun(reader, others, answers))
        return response
