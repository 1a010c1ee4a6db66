"""axe, with its best-practice rules and nothing excluded, on a page as it is open."""

import json

from axe_playwright_python.base import AXE_SCRIPT

AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Off unless asked for. The second holds text to 7:1, which is more than AA asks.
    "rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,  # nothing comes from elsewhere
}
RUN_AXE = f"axe.run(document, {json.dumps(AXE_OPTIONS)}).then((found) => found.violations)"

# Opens all that is folded; gives how much there was.
UNFOLD = """() => [...document.querySelectorAll("details:not([open])")]
    .map((each) => { each.open = true; }).length"""

# The admin's links take a moment to change their color.
COLORS_STAY = "Promise.all(document.getAnimations().map((each) => each.finished))"

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}


def must_look_right(page):
    assert faults(page) == []


def faults(page):
    """As it opens, and with everything unfolded; light and dark, on a phone and on a desk."""
    found = look(page, NARROW, "light") + look(page, WIDE, "dark")
    if page.evaluate(UNFOLD):
        found += look(page, NARROW, "dark") + look(page, WIDE, "light")
    return found


def look(page, size, scheme, media="screen"):
    page.set_viewport_size(size)
    page.emulate_media(media=media, color_scheme=scheme)
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    found = [] if wide <= seen else ["it scrolls sideways"]
    found += run_axe(page)
    return [f"{size['width']} px, {scheme}: {each}" for each in found]


def run_axe(page):
    """Return what it finds on the page as it is."""
    page.evaluate(COLORS_STAY)
    page.evaluate(AXE_SCRIPT)
    return [
        f"{rule['id']} at {node['target']}: {node['html'][:150]}"
        for rule in page.evaluate(RUN_AXE)
        for node in rule["nodes"]
    ]
