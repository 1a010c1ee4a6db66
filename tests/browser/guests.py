"""The vocabulary of steps.py for browsers that Playwright does not drive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from navigator.guide.model import Guide
from tests.services.waiting import comes_within

from .engines import Browser, RefusedError
from .steps import Traveller, question_path

SECONDS_TO_WAIT = 10

# Where the middle of an element is in the window, once a press there would reach it.
PLACE = """(selector) => {
    const element = document.querySelector(selector);
    if (!element || document.readyState !== "complete") return null;
    element.scrollIntoView({block: "center", behavior: "instant"});
    const box = element.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return element.contains(document.elementFromPoint(x, y)) ? [x, y] : null;
}"""
IS_AT = """(address) => document.readyState === "complete" && location.href.endsWith(address)
    && document.querySelector("main h1").checkVisibility()"""
IS_ASKED = """(path, text) => {
    const heading = document.querySelector("main h1");
    return document.readyState === "complete" && location.pathname === path
        && heading.checkVisibility() && heading.textContent.includes(text)
        && document.title.includes(text);
}"""
TICKED = """(field) => [...document.querySelectorAll(`main form [name="${field}"]:checked`)]
    .map((input) => input.value).sort()"""
VERDICTS = """() => [...document.querySelectorAll("[data-option]")]
    .map(({dataset}) => [dataset.option, dataset.verdict])"""
# Each reference from one element to another that leads nowhere.
LOST_REFERENCES = """() => {
    const inPage = [...document.querySelectorAll("a[href^='#']")].map(({hash}) => hash.slice(1));
    const named = ["aria-controls", "aria-describedby", "aria-labelledby", "for"].flatMap((name) =>
        [...document.querySelectorAll(`[${name}]`)].flatMap((each) =>
            each.getAttribute(name).trim().split(/\\s+/)));
    return [...inPage, ...named].filter((id) => !document.getElementById(id));
}"""


class Guest(Traveller):
    """Someone with Firefox or WebKitGTK."""

    def __init__(self, browser: Browser, site: str, guide: Guide) -> None:
        super().__init__(guide)
        self.browser, self.site = browser, site

    # Where they are, and what they see

    def sees(self, script: str, *given: Any) -> Any:
        """Wait until a function of JavaScript gives something that is true, and return it."""
        found: Any = None

        def holds() -> bool:
            nonlocal found
            try:
                found = self.browser.runs(script, *given)
            except RefusedError:  # one page has gone, and the next is not there
                found = None
            return bool(found)

        here = "() => [location.href, document.querySelector('main')?.innerText]"
        assert comes_within(SECONDS_TO_WAIT, holds), (script, given, self.browser.runs(here))
        return found

    def is_at(self, path: str) -> None:
        """Waits for the address; one without a query."""
        self.sees(IS_AT, self.address(path))

    def is_asked(self, slug: str) -> None:
        """Waits for the page of a question."""
        self.sees(
            IS_ASKED, self.address(question_path(slug)), self.guide.question_by_slug[slug].text
        )

    def shows_answer(self, slug: str, choices: Iterable[str]) -> None:
        """Waits until exactly these choices are checked."""
        self.sees(
            f"(slug, wanted) => String(({TICKED})(slug)) === wanted",
            slug,
            ",".join(sorted(choices)),
        )

    def must_be_shown_verdicts(self) -> None:
        """The options page lists every option once, as the contract has it for what was said."""
        shown = self.browser.runs(VERDICTS)
        assert len(shown) == len(self.guide.options)
        assert dict(shown) == self.verdicts()

    # What they do

    def opens(self, path: str) -> None:
        self.browser.go(self.site + self.address(path))

    def presses(self, selector: str) -> None:
        """Press the first of these elements, as soon as it takes a press."""
        self.browser.presses(*self.sees(PLACE, selector))

    def follows(self, path: str) -> None:
        """Presses the first link to there in the main part."""
        self.presses(f"main a[href='{self.address(path)}']")

    def ticks(self, field: str, value: str) -> None:
        self.presses(f"main form [name='{field}'][value='{value}']:not(:checked)")

    def chooses(self, slug: str, choices: Iterable[str]) -> None:
        """Makes exactly these choices, without sending them."""
        wanted = frozenset(choices)
        for value in self.browser.runs(TICKED, slug):
            if value not in wanted:
                self.presses(f"main form [name='{slug}'][value='{value}']")
        for value in wanted - {*self.browser.runs(TICKED, slug)}:
            self.ticks(slug, value)

    def sends(self, field: str) -> None:
        self.presses(f"main form:has([name='{field}']) button")
