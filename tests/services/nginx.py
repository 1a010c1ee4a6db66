"""Debian's nginx with the configuration that we ship, on free ports of loopback."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from .programs import ROOT, find
from .site import free_port

SHIPPED = ROOT / "deploy" / "nginx" / "navigator.conf"
HOST = "navigator.example"
GROUPS = ("127.0.0.1:8000", "127.0.0.1:8001", "127.0.0.1:8010")  # as it has them
SECONDS_TO_START = 20

# What Debian's own nginx.conf has around it, in a folder of ours.
AROUND = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 2;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/navigator.conf;
}}
"""


# A group of processes in the shipped file, and where it is in a trial: on a host or on several.
Groups = Mapping[str, Sequence[str]]


class Nginx:
    """A running nginx at an address; `port` speaks HTTPS, `plain_port` HTTP."""

    def __init__(self, folder: Path, groups: Groups, at: str = "127.0.0.1") -> None:
        self.folder, self.at = folder, at
        self.port, self.plain_port = free_port(), free_port()
        self.access_log = folder / "navigator.log"
        make_certificate(folder)
        (folder / "navigator.conf").write_text(self._shipped(groups))

    def _shipped(self, groups: Groups) -> str:
        """The shipped file, with the addresses and paths of this trial."""
        text = SHIPPED.read_text()
        for old, new in {
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "listen 80;": f"listen {self.at}:{self.plain_port};",
            "listen 443 ssl http2;": f"listen {self.at}:{self.port} ssl http2;",
            "/srv/navigator/deploy": str(ROOT / "deploy"),
            "/etc/ssl/navigator/": f"{self.folder}/",
            "/var/log/nginx/": f"{self.folder}/",
        }.items():
            assert old in text, old
            text = text.replace(old, new)
        for group, places in groups.items():
            line = f"    server {group} max_fails=0;\n"
            assert line in text, line
            lines = (f"    server {place} max_fails=0;\n" for place in places)
            text = text.replace(line, "".join(lines))
        return text


@contextmanager
def nginx(folder: Path, readers: tuple[int, int], desk: int) -> Iterator[Nginx]:
    """An nginx before the site's ports, ended at the end. Raises MissingProgramError."""
    ports = zip(GROUPS, (*readers, desk), strict=True)
    made = Nginx(folder, {group: [f"127.0.0.1:{port}"] for group, port in ports})
    with started(folder):
        yield made


@contextmanager
def started(folder: Path, within: Sequence[str] = ()) -> Iterator[None]:
    """An nginx with the `navigator.conf` of a folder; `within` as for Site."""
    configuration, user = folder / "nginx.conf", "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(AROUND.format(folder=folder, user=user))
    process = subprocess.Popen([*within, find("nginx"), "-c", configuration, "-p", folder])
    try:
        limit = time.monotonic() + SECONDS_TO_START
        while not (folder / "pid").exists() or not (folder / "pid").read_text().strip():
            if process.poll() is not None or time.monotonic() > limit:
                raise RuntimeError("nginx did not start")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def make_certificate(folder: Path) -> None:
    """A certificate that nobody trusts, for a name that nobody has."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
