"""Imports run one way: guide <- editions <- desk | readers <- the site's own files.

The staff's door stands apart: it knows none of these rooms, and they do not know it. What staff do
is written into the trail, from the desk and from the door. Nowhere is
there a circle, not even through an import within a function.
"""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SITE = Path(__file__).parent.parent / "navigator"
# Each room with those that it may import from.
ROOMS = {
    "guide": set(),
    "editions": {"guide"},
    "desk": {"guide", "editions", "trail"},
    "readers": {"guide", "editions"},
    "door": {"trail"},
    "trail": set(),
}
# The site's own modules that know nothing of the site themselves, so that any room may use them.
FOR_ALL = {"navigator.numbers", "navigator.parcel", "navigator.qr", "navigator.sealing"}


def module_of(file):
    steps = ["navigator", *file.relative_to(SITE).with_suffix("").parts]
    return ".".join(steps[:-1] if steps[-1] == "__init__" else steps)


FILES = {module_of(file): file for file in sorted(SITE.rglob("*.py"))}


def room_of(module):
    """The room that a module is in; None for the site's own."""
    steps = module.split(".")
    return steps[1] if len(steps) > 1 and steps[1] in ROOMS else None


def imports(module, source):
    """Everything that a module's source imports, anywhere in it, as absolute names."""
    is_package = module in FILES and FILES[module].name == "__init__.py"
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{start}.{each.name}" for each in node.names)


def is_allowed(module, name):
    """Whether a module may import this."""
    room = room_of(module)
    if room is None:
        return True
    if not name.startswith("navigator."):
        return room != "guide" or name.split(".")[0] not in ("django", "crispy_forms")
    if room_of(name):
        return room_of(name) in {room, *ROOMS[room]}
    return any(f"{name}.".startswith(f"{each}.") for each in FOR_ALL)


def as_module(name):
    """The module of the site that a name is, or is in; None for what is not the site's."""
    while name and name not in FILES:
        name = name.rpartition(".")[0]
    return name if name != "navigator" else None


def all_imports():
    """Every module of the site with those that it imports."""
    return {
        module: {as_module(name) for name in imports(module, file.read_text())} - {None, "", module}
        for module, file in FILES.items()
    }


def circle(graph):
    """The modules of a circle, if there is one."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


@pytest.mark.parametrize("module", FILES)
def test_imports_do_not_run_backwards(module):
    names = imports(module, FILES[module].read_text())
    assert [name for name in names if not is_allowed(module, name)] == []


def test_what_all_may_use_knows_nothing_of_the_site():
    imported = {each: all_imports()[each] - FOR_ALL for each in FOR_ALL}
    assert imported == {each: set() for each in FOR_ALL}


def test_imports_run_in_no_circle():
    assert circle(all_imports()) == []


def test_every_room_is_looked_at():
    assert set(map(room_of, FILES)) == {*ROOMS, None}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("navigator.guide.model", "from navigator.editions import models"),
        ("navigator.guide.model", "from navigator import desk"),
        ("navigator.guide.model", "from ..desk.models import Guide"),
        ("navigator.guide.model", "from .. import settings"),
        ("navigator.guide.model", "def f():\n    import django.conf"),
        ("navigator.guide.proofread", "from ...desk import models"),
        ("navigator.editions.shelf", "from navigator.desk import drafts"),
        ("navigator.desk.models", "import navigator.readers.forms"),
        ("navigator.desk.admin", "from navigator.door import sessions"),
        ("navigator.readers.views", "from navigator.desk import preview"),
        ("navigator.readers.views", "from navigator.urls import urlpatterns"),
        ("navigator.door.views", "from navigator.editions import shelf"),
    ],
)
def test_an_import_that_runs_backwards_is_found(module, line):
    assert not all(is_allowed(module, name) for name in imports(module, line))


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("navigator.guide.model", "from .truth import Truth\nimport itertools"),
        ("navigator.guide.proofread", "from ..model import Guide"),
        ("navigator.desk.models", "from django.db import models"),
        ("navigator.desk.drafts", "from navigator.guide.model import Guide"),
        ("navigator.readers.views", "from navigator.editions.shelf import shelf_for"),
        ("navigator.urls", "from navigator.readers import views"),
        ("navigator.door.site", "from . import views"),
    ],
)
def test_an_import_that_runs_forwards_is_fine(module, line):
    assert all(is_allowed(module, name) for name in imports(module, line))


def test_a_circle_is_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})
    assert not circle({"a": {"b", "c"}, "b": {"c"}})
