"""Small versions of what `make faults` tries at length."""

import re
import time

import pytest

from tests.faults.inside import try_inside
from tests.faults.small_disk import NoSmallDiskError, small_disk
from tests.faults.visits import GUIDE, Staff, Visitor
from tests.services.site import Site

SECONDS = 5  # what another process may be behind
ACCOUNT = "paula", "careful-Nurse-7"


def test_no_edit_is_lost_when_several_edit_at_once(site):
    assert not try_inside(site, "editing", 2, 20).lost


def test_nothing_is_lost_or_half_done_when_a_process_is_killed(site):
    assert not try_inside(site, "killing", 9).lost


def test_nothing_is_lost_when_the_disk_is_full(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        with small_disk(disk):
            site = Site(tmp_path, DATABASE_URL=f"sqlite:///{disk / 'navigator.sqlite3'}")
            site.fill()
            assert not try_inside(site, "full_disk").lost
    except NoSmallDiskError as error:
        pytest.skip(str(error))


def test_what_is_published_through_one_port_is_served_by_the_other(postgresql_site, with_files):
    site = with_files(postgresql_site)
    site.manage(
        *("createsuperuser", "--noinput", "--email", "paula@hospital.example"),
        DJANGO_SUPERUSER_USERNAME=ACCOUNT[0],
        DJANGO_SUPERUSER_PASSWORD=ACCOUNT[1],
    )
    with site.served() as one, site.served() as other:
        assert edition(other) == 1
        publisher = Staff(one.port).logs_in(*ACCOUNT)
        drafts = publisher.get("/admin/desk/guide/").body
        workbench = re.search(r"/admin/desk/guide/\d+/", drafts)[0]
        answer = publisher.sends_form(
            f"{workbench}change/", to=f"{workbench}publish/", note="Because."
        )
        assert answer.status == 302
        limit = time.monotonic() + SECONDS
        while edition(other) != 2:
            assert time.monotonic() < limit
            time.sleep(0.1)


def edition(served):
    """The number of the edition that readers are served."""
    return int(re.search(r"edition (\d+)", Visitor(served.port).get(f"{GUIDE}about/").body)[1])
