"""One way through the shipped guide with a screen reader, and what is heard at each place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.request import urlopen

from navigator.guide.answers import Answers
from navigator.guide.model import Option, Term
from navigator.guide.pathway import Walk
from navigator.guide.return_code import encode
from navigator.guide.voice import Reader
from navigator.readers.forms import FAULTS, ReaderForm
from tests.browser.steps import PARTLY_KNOWN, path_of_change, question_path
from tests.guide import reference
from tests.guides import real_guide

from .room import Listener

GUIDE = real_guide()
ANSWERS = {slug: frozenset(choices) for slug, choices in PARTLY_KNOWN.items()}

# Two questions one after the other, and how many are left when the first choice of the first is
# taken.
FIRST = GUIDE.questions[0]
AFTER_FIRST = Walk(GUIDE, Answers({FIRST.slug: frozenset([FIRST.choices[0].slug])}))
SECOND, LEFT = AFTER_FIRST.open[0], len(AFTER_FIRST.open)

# What is added to one of the answers, and what is listed then.
CHANGED = GUIDE.question_by_slug["symptoms"]
ADDED = next(choice for choice in CHANGED.choices if choice.slug == "fluid")
NEWLY_LISTED = next(option for option in GUIDE.options if option.slug == "fluid-surgery")

LAST_KIND = GUIDE.fact_kinds[-1]

# Words of the site.
READERS = [str(label) for _, label in ReaderForm.base_fields["reader"].choices]
NOT_SENT = "Not sent."
TICKED = "You ticked 1 to talk about."
NOTHING_CHOSEN = str(FAULTS["empty"])


def first_listed() -> Option:
    """The first option that the answers match."""
    verdicts = reference.verdicts(GUIDE, ANSWERS)
    return next(option for option in GUIDE.options if verdicts[option.slug] == "match")


def first_explained(page: str) -> Term:
    """The first word that the page at this address explains."""
    with urlopen(page) as response:
        slug = re.search(r'class="term" href="[^"#]*#([^"]+)"', response.read().decode())[1]
    return next(term for term in GUIDE.terms if term.slug == slug)


def walk(listener: Listener, guide: str) -> Iterator[tuple[str, list[str]]]:
    """Go from the start page, which is open, to a changed answer; give what is heard by place.

    `guide` is the address of the start page.
    """
    yield "start", listener.is_read_to("leaving panel")

    term = first_explained(guide)
    listener.tabs_to("collapsed")
    listener.presses("Return")
    yield "word", listener.hears(term.definition)

    listener.opens(guide + question_path(FIRST.slug))
    yield "question", listener.is_read_to("leaving panel")
    listener.tabs_to(FIRST.choices[0].label)
    listener.presses("Return")
    yield "error", listener.hears(NOTHING_CHOSEN)
    listener.presses("Tab")
    yield "link", listener.hears(NOTHING_CHOSEN)
    listener.presses("Return")
    yield "field", listener.hears(FIRST.choices[0].label)
    listener.presses("space")
    listener.hears("selected")
    listener.presses("Return")
    yield "swap", listener.hears(SECOND.text)

    listener.opens(guide.replace(GUIDE.slug, "continue"))
    listener.is_read_to("entry")
    listener.tabs_to("entry")
    code = encode(1, 1, Reader.SELF, GUIDE, Walk(GUIDE, Answers(ANSWERS)).counted)
    listener.types(code)  # of the first edition of the first guide in a database
    listener.presses("Return")
    yield "options", listener.is_read_to(first_listed().name)
    yield "stops", ["Tab"] * listener.tabs_to(first_listed().name)
    listener.presses("Return")
    listener.hears(first_listed().name)  # where the link leads, and only then go on
    listener.tabs_to("check box")
    listener.presses("space")
    yield "pick", listener.hears(TICKED)

    listener.opens(guide + "compare/")
    yield "compare", listener.is_read_to(LAST_KIND.name)

    listener.opens(guide + path_of_change(CHANGED.slug))
    listener.is_read_to("leaving panel")
    listener.tabs_to(ADDED.label)
    listener.presses("space")
    listener.hears("checked")
    listener.presses("Return")
    yield "change", listener.hears(NEWLY_LISTED.name)
