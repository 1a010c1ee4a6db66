"""A copy of the database made in use, checked, and brought back with what it replaced kept."""

import stat
from pathlib import Path

import pytest

SLUG = "metastatic-breast-cancer"


def draft(site):
    return site.manage("export_guide", SLUG)


def change(site, folder):
    """Give the draft another title; gives the file it was before."""
    text = draft(site)
    file = folder / "changed.yaml"
    file.write_text(text.replace("title: Metastatic breast cancer", "title: Changed", 1))
    site.manage("load_guide", str(file))
    assert draft(site) != text
    return text


def refused(site, copy):
    """What is said about a copy that is not taken, which must change nothing."""
    before = draft(site)
    with pytest.raises(RuntimeError) as error:
        site.manage("restore", str(copy))
    assert draft(site) == before
    assert "Traceback" not in str(error.value)
    return str(error.value)


@pytest.fixture
def copy(site):
    return Path(site.manage("backup").strip())


def test_a_copy_brings_back_what_there_was_and_what_it_replaced_is_kept(site, copy, tmp_path):
    before = change(site, tmp_path)
    changed = draft(site)
    said = site.manage("restore", str(copy))
    assert draft(site) == before
    (kept,) = copy.parent.glob("replaced-*")
    assert str(kept) in said
    site.manage("restore", str(kept))
    assert draft(site) == changed


def test_a_copy_is_for_its_owner_alone(copy):
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_copy_that_is_not_whole_or_not_one_is_refused(site, copy, tmp_path):
    cut = tmp_path / "cut"
    cut.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    for wrong in (cut, Path("README.md"), tmp_path / "not-there"):
        assert "nothing was changed" in refused(site, wrong)
    assert not list(copy.parent.glob("replaced-*"))


def test_a_copy_of_a_newer_site_is_made_but_not_brought_back(site):
    """Whoever goes back to an older version of the site must not be left without a copy."""
    site.manage("shell", "-c", NEWER)
    copy = site.manage("backup").strip()
    assert "9999_from_the_future" in refused(site, copy)


def test_an_older_copy_is_brought_back_over_a_newer_database(site, copy, tmp_path):
    before = change(site, tmp_path)
    site.manage("shell", "-c", NEWER)
    assert "is kept in" in site.manage("restore", str(copy))
    assert draft(site) == before


NEWER = """
from django.db.migrations.recorder import MigrationRecorder
from django.db import connection
MigrationRecorder(connection).record_applied("content", "9999_from_the_future")
"""
