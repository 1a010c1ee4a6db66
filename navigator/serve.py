"""Serves the site by granian, as `make run` and systemd do: python -m navigator.serve

BIND     address and port; default 127.0.0.1:8000. nginx stands before it, not the world
WORKERS  processes; default 2. Each serves THREADS requests at a time (default 4)
MEMORY   megabytes that a process may grow to before another takes its place; default 512
"""

from __future__ import annotations

import multiprocessing
import socket
from importlib import import_module
from typing import Any

from environs import EnvError, validate
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.net import SocketHolder  # type: ignore[attr-defined]
from granian.server.mp import MPServer

from navigator.environment import env, or_one_line

AT_LEAST_ONE = validate.Range(min=1)
# Requests that may wait: with a worker, beyond those that it works on, and to be taken by any.
AT_A_WORKER, IN_THE_QUEUE = 256, 4096
SECONDS_TO_ASK, SECONDS_FOR_A_HEADER, SECONDS_TO_FINISH = 30, 5, 30
LARGEST_HEADER = 64 * 1024  # bytes, as nginx has it


class Server(MPServer):
    """granian, with one queue for all workers, which take nothing with them when they end.

    By itself it has a queue for each worker, and what waits in it is lost at a reload.
    """

    def __init__(self, queue: socket.socket, most_bytes: int, **settings: Any) -> None:
        super().__init__("navigator.wsgi:application", **settings)
        self.queue, self.most_bytes = queue, most_bytes

    def _init_shared_socket(self) -> None:
        # granian's own types know less of it than its code does.
        shared = SocketHolder(self.queue.fileno(), False, IN_THE_QUEUE)  # type: ignore[call-arg]
        self._sso, self._shd = self.queue, shared  # type: ignore[assignment]
        # Told as late as this, or granian would warn of the queues that it has not got here.
        self.workers_rss = self.most_bytes

    def _respawn_workers(self, *args: Any, **kwargs: Any) -> None:
        """Replace workers, but none that is well by one that could not load the site."""
        if loads():
            super()._respawn_workers(*args, **kwargs)
        elif not all(worker.is_alive() for worker in self.wrks):
            self.shutdown(1)


def loads() -> bool:
    """Tell if a process that starts now can load the site; if not, it has said why."""
    trial = multiprocessing.Process(target=import_module, args=["navigator.wsgi"])
    trial.start()
    trial.join()
    return trial.exitcode == 0


def listen() -> socket.socket:
    """Return the socket at BIND, which hands out connections once something has come by them.

    A worker that is told to end hangs up on each of its connections that has said nothing yet,
    also where the request is just on its way. Raises EnvError.
    """
    bind = env.str("BIND", "127.0.0.1:8000")
    host, _, port = bind.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        queue = socket.create_server((host, int(port)), family=family, backlog=IN_THE_QUEUE)
    except (OSError, OverflowError, ValueError) as error:
        raise EnvError(f"BIND: {bind!r} cannot be listened at: {error}.") from error
    if hasattr(socket, "TCP_DEFER_ACCEPT"):  # Linux
        queue.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SECONDS_TO_ASK)
    return queue


def main() -> None:
    import_module("navigator.settings")  # a bad one is told of once, not by each worker
    # Each worker reads all code anew, so that a reload brings in that of a new version.
    multiprocessing.set_start_method("spawn")
    queue = listen()
    address, port = queue.getsockname()[:2]
    Server(
        queue,
        env.int("MEMORY", 512, validate=AT_LEAST_ONE) * 1024 * 1024,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        http=HTTPModes.http1,
        workers=env.int("WORKERS", 2, validate=AT_LEAST_ONE),
        blocking_threads=env.int("THREADS", 4, validate=AT_LEAST_ONE),
        backpressure=AT_A_WORKER,
        http1_settings=HTTP1Settings(
            header_read_timeout=SECONDS_FOR_A_HEADER * 1000, max_buffer_size=LARGEST_HEADER
        ),
        workers_kill_timeout=SECONDS_TO_FINISH,
        respawn_failed_workers=True,
        rss_sample_interval=5,
    ).serve()


if __name__ == "__main__":
    or_one_line(main)
