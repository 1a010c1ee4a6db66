"""What whole journeys cost the server's processor, against a wizard's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .servers import Server
from .table import Row
from .visitors import Visitor, walk_by_htmx, walk_plainly, walk_the_wizard

ROUNDS, JOURNEYS = 3, 30


def costs(site: Server, wizard: Server) -> Iterator[Row]:
    """Processor time of our journeys for each second of the wizard's, round by round."""
    for walk, server in ((walk_plainly, site), (walk_by_htmx, site), (walk_the_wizard, wizard)):
        _cost(walk, server)  # what is made once is made now
    found = [
        (_cost(walk_the_wizard, wizard), _cost(walk_plainly, site), _cost(walk_by_htmx, site))
        for _ in range(ROUNDS)
    ]
    peers = [1_000 * peer for peer, _, _ in found]
    yield Row("a wizard's journey, processor time", peers, "ms")
    plain = [plain / peer for peer, plain, _ in found]
    yield Row("journey without JavaScript, of the wizard's", plain, most=0.5)
    htmx = [htmx / peer for peer, _, htmx in found]
    yield Row("journey with htmx, of the wizard's", htmx, most=0.3)


def _cost(walk: Callable[[int], Visitor], server: Server) -> float:
    """Seconds of its workers for one journey."""
    before = server.cpu()
    for _ in range(JOURNEYS):
        walk(server.port)
    return (server.cpu() - before) / JOURNEYS
