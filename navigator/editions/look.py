"""A look into the database that nobody has to wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection


class Look:
    """Asks in a thread of its own: a database that hangs holds up that thread and no reader.

    `note` is told how it ended: with an error or None.
    """

    def __init__(self, ask: Callable[[], None], note: Callable[[Exception | None], None]) -> None:
        self._ask, self._note = ask, note
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._begin()

    def wait(self, seconds: float) -> None:
        """Until it is over, and at most for so long."""
        self._thread.join(seconds)

    @property
    def is_over(self) -> bool:
        return not self._thread.is_alive()

    @property
    def succeeded(self) -> bool:
        return self.is_over and self.error is None

    def _begin(self) -> None:
        self._thread.start()

    def _run(self) -> None:
        self._answer()
        connection.close()  # threads do not share them, and this one ends here

    def _answer(self) -> None:
        try:
            self._ask()
        except Exception as error:
            self.error = error
        self._note(self.error)
