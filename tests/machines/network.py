"""Hosts on a private network: network namespaces of Linux, with cables to one bridge.

It takes root and iproute2. All of it is in namespaces with names of our own; the machine's real
network is not touched, and cannot be reached from there.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# The bridge stands in the namespace where readers are, and whoever watches all hosts.
READERS, WEB1, WEB2, DATABASE, FRONT = HOSTS = (
    "navigator-readers",
    "navigator-web1",
    "navigator-web2",
    "navigator-database",
    "navigator-front",
)
# A network that is set aside for examples, so that it is nobody's.
ADDRESSES = {host: f"192.0.2.{number}" for number, host in enumerate(HOSTS, start=1)}
# nginx lets no single address ask without a pause for long.
READERS_ADDRESSES = [f"192.0.2.{number}" for number in range(101, 109)]


def within(host: str) -> list[str]:
    """Return the words that run a command on a host."""
    return ["ip", "netns", "exec", host]


@contextmanager
def network() -> Iterator[None]:
    """Lay the network, and remove it at the end with all that runs on it."""
    remove()  # what is left of a run that was killed
    try:
        lay()
        yield
    finally:
        remove()


def lay() -> None:
    for host in HOSTS:
        _ip(f"netns add {host}")
        _ip(f"-n {host} link set lo up")
    _ip(f"-n {READERS} link add bridge type bridge")
    _ip(f"-n {READERS} link set bridge up")
    for address in (ADDRESSES[READERS], *READERS_ADDRESSES):
        _ip(f"-n {READERS} address add {address}/24 dev bridge")
    for host in HOSTS[1:]:
        end = _end_of_cable(host)
        _ip(f"-n {READERS} link add {end} type veth peer name cable netns {host}")
        _ip(f"-n {READERS} link set {end} master bridge up")
        _ip(f"-n {host} address add {ADDRESSES[host]}/24 dev cable")
        _ip(f"-n {host} link set cable up")


def remove() -> None:
    there = {line.split()[0] for line in _ip("netns list").splitlines() if line}
    for host in HOSTS:
        if host in there:
            kill_all(host)
            _ip(f"netns delete {host}")


def kill_all(host: str) -> None:
    """End every process on a host at once, as a power failure does."""
    while processes := _ip(f"netns pids {host}").split():
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(int(process), signal.SIGKILL)


@contextmanager
def unplugged(host: str) -> Iterator[None]:
    """The cable of a host is pulled: what is sent there is not refused, but lost."""
    _ip(f"-n {READERS} link set {_end_of_cable(host)} down")
    try:
        yield
    finally:
        _ip(f"-n {READERS} link set {_end_of_cable(host)} up")


def _end_of_cable(host: str) -> str:
    return host.replace("navigator-", "to-")


def _ip(words: str) -> str:
    return subprocess.run(
        ["ip", *words.split()], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
