"""A room with a screen that nobody sees, a browser, and Orca with a voice that is written down."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.services.waiting import comes_within

SECONDS = 30
# Nothing tells that Orca has no more to say, so it is taken for done after a pause: a short one
# where all is said in one go, as of what has the focus.
SHORT, LONG = 0.3, 1
STOPPED = "(stopped)"  # what the stub writes
MOST_TABS = 40
DEBIANS_PYTHON = "/usr/bin/python3"  # the one that Orca is installed for
SCREEN_READER = Path(__file__).with_name("screen_reader.py")


class NotHeardError(Exception):
    """What somebody waited for is not said."""


class Listener:
    """Somebody who has the keyboard and what Orca says, and no more."""

    def __init__(self, voice: Path, environment: Mapping[str, str]) -> None:
        self._voice, self._environment = voice, environment
        self._done_with = 0  # lines

    def presses(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", *keys], env=self._environment, check=True)

    def types(self, text: str) -> None:
        subprocess.run(["xdotool", "type", text], env=self._environment, check=True)

    def opens(self, address: str) -> None:
        """Types an address, without what the browser would add to it."""
        self.presses("ctrl+l")
        self.hears("ddress")
        self.types(address)
        self.presses("Delete")
        self.hears_out()
        self.presses("Return")

    def hears(self, text: str) -> list[str]:
        """Waits until it was said, and a pause follows; gives all that was said."""
        self._waits_for(text)
        return self.hears_out()

    def is_read_to(self, text: str) -> list[str]:
        """Listens to a page that is read out, and stops it there; gives what was said up to it.

        How much is read on until it stops depends on how fast the machine is.
        """
        self._waits_for(text)
        self.presses("Control_L")
        comes_within(LONG, lambda: STOPPED in self._new())  # it may have come to its end
        heard = self.hears_out(SHORT)
        place = next(place for place, line in enumerate(heard) if text in line)
        return heard[: place + 1]

    def hears_out(self, pause: float = LONG) -> list[str]:
        """Waits for a pause; gives what was said since what was given before."""
        heard, since = self._new(), time.monotonic()
        while time.monotonic() - since < pause:
            time.sleep(0.05)
            if heard != (now := self._new()):
                heard, since = now, time.monotonic()
        self._done_with += len(heard)
        return heard

    def tabs_to(self, text: str) -> int:
        """Presses Tab until it is said; gives how many times that was."""
        for tabs in range(1, MOST_TABS):
            self.presses("Tab")
            comes_within(SECONDS, lambda: bool(self._new()))
            if any(text in line for line in self.hears_out(SHORT)):
                self.hears_out()  # what else Orca does with what has the focus now
                return tabs
        raise NotHeardError(f"{text} was not heard within {MOST_TABS} steps")

    def _waits_for(self, text: str) -> None:
        if not comes_within(SECONDS, lambda: any(text in line for line in self._new())):
            raise NotHeardError(f"{text} was to be heard, and this was: {self._new()}")

    def _new(self) -> list[str]:
        return self._voice.read_text().splitlines()[self._done_with :]


@contextmanager
def room(folder: Path, *browser: str | Path) -> Iterator[Listener]:
    """A listener with this browser open. The programs keep their files in the folder."""
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "GNOME_ACCESSIBILITY": "1",  # so Firefox tells a screen reader what it shows
    }
    voice = folder / "voice"
    voice.touch()
    with ExitStack() as opened:
        log = opened.enter_context((folder / "log").open("w"))

        def start(*words: str | Path, **streams: Any) -> subprocess.Popen[str]:
            streams = {"stdout": log, "stderr": log} | streams
            process = subprocess.Popen(words, env=environment, text=True, **streams)
            opened.callback(process.wait)
            opened.callback(process.kill)
            return process

        def told_by(*words: str) -> str:
            """The first line of a program's output."""
            output = start(*words, stdout=subprocess.PIPE).stdout
            assert output
            return opened.enter_context(output).readline().strip()

        number = told_by("Xvfb", "-displayfd", "1", "-screen", "0", "1280x1000x24")
        environment["DISPLAY"] = f":{number}"
        bus = told_by("dbus-daemon", "--session", "--nofork", "--print-address")
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        start("openbox")
        start(DEBIANS_PYTHON, SCREEN_READER, voice, folder / "orca")
        listener = Listener(voice, environment)
        listener.hears("Screen reader on")
        start(*browser)
        yield listener
