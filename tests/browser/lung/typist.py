"""Somebody at the desk whose presses and page loads are counted."""

from __future__ import annotations

import re
from collections import Counter

from playwright.sync_api import Locator, Page


class Typist:
    """Presses are clicks and keys that do something; going to a field to type in it is one.

    What is typed or pasted into a field is not counted by its letters. `cost` has the presses by
    what was made with them.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.loads, self.making = page, 0, ""
        self.cost: Counter[str] = Counter()
        page.on("load", self._loaded)

    def _loaded(self, page: Page) -> None:
        self.loads += 1

    @property
    def presses(self) -> int:
        return self.cost.total()

    def presses_on(self, place: Locator | str, times: int = 1) -> None:
        """Click, or press the key that does the same."""
        self._at(place).click()
        self.cost[self.making] += times

    def types(self, place: Locator | str, text: str) -> None:
        """Go to a field by a click or a tab, and type."""
        self._at(place).fill(text)
        self.cost[self.making] += 1

    def picks(self, place: Locator | str, label: str) -> None:
        """Open a list and pick one of it."""
        self._at(place).select_option(label=label)
        self.cost[self.making] += 2

    def leads_to(self, place: Locator | str) -> None:
        """Press what opens another page."""
        with self.page.expect_navigation(wait_until="load"):
            self.presses_on(place)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=re.compile(name)).first

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def _at(self, place: Locator | str) -> Locator:
        return self.page.locator(place).first if isinstance(place, str) else place
