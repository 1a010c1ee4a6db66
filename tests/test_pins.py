"""Everything that is installed is pinned: a name, a version and the hashes of its files."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
# What stands in pyproject.toml, by the file in requirements/ that has its pins.
ASKED_FOR = {"site": PROJECT["project"]["dependencies"], **PROJECT["dependency-groups"]}
PIN = re.compile(r"([a-z0-9-]+)==(\S+)( ; [^\\\n]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n")


def pins(text):
    """The version of each package in a file of pins. Whatever is no pin with a hash is a fault."""
    assert PIN.sub("", text) == ""
    return {each[1]: each[2] for each in PIN.finditer(text)}


def pinned(name):
    return pins((ROOT / "requirements" / f"{name}.txt").read_text())


def package(requirement):
    """The name of a package, written as in files of pins."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def installs(makefile):
    """Each line of a Makefile that lets pip install something."""
    return re.findall(r".*\bpip install\b.*", makefile)


def test_each_list_of_what_is_asked_for_has_its_file_of_pins():
    assert {each.stem for each in (ROOT / "requirements").iterdir()} == {*ASKED_FOR}


@pytest.mark.parametrize("name", ASKED_FOR)
def test_what_is_asked_for_is_pinned_with_hashes(name):
    assert {package(each) for each in ASKED_FOR[name]} - {*pinned(name)} == set()


def test_the_site_is_tested_and_measured_with_what_it_runs_with():
    site = pinned("site").items()
    beside = pinned("test").items() | pinned("bench").items()
    assert len(site | beside) == len(dict(site) | dict(beside))


def test_nothing_is_installed_without_its_hash():
    made = (ROOT / "Makefile").read_text()
    assert installs(made)
    assert [
        each for each in installs(made) if "--require-hashes --only-binary :all:" not in each
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "django==5.2.19\n",
        "django==5.2.19 \\\n    --hash=sha256:0\n",
        f"django>=5.2 \\\n    --hash=sha256:{'0' * 64}\n",
        f"--index-url=packages.example\ndjango==5.2.19 \\\n    --hash=sha256:{'0' * 64}\n",
    ],
)
def test_what_is_no_pin_with_a_hash_is_found(text):
    with pytest.raises(AssertionError):
        pins(text)
