"""Imports run one way: matching <- content <- questionnaire <- options <- the site.

The staff's door stands apart: it knows none of these rooms, and they do not know it.
"""

import ast
import sys
from pathlib import Path

import pytest

SITE = Path(__file__).parent.parent / "navigator"
ROOMS = ("matching", "content", "questionnaire", "options")
APART = "navigator.door"
FILES = sorted(SITE.rglob("*.py"))


def floor(module):
    """How far up the house a module is; what belongs to the whole site is at the top."""
    steps = module.split(".")
    return ROOMS.index(steps[1]) if len(steps) > 1 and steps[1] in ROOMS else len(ROOMS)


def module_of(file):
    steps = ["navigator", *file.relative_to(SITE).with_suffix("").parts]
    return ".".join(steps[:-1] if steps[-1] == "__init__" else steps)


def imports(source, module, *, is_package=False):
    """Everything that a module's source imports, as absolute names."""
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{start}.{each.name}" for each in node.names)


def faults(source, module, *, is_package=False):
    """The imports that a module should not have."""
    for name in imports(source, module, is_package=is_package):
        if name.startswith("navigator."):
            leaves = module.startswith(APART) and not name.startswith(APART)
            if leaves or floor(name) > floor(module):
                yield f"{module} imports {name}"
        elif floor(module) == 0 and name.split(".")[0] not in sys.stdlib_module_names:
            yield f"{module} imports {name}, which Python does not bring along"


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_imports_do_not_run_backwards(file):
    is_package = file.name == "__init__.py"
    assert not list(faults(file.read_text(), module_of(file), is_package=is_package))


def test_every_room_is_looked_at():
    assert {file.relative_to(SITE).parts[0] for file in FILES} >= {*ROOMS, "staff_door"}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("navigator.guide.model", "from navigator.content import models"),
        ("navigator.guide.model", "from navigator import content"),
        ("navigator.guide.model", "from ..content.models import Guide"),
        ("navigator.guide.model", "from .. import settings"),
        ("navigator.guide.model", "def f():\n    import django.conf"),
        ("navigator.guide.model", "import attrs"),
        ("navigator.desk.models", "import navigator.readers.forms"),
        ("navigator.readers.views", "from navigator.readers import page"),
        ("navigator.readers.options_views", "from navigator.urls import urlpatterns"),
        ("navigator.desk.admin", "from navigator.door import sessions"),
        ("navigator.door.views", "from navigator.content import preview"),
    ],
)
def test_an_import_that_runs_backwards_is_found(module, line):
    assert list(faults(line, module))


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("navigator.guide.model", "from .truth import Truth\nimport itertools"),
        ("navigator.desk.models", "from django.db import models"),
        ("navigator.readers.options_views", "from navigator.readers.guide_view import GuideView"),
        ("navigator.urls", "from navigator.readers import views"),
        ("navigator.door.site", "from . import views"),
    ],
)
def test_an_import_that_runs_forwards_is_fine(module, line):
    assert not list(faults(line, module))
