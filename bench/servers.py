"""What is measured: the site as `make run` serves it, a wizard, and what their workers use."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.services.site import Served, free_port

MEGABYTE = 2**20


@contextmanager
def serving_the_wizard(var: Path) -> Iterator[Served]:
    """Serve bench/wizard as its users would: by gunicorn, with sessions in SQLite."""
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.wizard.settings",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "VAR_DIR": str(var),
    }
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, check=True)
    words = f"--bind 127.0.0.1:{port} --workers 2 --log-level error"
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "django.core.wsgi:get_wsgi_application()",
            *words.split(),
        ],
        env=environment,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        yield Served(process, port)
    finally:
        process.terminate()
        process.wait(timeout=40)


def _wait_for(address: str) -> None:
    limit = time.monotonic() + 30
    while True:
        try:
            urlopen(address, timeout=10).close()
            return
        except URLError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.05)


def processor_seconds(served: Served) -> float:
    """User and system time of the workers, ended threads included.

    /proc/<pid>/stat tells the same in steps of ten milliseconds; the clock of another process,
    which clock_getcpuclockid(3) makes of its id in this way, tells it in nanoseconds.
    """
    return sum(time.clock_gettime((~worker << 3) | 2) for worker in _workers(served))


def memory(served: Served) -> float:
    """Megabytes that the largest worker has in memory."""
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in _workers(served)]
    return max(pages) * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def _workers(served: Served) -> list[int]:
    main = served.process.pid
    children = Path(f"/proc/{main}/task/{main}/children")
    return [int(pid) for pid in children.read_text().split()]
