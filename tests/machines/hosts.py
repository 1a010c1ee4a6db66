"""What stands on the hosts: the site on two, PostgreSQL on one, nginx on one before both."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.readers import Front
from tests.services.browser import ANYONE, Browser
from tests.services.nginx import GROUPS, HOST, Nginx, started
from tests.services.postgresql import PostgreSQL, postgresql
from tests.services.site import FIXTURE, Site, health

from .network import (
    ADDRESSES,
    DATABASE,
    FRONT,
    READERS,
    READERS_ADDRESSES,
    WEB1,
    WEB2,
    kill_all,
    within,
)

# Of the groups of processes on each web host, as docs/operations.md has them.
PORTS = tuple(int(group.rpartition(":")[2]) for group in GROUPS)
HTTPS = {"X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/"}


class WebHost:
    """A host that serves the site, with a VAR_DIR of its own."""

    def __init__(self, name: str, folder: Path, **settings: str) -> None:
        self.name, self.address = name, ADDRESSES[name]
        folder.mkdir()
        self.site = Site(folder, within=within(name), **settings)
        self._running = ExitStack()

    def start(self) -> None:
        for port in PORTS:
            self._running.enter_context(self.site.served(HOST, self.address, port))

    def stop(self) -> None:
        """As systemd does it: what is under way is finished."""
        self._running.close()

    def kill(self) -> None:
        """As a power failure does it, but for what the kernel says to those who ask."""
        kill_all(self.name)
        self._running.close()

    def health(self) -> list[tuple[int, str] | None]:
        """The answer of each group to /healthz."""
        return [health(f"http://{self.address}:{port}", HOST) for port in PORTS]

    def editions(self, slug: str) -> list[int]:
        """The edition of a guide that each group serves."""
        pages = [self.browser(port).get(f"/{slug}/about/").text for port in PORTS]
        return [int(re.search(r"edition (\d+)", page)[1]) for page in pages]

    def browser(self, port: int) -> Browser:
        """Somebody who goes past nginx, from the address that watches over all hosts."""
        return Browser(port, HOST, at=self.address, address=ADDRESSES[READERS], **HTTPS)


@dataclass(frozen=True)
class Machines:
    """All four hosts, as docs/operations.md has them."""

    webs: tuple[WebHost, ...]
    database: PostgreSQL
    nginx: Nginx

    def fronts(self) -> list[Front]:
        """The way to the site through nginx, from each address that readers have."""
        to = self.nginx.port, self.nginx.at, HOST, ANYONE
        return [Front(*to, readers_at=address) for address in READERS_ADDRESSES]

    def browser(self) -> Browser:
        """Somebody of the staff, at an address of their own."""
        address = ADDRESSES[READERS]
        return Browser(self.nginx.port, HOST, is_https=True, at=self.nginx.at, address=address)

    def health(self) -> list[tuple[int, str] | None]:
        """The answers of every group on every web host to /healthz."""
        return [answer for web in self.webs for answer in web.health()]


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    """Set up and start all hosts, with the guide that the site comes with; end them at the end."""
    with ExitStack() as running:
        database = running.enter_context(
            postgresql(at=ADDRESSES[DATABASE], within=within(DATABASE))
        )
        settings = {
            "DATABASE_URL": database.create("navigator"),
            "SECRET_KEY": secrets.token_urlsafe(60),
            "ALLOWED_HOSTS": HOST,
            "PROXIES": f"{ADDRESSES[FRONT]},{ADDRESSES[READERS]}",
            "WORKERS": "1",
        }
        webs = (
            WebHost(WEB1, folder / "web1", **settings),
            WebHost(WEB2, folder / "web2", **settings),
        )
        set_up(webs)
        for web in webs:
            running.callback(web.stop)
            web.start()
        (folder / "nginx").mkdir()
        groups = {
            group: [f"{web.address}:{port}" for web in webs]
            for group, port in zip(GROUPS, PORTS, strict=True)
        }
        nginx = Nginx(folder / "nginx", groups, at=ADDRESSES[FRONT])
        running.enter_context(started(nginx.folder, within(FRONT)))
        yield Machines(webs, database, nginx)


def set_up(webs: tuple[WebHost, ...]) -> None:
    """Do as `make setup` does, on one host first, then on the other. Files are made but once."""
    first, second = webs
    first.site.set_up(FIXTURE)
    shutil.copytree(first.site.var / "static", second.site.var / "static", dirs_exist_ok=True)
    second.site.fill(FIXTURE)
