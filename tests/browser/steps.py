"""A small vocabulary for reading a guide in a browser.

It knows the contract (addresses, field names, data attributes, roles) and the guide's own texts,
and none of the site's wording. A path is absolute, or begins where the guide does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, expect

from navigator.guide.answers import Answers
from navigator.guide.model import Guide, Kind, Question
from navigator.guide.pathway import Walk
from navigator.guide.voice import Reader, for_reader
from tests.guide import reference
from tests.guides import real_guide
from tests.library import library

Said = Mapping[str, Iterable[str]]

OWN = "en"  # the language of the guides that are tested, and of addresses without a code
START, OPTIONS, HANDOUT, CLEAR = "", "options/", "handout/", "clear/"

# Readers of the library's guide who have an answer to every question, asked or not. The first has
# something of every verdict.
ADULT = {
    "age": ["adult"],
    "guardian": ["no"],
    "home": ["unsure"],
    "likes": ["books", "sound-books"],
}
TEEN = {"age": ["teen"], "guardian": ["yes"], "home": ["nearby"], "likes": ["films", "games"]}
NOTHING_KNOWN = {"age": ["not-told"], "guardian": ["unsure"], "home": ["unsure"]} | {
    "likes": ["unsure"]
}
# A reader of the shipped guide, who has something of every verdict, and a notice.
PARTLY_KNOWN = {
    "hormone-receptor": ["positive"],
    "her2": ["unsure"],
    "pd-l1": ["negative"],
    "brca": ["mutation"],
    "menopause": ["not-applicable"],
    "newly-diagnosed": ["no"],
    "spread": ["bone", "soft-tissue"],
    "symptoms": ["bone-pain", "weak-bones"],
    "past-treatments": ["tamoxifen", "chemotherapy"],
    "not-responded": ["unsure"],
}
SETTLED = {library().slug: ADULT, real_guide().slug: PARTLY_KNOWN}

# Every piece of text in an element that is there for the eye, in the order of the page, and its
# size in pixels.
VISIBLE_TEXTS = """(element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim();
        const around = walker.currentNode.parentElement;
        const seen = around.checkVisibility({visibilityProperty: true});
        if (text && seen) found.push([text, parseFloat(getComputedStyle(around).fontSize)]);
    }
    return found;
}"""


def question_path(slug: str) -> str:
    return f"questions/{slug}/"


def path_of_change(slug: str) -> str:
    """Where the options page links to, to change one answer."""
    return f"{question_path(slug)}?from=options"


class Traveller:
    """Someone on their way through a guide, in any browser.

    `said` is what they have answered to which question so far. What they see and press is said in a
    class for each way to drive a browser.
    """

    def __init__(self, guide: Guide) -> None:
        self.written = guide
        self.reader = Reader.SELF
        self.said: dict[str, frozenset[str]] = {}

    @property
    def guide(self) -> Guide:
        return for_reader(self.written, self.reader)

    @property
    def following(self) -> Question | None:
        """The question that should be asked now, None for the options page."""
        return Walk(self.guide, Answers(self.said)).next

    @property
    def home(self) -> str:
        """The first page of the site, in the language of the guide that is read."""
        language = self.written.language
        return "/" if language == OWN else f"/{language}/"

    def address(self, path: str) -> str:
        if path.startswith("/"):
            return self.home + path.removeprefix("/")
        return urljoin(f"{self.home}{self.written.slug}/", path)

    def verdicts(self) -> dict[str, str]:
        """The verdict of each option for what was said, as the contract has it."""
        answers = {slug: frozenset(choices) for slug, choices in self.said.items()}
        return reference.verdicts(self.written, answers)

    def is_asked_what_follows(self) -> None:
        """Waits for the next question, or for the options page after the last."""
        if following := self.following:
            self.is_asked(following.slug)
        else:
            self.is_at(OPTIONS)

    def is_asked_and_shown(self, slug: str, *choices: str) -> None:
        """Waits for the page of a question, with exactly these choices checked."""
        self.is_asked(slug)
        self.shows_answer(slug, choices)

    def opens_question(self, slug: str) -> None:
        self.opens(question_path(slug))
        self.is_asked(slug)

    def arrives(self) -> None:
        """From the first page of the site to the start of the guide."""
        self.opens("/")
        self.follows(START)
        self.is_at(START)

    def begins(self, reader: Reader = Reader.SELF) -> None:
        """From the start of the guide to the first question."""
        self.reader = reader
        self.ticks("reader", reader)
        self.sends("reader")
        self.is_asked_what_follows()

    def answers(self, slug: str, *choices: str) -> None:
        """Answers the question on the page, and is asked the next."""
        self.is_asked(slug)
        self.chooses(slug, choices)
        self.sends(slug)
        self.said[slug] = frozenset(choices)
        self.is_asked_what_follows()

    def walks(self, known: Said) -> None:
        """The whole way, from the first page of the site to the options."""
        self.arrives()
        self.begins()
        while following := self.following:
            self.answers(following.slug, *known[following.slug])

    def changes(self, slug: str, *choices: str) -> None:
        """From the options page, gives another answer to one question, and is back at once."""
        self.follows(path_of_change(slug))
        self.is_asked(slug)
        self.chooses(slug, choices)
        self.sends(slug)
        self.said[slug] = frozenset(choices)
        self.is_at(f"{OPTIONS}#said-{slug}")


class Visitor(Traveller):
    """Someone with a browser that Playwright drives."""

    def __init__(self, page: Page, guide: Guide) -> None:
        super().__init__(guide)
        self.page = page

    # Where they are

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("main").get_by_role("heading", level=1)

    def is_at(self, path: str) -> None:
        """Waits for the address; one without a query."""
        self.page.wait_for_url(re.compile(f"{re.escape(self.address(path))}$"))
        expect(self.heading).to_be_visible()

    def is_asked(self, slug: str) -> None:
        """Waits for the page of a question."""
        text = self.guide.question_by_slug[slug].text
        address = re.escape(self.address(question_path(slug)))
        self.page.wait_for_url(re.compile(rf"{address}([?#]|$)"))
        expect(self.heading).to_contain_text(text)
        expect(self.page).to_have_title(re.compile(re.escape(text)))

    def is_at_the_top(self) -> None:
        """Waits for the page's first lines: a new question is shown before it is scrolled to."""
        expect(self.page.get_by_role("banner")).to_be_in_viewport(ratio=1)

    # What they see

    def inputs(self, field: str) -> Locator:
        return self.page.locator(f"main form [name='{field}']")

    def input(self, field: str, value: str) -> Locator:
        return self.page.locator(f"main form [name='{field}'][value='{value}']")

    def button(self, field: str) -> Locator:
        """What sends the form that has this field."""
        return self.page.locator(f"main form:has([name='{field}'])").get_by_role("button")

    def shows_answer(self, slug: str, choices: Iterable[str]) -> None:
        """Waits until exactly these choices are checked."""
        wanted = frozenset(choices)
        for choice in self.guide.question_by_slug[slug].choices:
            expect(self.input(slug, choice.slug)).to_be_checked(checked=choice.slug in wanted)

    @property
    def errors(self) -> Locator:
        """The error summary."""
        return self.page.locator("main [data-focus]:has([role=alert])")

    def must_be_shown_verdicts(self) -> None:
        """The options page lists every option once, as the contract has it for what was said."""
        options = self.page.locator("[data-option]")
        expect(options).to_have_count(len(self.guide.options))
        shown = "all => all.map(({dataset}) => [dataset.option, dataset.verdict])"
        assert dict(options.evaluate_all(shown)) == self.verdicts()

    # What they do

    def opens(self, path: str) -> None:
        self.page.goto(self.address(path))

    def follows(self, path: str) -> None:
        """Clicks the first link to there in the main part."""
        self.page.locator(f"main a[href='{self.address(path)}']").first.click()

    def ticks(self, field: str, value: str) -> None:
        self.input(field, value).check()

    def chooses(self, slug: str, choices: Iterable[str]) -> None:
        """Makes exactly these choices, without sending them."""
        if self.guide.question_by_slug[slug].kind is Kind.SEVERAL:
            ticked = self.page.locator(f"main form [name='{slug}']:checked")
            while ticked.count():  # what an exclusive choice took away comes back with its tick
                ticked.first.uncheck()
        for choice in choices:
            self.ticks(slug, choice)

    def sends(self, field: str) -> None:
        self.button(field).click()

    def picks(self, number: int) -> list[str]:
        """Picks so many of the options, one by one as each is kept; gives their slugs."""
        for box in self.inputs("pick").all()[:number]:
            if box.is_checked():
                continue
            with self.page.expect_response(lambda response: response.request.method == "POST"):
                box.check()
        picked = "all => all.filter((box) => box.checked).map((box) => box.value)"
        slugs: list[str] = self.inputs("pick").evaluate_all(picked)
        if slugs:
            expect(self.page.locator("#picked")).to_contain_text(str(len(slugs)))
        return slugs

    def clears(self) -> None:
        """Clears all answers, from a page that has the link."""
        self.page.locator(f"a[href='{self.address(CLEAR)}']").click()
        self.is_at(CLEAR)
        self.page.locator("main form[method=post]").get_by_role("button").click()
        expect(self.page.locator(f"main a[href='{self.address(START)}']")).to_be_visible()
        self.said = {}
