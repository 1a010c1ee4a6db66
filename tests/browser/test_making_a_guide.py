"""A guide is made at the desk by presses in a browser, from the text of a summary to an edition.

What there is to type stands in a file. The presses and the pages that are loaded are counted.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from navigator.guide.rule_words import conditions_in_words
from navigator.guide.yaml import LAST_LINE, read_guide
from tests.guides import LUNG
from tests.library import FILE
from tests.services.site import Site

from .axe import must_look_right
from .lung.making import Maker
from .lung.typist import Typist
from .test_staff import PASSWORD, WIDE, make_account

MOST_LOADS = 250
MOST_PRESSES = 900
GUIDE = read_guide((LUNG / "guide.yaml").read_bytes())


@pytest.fixture(scope="module")
def other_site(tmp_path_factory, collected):
    """A site of its own, which has a guide already, and an account for it."""
    site = Site(tmp_path_factory.mktemp("made"))
    (site.var / "static").symlink_to(collected)
    site.fill(str(FILE))
    make_account(site, "nora")
    with site.served() as served:
        yield site, served.address


def told(guide):
    """All that the desk was given, by names: it makes slugs of its own."""
    names = {each.slug: each.name for each in (*guide.categories, *guide.options)}
    panels = {each.slug: each.text for each in guide.panels}

    def rule(situations):
        return [conditions_in_words(guide, each) for each in situations]

    return {
        "title": (guide.title, guide.introduction, guide.help_now, guide.source_intro),
        "categories": [(each.name, each.about, each.none_listed) for each in guide.categories],
        "panels": [(each.text, each.why, each.where) for each in guide.panels],
        "questions": [
            (
                *(each.kind, each.label, each.text, each.why, each.where, each.ask_team),
                *(each.unit, each.highest, panels.get(each.panel), rule(each.ask_when)),
                [
                    (one.label, one.statement, one.least, one.uncertain, one.exclusive)
                    for one in each.choices
                ],
            )
            for each in guide.questions
        ],
        "options": [
            (
                *(each.name, names[each.category], each.plain, each.source_text),
                *(each.for_everyone, rule(each.situations)),
            )
            for each in guide.options
        ],
        "notices": [(each.title, each.text, rule(each.situations)) for each in guide.notices],
        "terms": [(each.name, each.definition) for each in guide.terms],
        "examples": [
            (each.who, {names[slug] for slug in each.match}, {names[slug] for slug in each.depends})
            for each in guide.example_readers
        ],
    }


def test_a_summary_becomes_a_guide_that_readers_find(other_site, browser):
    site, address = other_site
    editor = browser.new_context(base_url=address, viewport=WIDE).new_page()
    editor.goto("/admin/")
    editor.fill("#id_username", "nora")
    editor.fill("#id_password", PASSWORD)
    editor.click("[type=submit]")
    typist = Typist(editor)
    Maker(typist, GUIDE).makes_the_guide()
    print(f"{typist.presses} presses, {typist.loads} loads: {typist.cost.most_common()}")
    assert typist.loads < MOST_LOADS
    assert typist.presses < MOST_PRESSES

    # What a command prints is followed by a line of the trail.
    file, end, _ = site.manage("export_guide", GUIDE.slug).partition(f"\n{LAST_LINE}\n")
    made = read_guide((file + end).encode())
    for name, expected in told(GUIDE).items():
        assert told(made)[name] == expected, name

    reader = browser.new_context(base_url=address).new_page()
    reader.goto(f"/{GUIDE.slug}/")
    reader.check("[name=reader][value=self]")
    reader.click("main form button")
    for slug in ("age", "egfr"):
        reader.goto(f"/{GUIDE.slug}/questions/{slug}/")
        must_look_right(reader)
        reader.get_by_role("button", name="Continue").click()
        expect(reader.locator(".error-summary")).to_be_focused()
        must_look_right(reader)
    reader.check("#egfr-positive")
    reader.get_by_role("button", name="I am not sure about the rest").click()
    reader.wait_for_url(lambda address: "/egfr/" not in address)
    reader.goto(f"/{GUIDE.slug}/options/")
    listed = reader.locator("[data-verdict=match] summary", has_text="EGFR")
    expect(listed.first).to_be_visible()
    assert reader.locator("[data-option]").count() == len(GUIDE.options)
