import pytest

from tests.services.site import Site

from .speaking import Browser

HOST = "navigator.example"


@pytest.fixture(scope="session")
def var(tmp_path_factory):
    """The folder of a site that is set up."""
    var = tmp_path_factory.mktemp("real")
    Site(var).set_up()
    return var


@pytest.fixture(scope="module")
def served(var):
    """It, served on loopback as `make run` does, with everything logged that can be."""
    site = Site(var, LOG_LEVEL="DEBUG", DJANGO_SETTINGS_MODULE="tests.real.settings")
    with site.served() as served:
        yield served


@pytest.fixture(scope="module")
def in_public(var):
    """It, served under a public name, as nginx sees it."""
    with Site(var, ALLOWED_HOSTS=HOST, DJANGO_SETTINGS_MODULE="tests.real.settings").served(
        HOST
    ) as served:
        yield served


@pytest.fixture
def over_https(in_public):
    """A browser, with nginx between."""
    headers = {"X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/"}
    return lambda: Browser(in_public.port, HOST, **headers)
