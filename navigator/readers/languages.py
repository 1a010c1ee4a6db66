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
from django.http import HttpRequest, HttpResponse
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
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

from navigator.editions.published import Published

View = Callable[..., Any]


class LanguageLink(NamedTuple):
    """A link to a page in another language."""

    code: str
    name: str
    url: str


class LanguageConverter:
    """The code of a language that the site has its own words in."""

    regex = "[a-z]{2,3}"

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
            response: HttpResponse = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        return response

    return inner


@contextmanager
def speaking(request: HttpRequest, language: str) -> Iterator[None]:
    """Speak a language meanwhile, and put every address that is made below its code."""
    before, asked_before = get_script_prefix(), asked(request)
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
    """Do so for a page that stands in place of a reader's, such as one of an error."""
    first, _, _ = request.path_info.removeprefix("/").partition("/")
    if first in dict(settings.LANGUAGES) and not asked(request):
        with speaking(request, first):
            yield
    else:
        yield


def asked(request: HttpRequest) -> str:
    """Return the language that the address of a request asks for, or nothing."""
    return getattr(request, "language", "")


def language_of(request: HttpRequest, edition: Published) -> str:
    """Return the language of a page of this guide."""
    wanted = asked(request)  # the site has its own words in it
    return wanted if wanted in edition.guide.languages else edition.guide.language


def moved(request: HttpRequest, address: str, language: str) -> str:
    """Return an address of this page's language as it is in another one, or without any."""
    here = get_script_prefix()
    outside = here.removesuffix(f"{asked(request)}/") if asked(request) else here
    below = f"{language}/" if language else ""
    return f"{outside}{below}{address.removeprefix(here)}"


def links(request: HttpRequest, languages: Iterable[str], address: str = "") -> list[LanguageLink]:
    """Return the links from a page to itself in other languages, the first of which needs no code.

    `address` is the page's own, where that is not the one that was asked for.
    """
    languages, names = list(languages), dict(settings.LANGUAGES)
    own, now = languages[0], translation.get_language()
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


def filled(words: Any, **texts: Any) -> SafeString:
    """Return a message of the site with texts of a guide in it, as HTML with their languages."""
    return SafeString(words % {name: conditional_escape(text) for name, text in texts.items()})


def joined(separator: str, texts: Iterable[object]) -> SafeString:
    """Return texts of a guide in a row, as HTML with their languages."""
    return format_html_join(separator, "{}", ((text,) for text in texts))


def to_all_languages(request: HttpRequest) -> list[LanguageLink]:
    """Return the links of a page that is of no guide."""
    return links(request, dict(settings.LANGUAGES))


def to_other_languages(request: HttpRequest) -> dict[str, Any]:
    """Give every page of a reader its links to other languages (a context processor)."""
    return {"languages": lambda: to_all_languages(request)}
