"""What the browser did behind a reader's back: where it asked, what it complained about or kept."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

from .steps import Said

# What is printed where nothing is wrong: by Chromium for an answer of 422, which is how a form is
# refused; by htmx of a request that a newer one replaced, or whose page was left. Of one that
# failed it prints `htmx:sendError`, `htmx:timeout` or `htmx:responseError`.
NOTHING_WRONG = re.compile(r"Failed to load resource: .*\b422\b|htmx:(afterRequest|sendAbort),")

# The one thing that an address of ours may say after its question mark.
HARMLESS_QUERIES = {"", "from=options"}


class Watch:
    """Everything that pages of one browser context asked for and complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        context.add_init_script(
            """addEventListener("securitypolicyviolation", (event) =>
            console.error("CSP:", event.violatedDirective, event.blockedURI, event.sample))"""
        )
        context.on("request", self._see)
        context.on("console", self._hear)
        context.on("weberror", self._hear_error)

    def _see(self, request: Request) -> None:
        self.requests.append(request)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not NOTHING_WRONG.search(message.text):
            self.complaints.append(f"{message.type}: {message.text}")

    def _hear_error(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")

    def is_ours(self, request: Request) -> bool:
        """Whether a page asked for it: at each new address, Chromium looks up the icon itself."""
        return request.resource_type != "other"

    def must_be_clean(self) -> None:
        """No error, no warning, no policy violation."""
        assert self.complaints == []

    def must_stay_home(self, address: str) -> None:
        """Every request went to the site itself."""
        assert self.requests
        strangers = [each.url for each in self.requests if not each.url.startswith(f"{address}/")]
        assert strangers == []

    def must_not_tell(self, said: Said) -> None:
        """No request says an answer in its address, or in the address it came from."""
        told = {choice for choices in said.values() for choice in choices}
        assert told
        for request in self.requests:
            for address in (request.url, request.all_headers().get("referer", "")):
                assert urlsplit(address).query in HARMLESS_QUERIES
                assert not told & set(re.split(r"[^\w-]", address)), address


def must_keep_nothing(page: Page) -> None:
    """Nothing is in the storage of the browser, and no cookie is readable by scripts."""
    assert page.evaluate("({...localStorage})") == {}
    assert page.evaluate("({...sessionStorage})") == {}
    assert page.evaluate("document.cookie") == ""
