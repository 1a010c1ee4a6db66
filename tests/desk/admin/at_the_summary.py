"""Somebody at the page *The summary* of the only guide: what is there, sent and said."""

from __future__ import annotations

from django.contrib.messages import get_messages
from django.urls import reverse

from navigator.desk import models
from navigator.desk.rows import freeze
from navigator.guide.held import Held, hold
from tests.html import parse
from tests.library import summary_with

from .staff import Staff, fields

TOWN = "Town card, for adults who live here or close by."
TALLER = "Town card, for adults who live here, or work close by."


def page(staff: Staff, draft: models.Guide):
    return staff.opens("summary_guide", draft.pk)


def sends_text(staff: Staff, draft: models.Guide, text, where="the town hall"):
    """Send a text; return the page that shows what became of each statement."""
    return parse(staff.sends("summary_guide", draft.pk, pasted=text, taken_from=where))


def keeps_text(staff: Staff, draft: models.Guide, text):
    """Take a text in, as somebody does who presses the button of the page."""
    shown = sends_text(staff, draft, text)
    response = staff.sends("summary_guide", draft.pk, **fields(form_to(shown, "summary", draft)))
    assert response.status_code == 302
    return response


def keeps(staff: Staff, draft: models.Guide, *pairs):
    """Take the library's rules in with some words for others."""
    return keeps_text(staff, draft, summary_with(*pairs))


def form_to(shown, step, draft: models.Guide):
    return shown.all("form", action=reverse(f"admin:{step}_guide", args=[draft.pk]))[0]


def presses(staff: Staff, draft: models.Guide, slug, do):
    """Press a button of a row to check."""
    forms = page(staff, draft).all("form", action=reverse("admin:settle_guide", args=[draft.pk]))
    key = models.RowToCheck.objects.get(slug=slug, settled_at=None).pk
    sent = next(each for each in map(fields, forms) if each["row"].startswith(f"{key} "))
    return staff.sends("settle_guide", draft.pk, **sent, do=do)


def settles(staff: Staff, draft: models.Guide, slug, do):
    """Press a button of a row to check; return what is said."""
    return said(presses(staff, draft, slug, do))


def to_carry(shown):
    """Return what a page sends for its statements that no row carries: each as it is guessed."""
    picks = shown.all("select", form="carry")
    guessed = {
        pick["name"]: next((each["value"] for each in pick.all("option") if "selected" in each), "")
        for pick in picks
    }
    return fields(shown.one("form", id="carry")) | guessed


def way(text):
    """Return the name of the field in which somebody picks what becomes of a statement."""
    return f"way-{[each.text for each in held().statements].index(text)}"


def carries(staff: Staff, draft: models.Guide, **picked):
    """Press the button below the statements: with the guesses, but for what is picked."""
    sent = to_carry(page(staff, draft))
    assert picked.keys() <= sent.keys()
    return staff.sends("carry_guide", draft.pk, **sent | picked)


def held() -> Held:
    return hold(freeze(models.Guide.objects.get()))


def all_is_carried():
    return not any(held().not_carried)


def said(response):
    return " ".join(map(str, get_messages(response.wsgi_request)))


def is_open(slug):
    return models.RowToCheck.objects.filter(slug=slug, settled_at=None).exists()
