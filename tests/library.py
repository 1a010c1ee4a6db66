"""The second guide: small, made up, and not medical."""

from functools import cache
from pathlib import Path

from navigator.content.guide_file import read_guide
from navigator.matching.guide import Guide

FILE = Path(__file__).parent / "journeys" / "second-guide.yaml"


@cache
def library() -> Guide:
    """The guide to library cards, as its file says it."""
    return read_guide(FILE.read_bytes())
