"""A small vocabulary for reading the guide in a browser.

It knows the contract (addresses, field names, data attributes, roles) and the guide's own texts,
and none of the site's wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from playwright.sync_api import Locator, Page, expect

from navigator.guide.answers import Answers
from navigator.guide.model import Guide, Kind, Question
from navigator.guide.pathway import Walk
from navigator.guide.voice import Reader, for_reader
from tests.guide import reference
from tests.guides import real_guide

Said = Mapping[str, Iterable[str]]

START = f"/{real_guide().slug}/"
OPTIONS = f"{START}options/"
HANDOUT = f"{START}handout/"
CLEAR = f"{START}clear/"

# Readers who have an answer to every question, whichever of them they are asked.
NEWLY_DIAGNOSED = {
    "hormone-receptor": ["positive"],
    "her2": ["negative"],
    "pd-l1": ["negative"],
    "brca": ["mutation"],
    "menopause": ["postmenopausal"],
    "newly-diagnosed": ["yes"],
    "spread": ["bone", "soft-tissue"],
    "symptoms": ["bone-pain", "weak-bones"],
    "past-treatments": ["tamoxifen", "chemotherapy"],
    "not-responded": ["none"],
}
TRIPLE_NEGATIVE = NEWLY_DIAGNOSED | {
    "hormone-receptor": ["negative"],
    "pd-l1": ["unsure"],
    "newly-diagnosed": ["no"],
    "spread": ["brain", "lung"],
    "symptoms": ["none"],
    "past-treatments": ["none"],
}
MAN = NEWLY_DIAGNOSED | {
    "her2": ["positive"],
    "menopause": ["not-applicable"],
    "spread": ["unsure"],
    "symptoms": ["fluid", "other-symptoms"],
    "past-treatments": ["other-hormone-therapy"],
    "not-responded": ["hormone-therapy"],
}
NOTHING_KNOWN = {slug: ["unsure"] for slug in NEWLY_DIAGNOSED}
# Has something of every verdict, and a notice.
PARTLY_KNOWN = NEWLY_DIAGNOSED | {
    "her2": ["unsure"],
    "menopause": ["not-applicable"],
    "newly-diagnosed": ["no"],
    "not-responded": ["unsure"],
}
READERS = {
    "newly-diagnosed": NEWLY_DIAGNOSED,
    "triple-negative": TRIPLE_NEGATIVE,
    "man": MAN,
    "nothing-known": NOTHING_KNOWN,
}


def question_path(slug: str) -> str:
    return f"{START}questions/{slug}/"


def reference_verdicts(said: Said) -> dict[str, str]:
    """What the contract lists for these answers, worked out by the slow second implementation."""
    answers = {slug: frozenset(choices) for slug, choices in said.items()}
    return reference.verdicts(real_guide(), answers)


def shown_verdicts(page: Page) -> dict[str, str]:
    """What the options page lists, every option once."""
    options = page.locator("[data-option]")
    expect(options).to_have_count(len(real_guide().options))
    return dict(
        options.evaluate_all("all => all.map(({dataset}) => [dataset.option, dataset.verdict])")
    )


class Visitor:
    """Someone with a browser. `said` is what they have answered to which question so far."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.reader = Reader.SELF
        self.said: dict[str, frozenset[str]] = {}

    # Where they are

    @property
    def guide(self) -> Guide:
        return for_reader(real_guide(), self.reader)

    @property
    def following(self) -> Question | None:
        """The question that should be asked now, None for the options page."""
        return Walk(self.guide, Answers(self.said)).next

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("main").get_by_role("heading", level=1)

    def is_at(self, path: str, fragment: str = "") -> None:
        """Waits for the address; one without a query."""
        self.page.wait_for_url(re.compile(f"{re.escape(path + fragment)}$"))
        expect(self.heading).to_be_visible()

    def is_asked(self, slug: str) -> None:
        """Waits for the page of a question."""
        text = self.guide.question_by_slug[slug].text
        self.page.wait_for_url(re.compile(rf"{re.escape(question_path(slug))}([?#]|$)"))
        expect(self.heading).to_contain_text(text)
        expect(self.page).to_have_title(re.compile(re.escape(text)))

    def path_of_change(self, slug: str) -> str:
        """Where the options page links to, to change one answer."""
        return f"{question_path(slug)}?from=options"

    def is_asked_what_follows(self) -> None:
        """Waits for the next question, or for the options page after the last."""
        following = self.following
        if following:
            self.is_asked(following.slug)
        else:
            self.is_at(OPTIONS)

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

    def checked(self, slug: str) -> frozenset[str]:
        """What is checked at this moment."""
        every = "all => all.filter((each) => each.checked).map((each) => each.value)"
        return frozenset(self.inputs(slug).evaluate_all(every))

    @property
    def errors(self) -> Locator:
        """The error summary."""
        return self.page.get_by_role("main").get_by_role("alert")

    # What they do

    def opens(self, path: str) -> None:
        self.page.goto(path)

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
        self.input("reader", reader).check()
        self.button("reader").click()
        self.is_asked_what_follows()

    def follows(self, href: str) -> None:
        """Clicks the first link to there in the main part."""
        self.page.locator(f"main a[href='{href}']").first.click()

    def chooses(self, slug: str, choices: Iterable[str]) -> None:
        """Makes exactly these choices, without sending them."""
        question, wanted = self.guide.question_by_slug[slug], frozenset(choices)
        if question.kind is Kind.SEVERAL:
            for choice in self.checked(slug) - wanted:
                self.input(slug, choice).uncheck()
        for choice in wanted:
            self.input(slug, choice).check()

    def sends(self, slug: str) -> None:
        self.button(slug).click()

    def answers(self, slug: str, *choices: str) -> None:
        """Answers the question on the page, and is asked the next."""
        self.is_asked(slug)
        self.chooses(slug, choices)
        self.sends(slug)
        self.said[slug] = frozenset(choices)
        self.is_asked_what_follows()

    def answers_all(self, known: Said) -> None:
        """Answers whatever is asked, up to the options page."""
        while following := self.following:
            self.answers(following.slug, *known[following.slug])

    def walks(self, known: Said, reader: Reader = Reader.SELF) -> None:
        """The whole way, from the first page of the site to the options."""
        self.arrives()
        self.begins(reader)
        self.answers_all(known)

    def changes(self, slug: str, *choices: str) -> None:
        """From the options page, gives another answer to one question, and is back at once."""
        self.follows(self.path_of_change(slug))
        self.is_asked(slug)
        self.chooses(slug, choices)
        self.sends(slug)
        self.said[slug] = frozenset(choices)
        self.is_at(OPTIONS, f"#said-{slug}")

    def clears(self) -> None:
        """Clears all answers, from a page that has the link."""
        self.follows(CLEAR)
        self.is_at(CLEAR)
        self.page.locator("main form[method=post]").get_by_role("button").click()
        expect(self.page.locator(f"main a[href='{START}']")).to_be_visible()
        self.said = {}
