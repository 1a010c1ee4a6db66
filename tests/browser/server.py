"""The site as `make run` serves it, with files of its own and on a free port."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = "fixtures/metastatic-breast-cancer.yaml"
SECONDS_TO_START = 30

# What settings read from the environment: the developer's own must not reach the tests.
OURS = {
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "DEBUG",
    "EDITION_LOOK_SECONDS",
    "LOG_LEVEL",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "TIME_ZONE",
    "VAR_DIR",
}


@contextmanager
def serving(var: Path) -> Iterator[str]:
    """Set up the site in an empty folder and serve it; gives its address, without a last slash."""
    (var / "secret_key").write_text(secrets.token_urlsafe(60))
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    environment |= {"VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "navigator.settings"}
    with _running(environment, "manage.py", "collectstatic", "--no-input"):  # takes longest
        with _running(environment, "manage.py", "migrate"):
            pass
        with _running(
            environment, "manage.py", "load_guide", FIXTURE, "--publish", "First edition"
        ):
            pass
    with (var / "log").open("w+") as log, _gunicorn(environment, log) as address:
        yield address


@contextmanager
def _gunicorn(environment: dict[str, str], log) -> Iterator[str]:
    port = _free_port()
    words = f"-m gunicorn navigator.wsgi --bind 127.0.0.1:{port} --workers 2 --threads 4"
    process = subprocess.Popen(
        [sys.executable, *words.split(), "--no-control-socket"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(process, address, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_healthy(process: subprocess.Popen, address: str, log) -> None:
    limit = time.monotonic() + SECONDS_TO_START
    while not _is_healthy(address):
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            if time.monotonic() < limit:
                continue
        log.seek(0)
        raise RuntimeError(f"The site did not start:\n{log.read()}")


def _is_healthy(address: str) -> bool:
    try:
        with urlopen(f"{address}/healthz", timeout=5) as response:
            return response.status == 200
    except (URLError, OSError):
        return False


@contextmanager
def _running(environment: dict[str, str], *words: str) -> Iterator[None]:
    """Start a command, and wait at the end until it has done its work."""
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield
    finally:
        said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
