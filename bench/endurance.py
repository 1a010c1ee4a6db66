"""What lasts: queries of a request, memory after many, and the time a start takes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import crowd
from .servers import ROOT, Server, environment, run, wait_for
from .table import Row

FEW, MANY = 100, 10_000
ROUNDS = 3


def memory(server: Server) -> Iterator[Row]:
    """Of the largest worker, after a hundred requests and after ten thousand."""
    _answer(server, FEW)
    early = server.memory()
    _answer(server, MANY)
    late = server.memory()
    yield Row("memory of a worker after 10,000 requests, of after 100", [late / early], most=1.1)
    yield Row("memory of a worker after 10,000 requests", [late], "MB", most=90)


def _answer(server: Server, requests: int) -> None:
    answered = 0
    while answered < requests:
        answered += len(crowd.send(server, 5 if requests == FEW else 100).seconds)


def queries(var: Path) -> Iterator[Row]:
    """Of a reader's requests, while no look for a newer edition is due."""
    counted = run(environment(var, "bench.site.settings"), "-m", "bench.queries")
    yield Row("database queries of a whole journey's requests", [int(counted)], most=0)


def start(port: int) -> Iterator[Row]:
    """From `make run` to the first page, in a checkout that is set up."""
    yield Row("`make run` to the first page", [_start(port) for _ in range(ROUNDS)], "s", most=3)


def _start(port: int) -> float:
    _refuse_if_taken(port)
    began = time.monotonic()
    with _make_run(port):
        wait_for(f"http://127.0.0.1:{port}/")
        return time.monotonic() - began


def _refuse_if_taken(port: int) -> None:
    """Something else that answers there would look like a very quick start."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise RuntimeError(f"Something answers on port {port} already")


@contextmanager
def _make_run(port: int) -> Iterator[None]:
    variables = {**os.environ, "PORT": str(port)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # A group of its own, to be ended whole: make leaves gunicorn behind.
    process = subprocess.Popen(
        ["make", "run"], cwd=ROOT, env=variables, start_new_session=True, **quiet
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=40)
        time.sleep(5)  # gunicorn outlives make for as long as it finishes what it has begun
