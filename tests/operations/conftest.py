import os
import shutil
import subprocess

import pytest

from tests.library import FILE
from tests.services.browser import Browser
from tests.services.nginx import HOST
from tests.services.postgresql import postgresql
from tests.services.programs import find_or_skip
from tests.services.site import Site

WITH_A_FAULT = {"DJANGO_SETTINGS_MODULE": "tests.operations.settings"}


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL for the whole run."""
    with postgresql(find_or_skip("postgresql")) as server:
        yield server


@pytest.fixture(scope="session")
def filled(made_once):
    """A site with the library guide published, to be copied: it takes a while to make."""
    return Site(made_once("filled", lambda folder: Site(folder).fill(str(FILE))))


@pytest.fixture(scope="session")
def filled_on_postgresql(tmp_path_factory, server):
    """The name of a database with the same."""
    site = Site(tmp_path_factory.mktemp("filled"), DATABASE_URL=server.create("filled"))
    site.fill(str(FILE))
    return "filled"


@pytest.fixture
def sqlite_site(tmp_path, filled):
    """The site with the library guide published. It has no static files."""
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


@pytest.fixture
def with_files(collected):
    """Gives a site the static files that it needs to be served."""

    def give(site):
        (site.var / "static").symlink_to(collected)
        return site

    return give


@pytest.fixture
def disk(tmp_path):
    """A folder on a file system of a few megabytes, which is soon full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "navigator-tests", folder]
    if os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:
        pytest.skip("only root can mount a small file system")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def folder(tmp_path):
    """Where an nginx keeps its files."""
    find_or_skip("nginx")
    folder = tmp_path / "nginx"
    folder.mkdir()
    return folder


# One site for all tests of a module that change nothing


@pytest.fixture(scope="session")
def var(tmp_path_factory, filled, collected):
    """The folder of a site that is set up."""
    var = tmp_path_factory.mktemp("var")
    shutil.copy(filled.var / "navigator.sqlite3", var)
    (var / "static").symlink_to(collected)
    return var


@pytest.fixture(scope="module")
def served(var):
    """It, served on loopback as `make run` does, with everything logged that can be."""
    with Site(var, LOG_LEVEL="DEBUG", **WITH_A_FAULT).served() as served:
        yield served


@pytest.fixture(scope="module")
def in_public(var):
    """It, served under a public name, as nginx sees it."""
    with Site(var, ALLOWED_HOSTS=HOST, **WITH_A_FAULT).served(HOST) as served:
        yield served


@pytest.fixture
def over_https(in_public):
    """A browser, with nginx between."""
    headers = {"X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/"}
    return lambda: Browser(in_public.port, HOST, **headers)
