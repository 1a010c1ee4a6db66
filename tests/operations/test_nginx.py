"""Debian's nginx with the configuration in deploy/, before two groups of gunicorn's processes."""

import subprocess

import pytest

from tests.faults import behind_nginx
from tests.faults.visits import GUIDE, PAGES, Visitor
from tests.services.nginx import HOST
from tests.services.programs import find_or_skip


@pytest.fixture
def folder(tmp_path):
    find_or_skip("nginx")
    folder = tmp_path / "nginx"
    folder.mkdir()
    return folder


@pytest.fixture
def front(sqlite_site, with_files, folder):
    with behind_nginx.fronted(with_files(sqlite_site), folder) as (front, _):
        yield front


def test_nginx_finds_nothing_to_say_about_its_configuration(front):
    words = [find_or_skip("nginx"), "-t", "-q", "-c", front.configuration, "-p", front.folder]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_goes_through_the_site_over_https(front):
    reader = behind_nginx.reader(front)
    assert [answer.status for answer in reader.reads()] == [200] * len(PAGES)
    answer = reader.sends_form(GUIDE, reader="self")
    assert answer.status == 302
    assert "__Host-answers" in reader.cookies

    plain = Visitor(front.plain_port, host=HOST).get(f"{GUIDE}?her2=positive")
    assert plain.status == 301

    # Neither an address with an answer in it nor the reader's own is written down.
    reader.get(f"{GUIDE}options/?her2=positive")
    written = front.access_log.read_text()
    assert f"GET {GUIDE}options/" in written
    for telling in ("?", "positive", "127.0.0.1"):
        assert telling not in written

    too_large = reader.post(GUIDE, {"reader": "x" * 4_000_000})
    assert too_large.status in {0, 413}


def test_a_reload_under_load_costs_nobody_an_answer(sqlite_site, with_files, folder):
    assert not behind_nginx.reloads(with_files(sqlite_site), folder, times=2, pause=2).lost
