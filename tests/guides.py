"""Guides for tests."""

from functools import cache
from pathlib import Path

from navigator.guide.model import Guide
from navigator.guide.yaml import read_guide

FIXTURE = Path(__file__).parent.parent / "fixtures" / "metastatic-breast-cancer.yaml"


@cache
def real_guide() -> Guide:
    """The guide that the site ships with, as its fixture says it."""
    return read_guide(FIXTURE.read_bytes())
