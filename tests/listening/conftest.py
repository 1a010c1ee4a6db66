"""What is heard on one way through the guide, in each browser."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.services.programs import find_or_skip
from tests.services.site import Site

from .journey import GUIDE, walk
from .room import NotHeardError, room

CHROMIUM = (
    "--force-renderer-accessibility",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),  # it does not start for root
)
# No pages of Firefox's own, which would be read out as well.
FIREFOX = """
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.newtab.preload", false);
user_pref("browser.startup.page", 0);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.urlbar.suggest.searches", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("datareporting.policy.firstRunURL", "");
user_pref("termsofuse.bypassNotification", true);
"""


def chromium(folder):
    return [find_or_skip("chromium"), *CHROMIUM, f"--user-data-dir={folder}"]


def firefox(folder):
    (folder / "user.js").write_text(FIREFOX)
    return [find_or_skip("firefox"), "--no-remote", "--profile", folder]


class Heard(dict):
    """Utterances by place. Where the way ended too soon, tests of what follows fail and say why."""

    def __missing__(self, place):
        return pytest.fail(self["end"])


BROWSERS = {"chromium": chromium, "firefox": firefox}


@pytest.fixture(scope="session")
def heard_in_each(made_once, collected):
    """What is heard, by browser. Both are listened to at the same time, by one worker for all."""
    find_or_skip("orca")

    def listen_in(browser, folder, address):
        heard = {}
        profile = folder / browser / "profile"
        profile.mkdir(parents=True)
        start = f"{address}/{GUIDE.slug}/"
        try:
            with room(folder / browser, *BROWSERS[browser](profile), start) as listener:
                for place, utterances in walk(listener, start):
                    heard[place] = utterances
        except NotHeardError as error:
            heard["end"] = str(error)
        return heard

    def listen(folder):
        site = Site(folder)
        (folder / "static").symlink_to(collected)
        site.fill()
        with site.served() as served, ThreadPoolExecutor() as pool:
            begun = {
                each: pool.submit(listen_in, each, folder, served.address) for each in BROWSERS
            }
            heard = {browser: each.result() for browser, each in begun.items()}
        (folder / "heard").write_text(json.dumps(heard))

    return json.loads((made_once("listening", listen) / "heard").read_text())


@pytest.fixture(params=BROWSERS)
def heard(request, heard_in_each):
    """What somebody heard on the way of `journey.walk`: a list of utterances for each place."""
    return Heard(heard_in_each[request.param])


def listen_in_chromium(folder, collected, begin, walk, **account):
    """Listen to a walk on a site of its own, and write what is heard to the folder.

    `begin` makes the address that is opened first of the site's, and `walk` gives the utterances
    by place. An `account` is a superuser's, as `createsuperuser` takes it from the environment.
    """
    site = Site(folder)
    (folder / "static").symlink_to(collected)
    site.fill()
    if account:
        site.manage("createsuperuser", "--noinput", **account)
    profile = folder / "chromium" / "profile"
    profile.mkdir(parents=True)
    heard = {}
    with site.served() as served:
        start = begin(served.address)
        try:
            with room(folder / "chromium", *chromium(profile), start) as listener:
                for place, utterances in walk(listener, start):
                    heard[place] = utterances
        except NotHeardError as error:
            heard["end"] = str(error)
    (folder / "heard").write_text(json.dumps(heard))
