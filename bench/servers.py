"""Servers that the bench starts and ends, and what they cost the machine."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 30
TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 2**20


@dataclass(frozen=True)
class Server:
    """A gunicorn with its workers."""

    process: subprocess.Popen
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Seconds that its workers have computed so far."""
        return sum(_cpu(pid) for pid in self._workers())

    def memory(self) -> float:
        """What its largest worker has in memory, in megabytes."""
        return max(_memory(pid) for pid in self._workers())

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]


def environment(var: Path, settings: str) -> dict[str, str]:
    """The variables of a server that keeps its files in `var`. Nobody's own settings are."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "PATH") if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": settings,
        "SECRET_KEY": secrets.token_urlsafe(60),
        "VAR_DIR": str(var),
    }


def run(environment: dict[str, str], *words: str) -> str:
    """What a Python program says."""
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE
    )
    return done.stdout.decode()


@contextmanager
def gunicorn(environment: dict[str, str], wsgi: str, port: int) -> Iterator[Server]:
    """Serve as `make run` does."""
    words = f"-m gunicorn {wsgi} --config deploy/gunicorn.conf.py --log-level error"
    process = subprocess.Popen(
        [sys.executable, *words.split()],
        cwd=ROOT,
        env=environment | {"BIND": f"127.0.0.1:{port}"},
    )
    try:
        server = Server(process, port)
        wait_for(server.address)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=40)


def wait_for(address: str) -> None:
    """Until it answers."""
    limit = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < limit:
        try:
            urlopen(address, timeout=10).close()
            return
        except URLError:
            time.sleep(0.02)
    raise TimeoutError(f"{address} does not answer")


def _cpu(pid: int) -> float:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system = after_name[11:13]
    return (int(user) + int(system)) / TICKS


def _memory(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE
