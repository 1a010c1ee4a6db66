"""Requests per second, by wrk."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable

from tests.services.programs import find
from tests.services.site import Served

from .readers import Request

# wrk sends the requests that it is given in turn.
SCRIPT = """
local requests, turn = {}, 0
init = function()
  for number, each in ipairs(GIVEN) do requests[number] = wrk.format(unpack(each)) end
end
request = function()
  turn = turn % #requests + 1
  return requests[turn]
end
"""


def per_second(served: Served, requests: Iterable[Request]) -> float:
    """Return how many of the requests are answered in a second, on eight connections."""
    given = "GIVEN = {" + ",\n".join(_in_lua(each) for each in requests) + "}"
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(given + SCRIPT)
        script.flush()
        words = [find("wrk"), "-t1", "-c8", "-d1s", "-s", script.name, served.address]
        said = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert rate, said
    return float(rate[1])


def _in_lua(request: Request) -> str:
    headers = ", ".join(f"[ [[{name}]] ] = [[{told}]]" for name, told in request.headers.items())
    return f"{{[[{request.method}]], [[{request.path}]], {{{headers}}}, [[{request.body}]]}}"
