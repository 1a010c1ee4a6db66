"""A reader in a browser without JavaScript: opens pages, fills in what is there, sends it."""

from __future__ import annotations

from urllib.parse import parse_qs, urljoin, urlsplit

from django.test import Client

from navigator.guide.language import in_language
from navigator.guide.voice import Reader as Voice
from navigator.guide.voice import for_reader
from tests.html import parse
from tests.serving import path_to

MOST_REDIRECTS = 5


class Reader:
    """Someone who uses a guide. `page` is what they look at, `place` its address.

    Staff who preview a draft find the site's pages below an address.
    """

    def __init__(self, guide, below=""):
        self.guide, self.below = guide, below
        self.voice = Voice.SELF
        self.client = Client(enforce_csrf_checks=True)
        self.place = self.page = None
        self.asked = []

    @property
    def language(self):
        """The language of the page they look at."""
        return self.page.one("html")["lang"]

    def switches(self, language):
        """Follow the link to this page in another language, if that is not the one it is in."""
        if self.language != language:
            links = self.page.one(id="languages").all("a", hreflang=language)
            place = links[0]["href"]
            own = self.path.removeprefix(self.below)
            self.below = urlsplit(place).path.removesuffix(own)
            self.opens(place)
            assert self.language == language
        return self

    def at(self, *steps):
        """Return the address of a page of the guide."""
        return self.below + path_to(*steps, guide=self.guide.slug)

    # What a reader does

    def opens(self, place):
        """Type an address, or follow a link: only ever within the site."""
        response = self.client.get(urljoin(self.place or "/", place))
        self._arrives(response, place)
        return self

    def starts(self, voice=Voice.SELF):
        """Say who is reading, and go to the first question that is open."""
        self.voice = Voice(voice)
        self.opens(self.at())
        return self._sends(self.page.one("main").form(), reader=[self.voice.value])

    def goes_on(self):
        """Follow the link on the start page that leads to where they were."""
        links = self.page.one("main").all("a", class_="button")
        return self.opens(links[0]["href"])

    def answers(self, **said):
        """Answer questions as they are asked, `her2="positive"`, while there is an answer."""
        said = {name.replace("_", "-"): chosen for name, chosen in said.items()}
        while self.question in said:
            chosen = said.pop(self.question)
            self.picks([chosen] if isinstance(chosen, str) else chosen)
        assert not said, f"never asked: {sorted(said)}"
        return self

    def picks(self, chosen):
        """Answer the question of the page."""
        self.asked.append(self.question)
        return self._sends(self.form, **{self.question: chosen})

    def sees_options(self):
        return self.opens(self.at("options"))

    def changes(self, question, chosen):
        """Change an answer from the options page, and come back to it."""
        self.at_options or self.sees_options()
        links = [link["href"] for link in self.page.all("a", href=True)]
        self.opens(next(link for link in links if f"/questions/{question}/?" in link))
        assert self.question == question
        self._sends(self.form, **{question: chosen})
        assert self.at_options
        return self

    def clears(self):
        """Clear the answers, by the page that asks first."""
        self.opens(self.at("clear"))
        return self._sends(self.page.one("main").form())

    # What a reader sees

    @property
    def at_options(self):
        return self.path == self.at("options")

    @property
    def path(self):
        return urlsplit(self.place).path

    @property
    def question(self):
        """The slug of the question that is asked on this page, or None."""
        start = self.at("questions")
        return self.path.removeprefix(start).strip("/") if self.path.startswith(start) else None

    @property
    def form(self):
        form = self.page.one("main").form()
        assert form.names == {self.question}
        return form

    @property
    def text(self):
        return self.page.one("main").text

    def verdicts(self):
        """Option slug to verdict, from the options page, each option there once."""
        self.at_options or self.sees_options()
        found = self.page.all(data_option=True)
        verdicts = {each["data-option"]: each["data-verdict"] for each in found}
        assert len(verdicts) == len(found)
        return verdicts

    def listed(self, verdict):
        """The slugs of the options with this verdict."""
        return {slug for slug, each in self.verdicts().items() if each == verdict}

    def said(self):
        """What the options page says was answered: question slug to choice slugs."""
        self.at_options or self.sees_options()
        guide = for_reader(in_language(self.guide, self.language), self.voice)
        rows = self.page.all(id=True)
        found = {row["id"].removeprefix("said-"): row for row in rows if row["id"][:5] == "said-"}
        return {slug: _chosen(guide.question_by_slug[slug], row) for slug, row in found.items()}

    def open_questions(self):
        """The questions that the options page lists as not answered."""
        self.at_options or self.sees_options()
        sections = self.page.all("section", aria_labelledby="unanswered")
        links = [link["href"] for section in sections for link in section.all("a", href=True)]
        return {link.split("/")[-2] for link in links if "?" in link}

    # How a browser does it

    def _sends(self, form, **picks):
        place = urljoin(self.place, form.element.get("action", ""))
        self._arrives(self.client.post(place, form.filled(**picks)), place)
        return self

    def _arrives(self, response, place):
        for _ in range(MOST_REDIRECTS):
            if response.status_code != 302:
                break
            place = urljoin(place, response["Location"])
            response = self.client.get(place)
        assert response.status_code == 200, f"{response.status_code} at {place}"
        self.place, self.page = urljoin(self.place or "/", place), parse(response)
        self._finds_no_answer_in_the_address()

    def _finds_no_answer_in_the_address(self):
        query = parse_qs(urlsplit(self.place).query)
        assert query in ({}, {"from": ["options"]}), self.place


def _chosen(question, row):
    return frozenset(each.slug for each in question.choices if each.statement in row.text)
