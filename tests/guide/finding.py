"""What the proofreader finds in the guide to library cards, once something in it is spoiled.

It keeps no summary here and has no example readers: what is held to them has tests of its own.
"""

from dataclasses import replace

from navigator.guide.proofread import proofread
from tests.library import library
from tests.variants import with_part

GUIDE = replace(library(), summary="", example_readers=())
SOUND = proofread(GUIDE)
EVERYONE = tuple(replace(option, for_everyone=True, situations=()) for option in GUIDE.options)


def found(guide):
    """What is found beside what is found in the guide as it is."""
    return [each for each in proofread(guide) if each not in SOUND]


def gone(guide):
    """What is found in the guide as it is and not in this one."""
    now = proofread(guide)
    return [each for each in SOUND if each not in now]


def one(guide):
    (finding,) = found(guide)
    return finding


def one_warning(guide, where):
    finding = one(guide)
    assert (finding.where, finding.stops_publishing) == (where, False)
    return finding.what


def one_error(guide, where):
    (finding,) = (each for each in found(guide) if each.stops_publishing)
    assert finding.where == where
    return finding.what


def option(**changes):
    return with_part(GUIDE, "options", "town-card", **changes)
