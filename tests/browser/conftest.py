"""A server and a browser for the whole run, a fresh browser profile for each test."""

from __future__ import annotations

import os
import shutil
from functools import cache

import pytest

from tests.library import FILE, library
from tests.services.programs import find_or_skip
from tests.services.site import FIXTURE, Site

from . import engines
from .guests import Guest
from .steps import SETTLED, Visitor
from .watching import Watch

ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Browser tests run last, in their random order.

    From its start to its end, Playwright runs an event loop in the tests' own thread, and Django
    refuses to open a database where it sees one.
    """
    items.sort(key=lambda item: item.path.is_relative_to(os.path.dirname(__file__)))


@pytest.fixture(scope="session")
def site(tmp_path_factory, collected):
    """A site of its own, with the shipped guide and the library's."""
    site = Site(tmp_path_factory.mktemp("var"))
    (site.var / "static").symlink_to(collected)
    site.fill(FIXTURE, str(FILE))
    return site


@pytest.fixture(scope="session")
def base_url(site):
    """The address of the real server, which pages are opened from."""
    with site.served() as served:
        yield served.address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The Chromium of this machine; without one, Playwright looks for its own."""
    names = filter(None, (os.environ.get("CHROMIUM"), *NAMES))
    found = next(filter(None, map(shutil.which, names)), None)
    # Chromium's sandbox does not start for root.
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return browser_type_launch_args | {"executable_path": found, "args": arguments}


@pytest.fixture(scope="session")
def chromium(browser, browser_context_args):
    """The Chromium that Playwright drives, in the words of the others."""
    context = browser.new_context(**browser_context_args)
    yield engines.Chromium(context.new_page())
    context.close()


@pytest.fixture(scope="session")
def firefox():
    """Debian's Firefox."""
    with engines.firefox(str(find_or_skip("firefox"))) as browser:
        yield browser


@pytest.fixture(scope="session")
def webkit():
    """WebKitGTK, the engine of Safari as Debian has it."""
    with engines.webkit(str(find_or_skip("webkit"))) as browser:
        yield browser


@pytest.fixture(params=["firefox", "webkit"])
def guest(request, base_url, guide):
    """Someone with one of the two, where nobody has been before."""
    browser = request.getfixturevalue(request.param)
    browser.go(f"{base_url}/")
    browser.forgets()
    return Guest(browser, base_url, guide)


@pytest.fixture(scope="module")
def guide():
    """The guide that is read; a module about the shipped one has this fixture of its own."""
    return library()


@pytest.fixture
def new_visitor(new_context, guide):
    """Makes visitors, each with a browser profile of their own."""

    def make(**context_arguments):
        context = new_context(**context_arguments)
        context.set_default_timeout(10_000)
        return Visitor(context.new_page(), guide)

    return make


@pytest.fixture
def visitor(new_visitor):
    """Someone whose browser runs scripts, so htmx as well."""
    return new_visitor()


@pytest.fixture
def plain_visitor(new_visitor):
    """Someone whose browser runs no scripts."""
    return new_visitor(java_script_enabled=False)


@pytest.fixture(params=["htmx", "plain"])
def either_visitor(request, new_visitor):
    """Once with scripts and once without."""
    return new_visitor(java_script_enabled=request.param == "htmx")


@pytest.fixture(scope="session")
def settle(browser, browser_context_args):
    """Answers a whole guide once and picks the first so many of its options.

    Gives the browser's state after it, and what was said.
    """

    @cache
    def walk(guide, picks=0):
        context = browser.new_context(**browser_context_args)
        visitor = Visitor(context.new_page(), guide)
        visitor.walks(SETTLED[guide.slug])
        visitor.must_be_shown_verdicts()
        visitor.picks(picks)
        state = context.storage_state()
        context.close()
        return state, visitor.said

    return walk


@pytest.fixture
def new_settled_visitor(new_visitor, settle, guide):
    """Makes visitors who have answered everything and have not opened a page yet."""
    state, said = settle(guide)

    def make(**context_arguments):
        visitor = new_visitor(storage_state=state, **context_arguments)
        visitor.said = dict(said)
        return visitor

    return make


@pytest.fixture
def settled_visitor(new_settled_visitor):
    """One of them, whose browser runs scripts."""
    return new_settled_visitor()


@pytest.fixture
def watch(visitor):
    """What the browser of `visitor` does behind their back."""
    return Watch(visitor.page.context)
