"""The search for trials, for pages where nobody has typed anything into it yet."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from navigator.qr import qr_code as picture_of
from navigator.readers.trials import TrialSearchForm, broad_url, can_search, first_url

register = template.Library()


@register.simple_tag(takes_context=True)
def empty_search(context: Context) -> TrialSearchForm | None:
    """The form, where the guide has a search."""
    guide = context["guide"]
    return TrialSearchForm(guide) if can_search(guide) else None


@register.simple_tag(takes_context=True)
def first_search(context: Context) -> str:
    """The address of the search that readers begin with, where the guide has a search."""
    guide = context["guide"]
    return first_url(guide) if can_search(guide) else ""


@register.simple_tag(takes_context=True)
def broad_search(context: Context) -> str:
    """The address of the search that always finds something, where the guide has a search."""
    guide = context["guide"]
    return broad_url(guide) if can_search(guide) else ""


@register.simple_tag
def qr_code(url: str) -> SafeString:
    """An address as SVG to stand in a page; its title says what it is."""
    title = gettext("QR code of the address beside it")
    return picture_of(url, title, border=2)
