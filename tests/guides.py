"""Guides for tests."""

from functools import cache
from pathlib import Path

from navigator.guide.language import with_wordings
from navigator.guide.model import Guide
from navigator.guide.po import merged, read_translation
from navigator.guide.yaml import read_guide

FIXTURE = Path(__file__).parent.parent / "fixtures" / "metastatic-breast-cancer.yaml"
SPANISH = FIXTURE.with_suffix(".es.po")
# A guide that is typed into the desk by a script, and the text of the summary that it is made from.
LUNG = Path(__file__).parent / "browser" / "lung"


@cache
def real_guide() -> Guide:
    """The guide that the site ships with, as its fixture says it."""
    return read_guide(FIXTURE.read_bytes())


@cache
def spanish_guide() -> Guide:
    """The same guide with its Spanish wordings."""
    guide = real_guide()
    return with_wordings(guide, merged(guide, read_translation(SPANISH.read_bytes(), guide)))
