import pytest

from tests.services.postgresql import postgresql
from tests.services.programs import find_or_skip
from tests.services.site import Site


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL for the whole run."""
    with postgresql(find_or_skip("postgresql")) as server:
        yield server


@pytest.fixture
def on_postgresql(server, tmp_path):
    """The address of an empty database there."""
    return server.create(tmp_path.name.replace("-", "_"))


@pytest.fixture
def sqlite_site(tmp_path):
    """The site with the first guide published. It has no static files."""
    site = Site(tmp_path)
    site.fill()
    return site


@pytest.fixture
def postgresql_site(tmp_path, on_postgresql):
    site = Site(tmp_path, DATABASE_URL=on_postgresql)
    site.fill()
    return site


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
