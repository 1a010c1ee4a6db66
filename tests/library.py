"""The second guide: small, made up, and not medical."""

from functools import cache
from pathlib import Path

from navigator.guide.model import Guide
from navigator.guide.yaml import read_guide

FILE = Path(__file__).parent / "journeys" / "second-guide.yaml"


@cache
def library() -> Guide:
    """The guide to library cards, as its file says it."""
    return read_guide(FILE.read_bytes())


def summary_with(*pairs: tuple[str, str]) -> str:
    """Return the text of its summary with words replaced by others."""
    text = library().summary
    for was, now in pairs:
        assert was in text
        text = text.replace(was, now)
    return text
