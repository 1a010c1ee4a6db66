"""The site as `make run` serves it, with files of its own and on a free port."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from .programs import ROOT

FIXTURE = "fixtures/metastatic-breast-cancer.yaml"
SECONDS_TO_START = 60
# All that is taken over from a developer's own environment: no setting of theirs is.
KEPT = ("HOME", "LANG", "PATH", "TMPDIR")


class Served:
    """A group of processes on one port."""

    def __init__(self, process: subprocess.Popen, port: int, at: str = "127.0.0.1") -> None:
        self.process, self.port = process, port
        self.address = f"http://{at}:{port}"

    def reload(self) -> None:
        """As systemd does it: new processes begin before the old ones end."""
        self.process.send_signal(signal.SIGHUP)


class Site:
    """The site with its files in one folder; settings are given as environment variables.

    `within` are the words before each of its commands that bring them to another host.
    """

    def __init__(
        self, var: Path, *, checkout: Path = ROOT, within: Sequence[str] = (), **settings: str
    ) -> None:
        self.var, self.checkout, self.within = var, checkout, within
        key = var / "secret_key"
        if not key.exists():
            key.write_text(secrets.token_urlsafe(60))
        self.environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment |= {"VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "navigator.settings"}
        self.environment |= settings

    def set_up(self, *guides: str) -> None:
        """What `make setup` does."""
        collecting = self.starts("manage.py", "collectstatic", "--no-input")  # takes longest
        self.fill(*guides)
        _finish(collecting)

    def fill(self, *guides: str) -> None:
        """Makes the database, and publishes the guides in files: that of the site, or these."""
        self.manage("set_up", *(guides or [FIXTURE]))

    def manage(self, *words: str, **settings: str) -> str:
        """What a command of manage.py says. Raises RuntimeError where it fails."""
        return self.runs("manage.py", *words, **settings)

    def runs(self, *words: str, **settings: str) -> str:
        """Return the output of a Python process in the site's environment. Raises RuntimeError."""
        return _finish(self.starts(*words, **settings))

    def starts(self, *words: str, **settings: str) -> subprocess.Popen:
        """A Python process in the site's environment."""
        return subprocess.Popen(
            [*self.within, sys.executable, *words],
            cwd=self.checkout,
            env=self.environment | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @contextmanager
    def served(self, host: str = "", at: str = "127.0.0.1", port: int = 0) -> Iterator[Served]:
        """Serve it, and wait until it is well; `host` is the public name it goes by, if any."""
        port = port or free_port()
        with (self.var / f"log-{port}").open("w+") as log:
            process = subprocess.Popen(
                [*self.within, sys.executable, "-m", "navigator.serve"],
                cwd=self.checkout,
                env=self.environment | {"BIND": f"{at}:{port}"},
                stdout=log,
                stderr=log,
            )
            try:
                served = Served(process, port, at)
                _wait_until_well(served, log, host)
                yield served
            finally:
                process.terminate()
                process.wait(timeout=40)


@contextmanager
def serving(var: Path) -> Iterator[str]:
    """Set up the site in an empty folder and serve it; gives its address, without a last slash."""
    site = Site(var)
    site.set_up()
    with site.served() as served:
        yield served.address


def health(address: str, host: str = "") -> tuple[int, str] | None:
    """What /healthz answers, None where nothing does. A public name is spoken to as nginx does."""
    headers = {"Host": host, "X-Forwarded-Proto": "https"} if host else {}
    try:
        with urlopen(Request(f"{address}/healthz", headers=headers), timeout=10) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_well(served: Served, log: TextIO, host: str) -> None:
    limit = time.monotonic() + SECONDS_TO_START
    while (found := health(served.address, host)) is None or found[0] != 200:
        try:
            served.process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            if time.monotonic() < limit:
                continue
        log.seek(0)
        raise RuntimeError(f"The site did not start:\n{log.read()}")


def _finish(process: subprocess.Popen) -> str:
    said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(process.args)} failed:\n{said}")
    return said
