"""The language of a page: what its address begins with, as in /es/…, or else the guide's own.

Readers' pages are there once more below the code of each language in `LANGUAGES`, which are those
that the site has its own words in. What an address asks for is never guessed at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import (
    URLPattern,
    URLResolver,
    get_script_prefix,
    include,
    path,
    register_converter,
    set_script_prefix,
)
from django.utils import translation

from navigator.editions.published import Published

View = Callable[..., Any]


class LanguageLink(NamedTuple):
    """A link to a page in another language."""

    code: str
    name: str
    url: str


class LanguageConverter:
    """The code of a language that the site has its own words in."""

    regex = "[a-z]{2,3}(?:-[a-z0-9]{2,8})?"

    def to_python(self, value: str) -> str:
        if value not in dict(settings.LANGUAGES):
            raise ValueError
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "language")


def in_languages(pages: Iterable[URLPattern]) -> URLResolver:
    """Return readers' pages once more, below the code of a language.

    They have no names: an address is made by the name of the page, and leads to the language of the
    page that it stands on.
    """
    below = [path(str(page.pattern), spoken(page.callback)) for page in pages]
    return path("<language:language>/", include(below))


def spoken(view: View) -> View:
    """Return a reader's view in the language that its address asks for."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, language: str, **kwargs: Any) -> HttpResponse:
        with speaking(request, language):
            if language == settings.LANGUAGE_CODE and "guide" not in kwargs:
                # The site's first language needs no code; a guide sees to its own.
                address = moved(request, request.get_full_path(), "")
                return HttpResponseRedirect(address, preserve_request=True)
            response: HttpResponse = view(request, *args, **kwargs)
            if hasattr(response, "render"):  # as of a TemplateView: not later, in another language
                response.render()
        return response

    return inner


@contextmanager
def speaking(request: HttpRequest, language: str) -> Iterator[None]:
    """Speak a language meanwhile, and put every address that is made below its code."""
    before, asked_before = get_script_prefix(), language_asked(request)
    request.language = language  # type: ignore[attr-defined]
    set_script_prefix(f"{before}{language}/")
    try:
        with translation.override(language):
            yield
    finally:
        set_script_prefix(before)
        request.language = asked_before  # type: ignore[attr-defined]


@contextmanager
def speaking_as_asked(request: HttpRequest) -> Iterator[None]:
    """Speak the language of the address on a page of an error, which stands in place of another."""
    first, _, _ = request.path_info.removeprefix("/").partition("/")
    if first in dict(settings.LANGUAGES) and not language_asked(request):
        with speaking(request, first):
            yield
    else:
        yield


def language_asked(request: HttpRequest) -> str:
    """Return the language that the address of a request asks for, or nothing."""
    return getattr(request, "language", "")


def language_of(request: HttpRequest, edition: Published) -> str:
    """Return the language of a page of this guide."""
    wanted = language_asked(request)  # the site has its own words in it
    return wanted if wanted in edition.languages else edition.guide.language


def moved(request: HttpRequest, address: str, language: str) -> str:
    """Return an address of this page's language as it is in another one, or without any."""
    here = get_script_prefix()
    outside = here.removesuffix(f"{language_asked(request)}/") if language_asked(request) else here
    below = f"{language}/" if language else ""
    return f"{outside}{below}{address.removeprefix(here)}"


def links(
    request: HttpRequest, languages: Iterable[str], now: str, address: str = ""
) -> list[LanguageLink]:
    """Return the links from a page in the language `now` to itself in others.

    The first of the languages needs no code. `address` is the page's own, where that is not the one
    that was asked for.
    """
    languages, names = list(languages), dict(settings.LANGUAGES)
    own = languages[0]
    address = address or request.get_full_path()
    return [
        LanguageLink(code, own_name(code), moved(request, address, "" if code == own else code))
        for code in languages
        if code != now and (code in names or code == own)
    ]


def in_words(language: str) -> str:
    """Return what a language is called in that of the page."""
    return str(dict(settings.LANGUAGES).get(language, language))


def own_name(language: str) -> str:
    """Return what a language calls itself."""
    try:
        return str(translation.get_language_info(language)["name_local"]).capitalize()
    except KeyError:
        return in_words(language)


def to_all_languages(request: HttpRequest) -> list[LanguageLink]:
    """Return the links of a page that is of no guide."""
    return links(request, dict(settings.LANGUAGES), translation.get_language())


def to_other_languages(request: HttpRequest) -> dict[str, Any]:
    """Give every page of a reader its links to other languages (a context processor)."""
    return {"languages": lambda: to_all_languages(request)}
