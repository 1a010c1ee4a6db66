"""Programs that are not Python's."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class MissingProgramError(Exception):
    """It is not on this machine, and cannot be installed here."""


@cache
def find(name: str) -> Path:
    """Where `tests/find-program` finds it. Raises MissingProgramError."""
    found = subprocess.run(
        [ROOT / "tests" / "find-program", name], stdout=subprocess.PIPE, text=True, check=False
    )
    if found.returncode:
        raise MissingProgramError(f"no {name} on this machine")
    return Path(found.stdout.strip())


def find_or_skip(name: str) -> Path:
    """The same for a test, which is skipped without it. CI has to have it."""
    try:
        return find(name)
    except MissingProgramError as error:
        if os.environ.get("CI"):
            raise
        return pytest.skip(f"SKIPPED: {error}")
