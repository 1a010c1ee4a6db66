"""How tests of readers' pages go through the library guide, and what they look at."""

from tests.html import parse
from tests.serving import path_to, question_path

CHANGE = "?from=options"
HTMX = {"HX-Request": "true"}


def answer(client, slug, *chosen, query="", **more):
    """Send the form of a question."""
    return client.post(question_path(slug) + query, {slug: chosen}, **more)


def say(client, **said):
    """Answer questions: `age=["adult"]`."""
    for slug, chosen in said.items():
        answer(client, slug, *chosen)


def opened(client, *steps):
    return parse(client.get(path_to(*steps)))


def questions_named(links):
    """The questions that links lead to, to be answered and to come back."""
    start = question_path("x")[:-2]
    hrefs = [each["href"] for each in links if each["href"].endswith(CHANGE)]
    return [href.removeprefix(start).removesuffix("/" + CHANGE) for href in hrefs]


def cites(element):
    """The links to sources in it."""
    return [each for each in element.all("a", href=True) if "#source-" in each["href"]]
