"""A file system that is soon full."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTES = 16


class NoSmallDiskError(Exception):
    """A small file system cannot be had here."""


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Mounts a file system of a few megabytes on a folder. Raises NoSmallDiskError."""
    words = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "navigator-faults", folder]
    if os.geteuid() != 0 or subprocess.run(words, check=False).returncode:
        raise NoSmallDiskError("only root can mount a small file system")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
