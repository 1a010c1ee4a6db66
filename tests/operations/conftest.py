import shutil

import pytest

from tests.services.postgresql import postgresql
from tests.services.programs import find_or_skip
from tests.services.site import Site


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL for the whole run."""
    with postgresql(find_or_skip("postgresql")) as server:
        yield server


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A site with the first guide published, to be copied: it takes a while to make."""
    site = Site(tmp_path_factory.mktemp("filled"))
    site.fill()
    return site


@pytest.fixture(scope="session")
def filled_on_postgresql(tmp_path_factory, server):
    """The name of a database with the same."""
    Site(tmp_path_factory.mktemp("filled"), DATABASE_URL=server.create("filled")).fill()
    return "filled"


@pytest.fixture
def sqlite_site(tmp_path, filled):
    """The site with the first guide published. It has no static files."""
    shutil.copy(filled.var / "navigator.sqlite3", tmp_path)
    return Site(tmp_path)


@pytest.fixture
def postgresql_site(tmp_path, server, filled_on_postgresql):
    name = tmp_path.name.replace("-", "_")
    return Site(tmp_path, DATABASE_URL=server.create(name, filled_on_postgresql))


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request):
    """On either database."""
    return request.getfixturevalue(f"{request.param}_site")


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """A folder of static files, which take the longest to make."""
    site = Site(tmp_path_factory.mktemp("collected"))
    site.manage("collectstatic", "--no-input")
    return site.var / "static"


@pytest.fixture
def with_files(collected):
    """Gives a site the static files that it needs to be served."""

    def give(site):
        (site.var / "static").symlink_to(collected)
        return site

    return give


@pytest.fixture
def folder(tmp_path):
    """Where an nginx keeps its files."""
    find_or_skip("nginx")
    folder = tmp_path / "nginx"
    folder.mkdir()
    return folder
