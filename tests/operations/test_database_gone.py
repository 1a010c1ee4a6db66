"""Readers are served while the database is away; staff are told, and so are operators."""

from functools import partial

from tests.faults import database_gone


def test_readers_outlive_an_sqlite_file(sqlite_site, with_files):
    site = with_files(sqlite_site)
    taken_away = partial(database_gone.without_file, site)
    assert not database_gone.gone(site, "SQLite file gone", taken_away).lost


def test_readers_outlive_a_postgresql_that_is_stopped_or_hangs(postgresql_site, with_files, server):
    site = with_files(postgresql_site)
    taken_away = partial(database_gone.stopped, server)
    assert not database_gone.gone(site, "PostgreSQL stopped", taken_away).lost
    assert not database_gone.hangs(site, server).lost
