"""Guides for tests."""

from functools import cache
from pathlib import Path

from navigator.content.guide_file import read_yaml
from navigator.matching.guide import Guide

FIXTURE = Path(__file__).parent.parent / "fixtures" / "metastatic-breast-cancer.yaml"


@cache
def real_guide() -> Guide:
    """The guide that the site ships with, as its fixture says it."""
    return read_yaml(FIXTURE.read_text(encoding="utf-8"))
