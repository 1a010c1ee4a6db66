"""A site's database, read and changed past the site, which would take a process for each look."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import psycopg
from django.apps import apps

from tests.services.site import Site


def stored(site: Site) -> dict[str, list[tuple]]:
    """Every row of what staff edit and publish, by table."""
    tables = sorted(
        model._meta.db_table
        for room in ("desk", "editions")
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
    )
    with closing(_connect(site)) as database:
        return {
            table: database.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in tables
        }


def execute(site: Site, *statements: str) -> None:
    """Change it."""
    with closing(_connect(site)) as database, database:
        for statement in statements:
            database.execute(statement)


def _connect(site: Site) -> Any:
    address = site.environment.get("DATABASE_URL")
    return psycopg.connect(address) if address else sqlite3.connect(site.var / "navigator.sqlite3")
