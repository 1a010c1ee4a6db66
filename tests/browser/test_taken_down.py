"""A guide is withdrawn while somebody reads it: a calm page, and nothing of theirs is lost."""

import pytest
from playwright.sync_api import expect

from tests.library import FILE, library
from tests.services.site import Site
from tests.serving import path_to, question_path

from .axe import must_look_right

SLUG = library().slug
TOLD = "We have taken this guide down while we check it."


@pytest.fixture
def own_site(tmp_path, collected):
    """A site that no other test reads."""
    site = Site(tmp_path, EDITION_LOOK_SECONDS="0")
    (site.var / "static").symlink_to(collected)
    site.fill(str(FILE))
    return site


@pytest.mark.parametrize("scripts", [True, False], ids=["htmx", "plain"])
def test_a_reader_in_the_middle_is_told_and_goes_on_when_it_is_back(own_site, new_context, scripts):
    context = new_context(java_script_enabled=scripts)
    page = context.new_page()
    with own_site.served() as served:

        def opens(path):
            page.goto(f"{served.address}{path}")

        def answers(question, choice):
            page.check(f"input[name={question}][value={choice}]")
            page.get_by_role("main").get_by_role("button").first.click()

        opens(path_to())
        answers("reader", "other")
        answers("age", "adult")
        expect(page.locator("input[name=age]")).to_have_count(0)
        opens(question_path("home"))
        own_site.manage("withdraw_guide", SLUG, "--note", "A wrong fee.", "--tell", TOLD)
        answers("home", "far")
        expect(page.get_by_role("main")).to_contain_text(TOLD)
        expect(page.get_by_role("main")).to_contain_text("Your answers are still in this browser")
        if scripts:
            must_look_right(page)
            opens("/")
            must_look_right(page)
        own_site.manage("publish_guide", SLUG, "--note", "Put right.")
        opens(path_to("options"))
        expect(page.get_by_role("main")).to_contain_text("Your answers still fit")
    context.close()
