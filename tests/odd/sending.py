"""Sends odd requests within the process, and looks at what became of the sender's answers."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpResponse
from django.test import Client, RequestFactory

from navigator.editions.shelf import shelf
from navigator.guide.answers import Answers
from navigator.readers import answer_store
from navigator.wsgi import readable
from tests.guide import reference
from tests.html import parse
from tests.library import library
from tests.readers.reading import path_to, question_path

from .request import Odd

SAID = {"age": {"adult"}, "home": {"far"}}
TRACES = ("Traceback", "most recent call", 'File "/', "site-packages", "DoesNotExist")


def browser() -> Client:
    """A browser at the site as wsgi.py serves it; a fault of ours is a page, as in earnest."""
    client = Client(raise_request_exception=False)
    handler = client.handler
    client.handler = lambda environ: handler(readable(environ))
    return client


def send(client: Client, odd: Odd) -> HttpResponse:
    headers = dict(odd.headers)
    kind = headers.pop("Content-Type", "")
    length = headers.pop("Content-Length", None)
    extra = {} if length is None else {"CONTENT_LENGTH": length}
    return client.generic(odd.method, odd.target, odd.body, kind, headers=headers, **extra)


def fault(odd: Odd, response: HttpResponse) -> str:
    """What is wrong with the answer to any odd request, if anything."""
    if response.status_code >= 500:
        return f"{response.status_code} {odd}"
    if odd.status and response.status_code != odd.status:
        return f"{response.status_code} instead of {odd.status} {odd}"
    body = response.getvalue()
    if any(trace in body.decode(errors="replace") for trace in TRACES):
        return f"a stack trace {odd}"
    if any("\n" in value or "\r" in value for value in response.headers.values()):
        return f"a header of two lines {odd}"
    return ""


class Reader:
    """Someone with a few answers, who then sends odd requests, always from where they were."""

    def __init__(self):
        self.client = browser()
        for question, choices in SAID.items():
            self.client.post(question_path(question), {question: list(choices)})
        self.token = self.client.cookies["answers"].value
        assert self._said(self.token) == {slug: frozenset(said) for slug, said in SAID.items()}

    def sends(self, odd: Odd) -> str:
        """What is wrong with it, if anything."""
        self.client.cookies.clear()
        given = odd.headers.get("Cookie", f"answers={self.token}")
        response = send(self.client, odd.having(Cookie=given))
        return fault(odd, response) or self._wrong_answers(odd, response)

    def _wrong_answers(self, odd: Odd, response: HttpResponse) -> str:
        if "answers" in response.cookies:
            token = response.cookies["answers"].value
        else:
            token = "" if "Cookie" in odd.headers else self.token
        said = self._said(token)
        wanted = {slug: frozenset(choices) for slug, choices in (SAID | odd.says).items()}
        if any(wanted.get(slug) != choices for slug, choices in said.items()):
            return f"answers made up: {dict(said)} {odd}"
        if not odd.forgets and said.keys() != wanted.keys():
            return f"answers lost: {dict(said)} {odd}"
        if self._verdicts(token) != right_verdicts(frozenset(said.items())):
            return f"wrong verdicts {odd}"
        return ""

    def _said(self, token: str) -> Answers:
        request = RequestFactory().get("/")
        request.COOKIES["answers"] = token
        return answer_store.read(request, shelf.get(library().slug)).answers

    @lru_cache(maxsize=32)  # noqa: B019, a reader lives for one test
    def _verdicts(self, token: str) -> dict[str, str]:
        self.client.cookies.clear()
        response = self.client.get(path_to("options"), headers={"Cookie": f"answers={token}"})
        found = parse(response).all(data_option=True)
        return {each["data-option"]: each["data-verdict"] for each in found}


@lru_cache
def right_verdicts(said: frozenset) -> dict[str, str]:
    """What the slow second implementation lists for these answers."""
    return reference.verdicts(library(), dict(said))
