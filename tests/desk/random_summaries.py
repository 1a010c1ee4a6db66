"""Random texts of summaries, and random changes of them.

A text is made from a tree, so that where each of its statements stands is known without the code
under test. An item is its words and the items below it; a place is the words from a heading down
to a statement. They are drawn with Python's `random`.
"""

import copy
import random

from navigator.guide.summary import BULLET

SHORT = ["Cake", "Milk", "Tea.", "Warm milk."]
WORDS = ["cups", "of", "tea", "and", "cake", "for", "tall", "guests", "the town’s", "half-day"]


def an_item(depth):
    """Return a heading, a lead-in, a bullet or a paragraph, with what is below it."""
    if depth and random.random() < (0.4 if depth == 1 else 0.85):
        return [words(depth), []]
    below = [an_item(depth + 1) for _ in range(random.randint(1, 3))] if depth < 3 else []
    return [words(depth, is_lead=bool(below)), below]


def words(depth, *, is_lead=False):
    if is_lead or not depth:
        number = random.randrange(10**6)
        return f"Guests over {number} may have:" if depth else f"Part {number}"
    if depth > 1 and random.random() < 0.3:
        return random.choice(SHORT)
    said = (random.choices(WORDS, k=random.randint(2, 7)) for _ in range(random.choice([1, 1, 2])))
    return " ".join(f"So {' '.join(each)}." for each in said)


def changed(tree):
    """Return a text after a change that somebody may make to it."""
    tree = copy.deepcopy(tree) or [an_item(0)]
    (here, at, depth), (there, at2, depth2) = random.choices([*items(tree)], k=2)
    item, other = here[at], there[at2]
    is_like = depth == depth2 and item is not other and bool(item[1]) == bool(other[1])
    first, _, rest = item[0].partition(". ")
    match random.randrange(8):
        case 0 if depth:  # a heading in other words asks of its category alone
            new = words(depth, is_lead=bool(item[1]))
            item[0] = new if item[1] or random.random() < 0.5 else f"Now {item[0]}"
        case 1:
            del here[at]
        case 2:
            here.insert(at, an_item(depth))
        case 3 if depth == depth2:
            there.insert(min(at2, len(there)), here.pop(at))
        case 4 if depth and depth == depth2:
            there.insert(at2, copy.deepcopy(item))
        case 5 | 6 as part if is_like:  # the words, or what is below them
            item[part - 5], other[part - 5] = other[part - 5], item[part - 5]
        case 7 if rest and not item[1]:
            here[at : at + 1] = [[f"{first}.", []], [rest, []]]
    without_empty(tree)
    return tree


def items(below, depth=0):
    """Yield of each item the list that it is in, its place there, and how deep that is."""
    for at, item in enumerate(below):
        yield below, at, depth
        yield from items(item[1], depth + 1)


def without_empty(below, depth=0):
    """Take headings and lead-ins out that nothing stands below any more."""
    for item in below:
        without_empty(item[1], depth + 1)
    below[:] = [each for each in below if each[1] or (depth and not each[0].endswith(":"))]


def places(below, above=()):
    for said, more in below:
        yield (*above, said)
        yield from places(more, (*above, said))


def typed(tree):
    """Return a text in one of the ways in which it may be typed."""
    sign, quote, space = random.choice("•*-"), random.choice("’'"), random.choice(" \u00a0")
    lines = []
    for *above, said in places(tree):
        indent = f"{'  ' * len(above)}{sign} " if len(above) > 1 else "\n"
        lines.append(indent + said.replace(" of ", f"{space}of ").replace("’", quote))
    return "\n".join(lines)


def quoted(place):
    first, *bullets = place[1:]
    return "\n".join([first, *(f"{'  ' * at}{BULLET} {each}" for at, each in enumerate(bullets))])
