"""`make bench`: starts its own servers, measures, ends them, and prints the table.

With a file name, the table is written there as well.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from .servers import Server, environment, gunicorn, run
from .table import Row, table

PORT = int(os.environ.get("PORT", "8000"))


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site.settings"
    import django

    django.setup()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as started:
        site, wizard = _servers(Path(folder), started)
        rows = []
        for row in _rows(Path(folder), site, wizard):
            rows.append(row)
            print(" | ".join(row.cells()), flush=True)
    report = f"{_machine()}\n\n{table(rows)}\n"
    print(report)
    for file in sys.argv[1:]:
        _write(Path(file), report)


def _servers(var: Path, started: ExitStack) -> tuple[Server, Server]:
    ours = environment(var, "bench.site.settings")
    run(ours, "-m", "bench.fill")
    peers = environment(var, "bench.wizard.settings")
    run(peers, "-m", "django", "migrate", "--verbosity", "0")
    site = started.enter_context(gunicorn(ours, "navigator.wsgi", PORT + 1))
    wizard = started.enter_context(gunicorn(peers, "bench.wizard.wsgi", PORT + 2))
    return site, wizard


def _rows(var: Path, site: Server, wizard: Server) -> Iterator[Row]:
    from . import crowd, endurance, growth, journeys, pages

    yield from endurance.memory(site)
    yield from pages.rates(site)
    yield from journeys.costs(site, wizard)
    yield from endurance.queries(var)
    yield from pages.weights(site)
    yield from growth.times()
    yield from crowd.walks(site)
    yield from endurance.start(PORT + 3)


def _machine() -> str:
    about = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.+)", about)
    return (
        f"{os.cpu_count()} cores, {model[1] if model else platform.machine()}, "
        f"{platform.system()}, Python {platform.python_version()}. "
        "gunicorn with 2 workers of 4 threads, production settings, SQLite, on loopback."
    )


def _write(file: Path, report: str) -> None:
    """Put the report below the last line of dashes: what stands above is written by hand."""
    above, _, _ = file.read_text().partition("\n---\n")
    file.write_text(f"{above}\n---\n\n{report}")


if __name__ == "__main__":
    main()
