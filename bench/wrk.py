"""Requests per second, by wrk."""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass, field

from .servers import ROOT

CONNECTIONS, SECONDS = 8, 1
TRIES = 3  # a second without any answer is one in which the machine stood still


@dataclass(frozen=True)
class Request:
    """One request, sent again and again; where there are `cookies`, with each of them in turn."""

    path: str
    method: str = "GET"
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()

    def script(self) -> str:
        headers = (f"wrk.headers[ [[{name}]] ] = [[{self.headers[name]}]]" for name in self.headers)
        lines = (f'wrk.method = "{self.method}"', f"wrk.body = [[{self.body}]]", *headers)
        return "\n".join([*lines, *(self._turns() if self.cookies else ())])

    def _turns(self) -> tuple[str, ...]:
        listed = ", ".join(f"[[{cookie}]]" for cookie in self.cookies)
        return (
            f"local cookies, turn = {{{listed}}}, 0",
            "request = function()",
            "  turn = turn % #cookies + 1",
            '  wrk.headers["Cookie"] = cookies[turn]',
            "  return wrk.format()",
            "end",
        )


def per_second(address: str, request: Request) -> float:
    """How many a server answers in a second. Fails where an answer is an error."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(request.script())
        script.flush()
        words = *f"-t1 -c{CONNECTIONS} -d{SECONDS}s -s".split(), script.name
        for _ in range(TRIES):
            said = _wrk(*words, address + request.path)
            if "Non-2xx" in said:
                raise RuntimeError(f"{request.path} fails:\n{said}")
            if rate := float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]):
                return rate
    raise RuntimeError(f"{request.path} is not answered")


def _wrk(*words: str) -> str:
    finding = subprocess.run(
        [ROOT / "tests" / "find-program", "wrk"], check=True, stdout=subprocess.PIPE, text=True
    )
    found = finding.stdout.strip()
    done = subprocess.run([found, *words], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout
