"""Ten questions of four answers, then 25 options, each with its reasons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from formtools.wizard.views import SessionWizardView

ANSWERS = ["yes", "no", "other", "unsure"]
TEXT = "What the treatment is, in plain sentences. It says what it does and for whom it is. " * 3
OPTIONS = [{"name": f"Option {number}", "text": TEXT, "asks": number % 10} for number in range(25)]


def question(number: int) -> type[forms.Form]:
    """Return a form of one field."""
    field = forms.ChoiceField(
        label=f"Question {number}: what do you know about it?",
        choices=[(answer, f"The answer “{answer}”") for answer in ANSWERS],
        widget=forms.RadioSelect,
        help_text="Why we ask, and where you can find this.",
    )
    return type(f"Question{number}", (forms.Form,), {"answer": field})


class Wizard(SessionWizardView):
    """Answers are kept in the session, as is its default."""

    template_name = "step.html"

    def done(self, form_list: list[forms.Form], **kwargs: Any) -> HttpResponse:
        said = [form.cleaned_data["answer"] for form in form_list]
        shown = [each | {"listed": said[each["asks"]] == "yes"} for each in OPTIONS]
        return render(self.request, "options.html", {"options": shown, "said": said})


urlpatterns = [path("", Wizard.as_view([question(number) for number in range(10)]))]
