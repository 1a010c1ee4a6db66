"""Sessions of staff, which end half an hour after the last page and ten hours after the login.

The first limit is SESSION_COOKIE_AGE: each page moves the end, once a minute. Readers have no
session, so nothing of this is asked for them.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.dispatch import receiver
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import User

BEGAN, SEEN = "began", "seen"
SAVE_EVERY = 60  # seconds: a page is no reason to write to the database each time
KEY = re.compile(r"[a-z0-9]{32}")


class SessionStore(DatabaseStore):
    def load(self) -> dict[str, Any]:
        stored = super().load()
        if SESSION_KEY not in stored:
            return stored
        now = time.time()
        if now - stored.get(BEGAN, 0) > settings.SESSION_LONGEST:
            self.flush()
            return {}
        if now - stored.get(SEEN, 0) > SAVE_EVERY:
            stored[SEEN] = now
            self._move_its_end(stored)
        return stored

    def _move_its_end(self, stored: dict[str, Any]) -> None:
        """Save at once, and not when the page is made.

        Another page may be saving meanwhile what it tells next, which would be lost.
        """
        end = self.get_expiry_date(expiry=None)
        row = self.model.objects.filter(session_key=self.session_key)
        row.update(session_data=self.encode(stored), expire_date=end)

    def _validate_session_key(self, key: str | None) -> bool:
        """Only what we give out is looked up: PostgreSQL fails on a NUL, for one."""
        return bool(key and KEY.fullmatch(key))


@receiver(user_logged_in)
def begin(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """From here the ten hours are counted."""
    request.session[BEGAN] = request.session[SEEN] = time.time()
