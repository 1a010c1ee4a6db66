"""A made-up summary of bicycle repairs, changes to it, and what is told of them."""

import re

from navigator.guide.aligning import align

TEXT = """\
Care of your bicycle

Repairs that the town workshop offers may include:

Brakes

For riders whose brakes squeal in the rain, repairs may include:

  • Cleaning the rims with a cloth.
  • New brake pads (rubber, cork, or felt).
  • A straighter cable, where the lever feels soft.

For riders with a coaster brake, repairs may include:

  • Fresh grease inside the hub.
  • A new hub with its chain. Sometimes the sprocket is changed as well.

Wheels

  • Truing a wheel that rubs on the frame.
  • Changing spokes that are broken or missing.

Prices are on the board \u2013 ask for \u201cmember\u2019s rates\u201d at the door.

This list does not replace a mechanic's advice.
"""
RAIN = "For riders whose brakes squeal in the rain, repairs may include:"
COASTER = "For riders with a coaster brake, repairs may include:"
RIMS = "Cleaning the rims with a cloth."
PADS = "New brake pads (rubber, cork, or felt)."
CABLE = "A straighter cable, where the lever feels soft."
GREASE = "Fresh grease inside the hub."
HUB = "A new hub with its chain. Sometimes the sprocket is changed as well."
TRUING = "Truing a wheel that rubs on the frame."
SPOKES = "Changing spokes that are broken or missing."
SADDLE = "Raising a saddle for long legs."
ADVICE = "This list does not replace a mechanic's advice."
PRICES = "Prices are on the board \u2013 ask for \u201cmember\u2019s rates\u201d at the door."


def without(*lines):
    text = TEXT
    for line in lines:
        assert line in text
        text = re.sub(rf"(  • )?{re.escape(line)}\n", "", text)
    return text


def replaced(*pairs):
    text = TEXT
    for was, now in pairs:
        assert was in text
        text = text.replace(was, now)
    return text


def told(new):
    """Return the status, old and new words of each statement that something follows from."""
    return [
        (
            f"{step.status} (moved)" if step.moved else str(step.status),
            step.old.text if step.old else "",
            step.new.text if step.new else "",
        )
        for step in align(TEXT, new)
        if not step.is_settled
    ]
