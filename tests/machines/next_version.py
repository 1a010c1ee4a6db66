"""A next version of the site: a copy of this one with changes that can be seen from outside."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.services.programs import ROOT
from tests.services.site import Site

HEALTH = "ok, and the next version"
MIGRATION = "next_version"
# A column that the version before knows nothing of, and can leave empty.
COLUMN = "\n    for_the_next_version = models.TextField(null=True)\n"
CHANGES = {
    "navigator/editions/models.py": (
        "\n    objects = EditionQuerySet",
        f"{COLUMN}\n    objects = EditionQuerySet",
    ),
    "navigator/health.py": ('"ok")', f'"{HEALTH}")'),
    # With another content, a file of style has another address.
    "static/css/navigator.css": ("body {", "body { --next-version: 1;"),
}


def make(folder: Path, site: Site) -> Path:
    """Make the checkout of the next version and its migration, with the settings of a site."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "var", "__pycache__"))
    for name, (old, new) in CHANGES.items():
        file = folder / name
        text = file.read_text()
        assert old in text, f"{name} has no {old!r} any more"
        file.write_text(text.replace(old, new, 1))
    site.checkout = folder
    site.manage("makemigrations", "editions", "--name", MIGRATION)
    return folder


def is_migrated(site: Site) -> bool:
    """Tell if the database has the column; the site has the checkout of the next version."""
    return re.search(rf"\[X\] \d+_{MIGRATION}$", site.manage("showmigrations"), re.M) is not None
