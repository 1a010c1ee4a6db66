"""A cache on the way that keeps whatever it may: it never holds a page of a reader's."""

import re
from contextlib import contextmanager

from tests.services.browser import GUIDE, Browser
from tests.services.nginx import started
from tests.services.site import free_port

# Keeps for a day all that the site does not forbid, for everyone alike.
EAGER = """
proxy_cache_path {folder}/kept keys_zone=kept:1m;
server {{
    listen 127.0.0.1:{port};
    location / {{
        proxy_pass http://127.0.0.1:{upstream};
        proxy_set_header Host $http_host;
        proxy_cache kept;
        proxy_cache_key $uri;
        proxy_cache_valid any 1d;
    }}
}}
"""
COMMON = ["/", "/privacy/", *(f"{GUIDE}{step}/" for step in ("all-options", "glossary", "about"))]
PERSONAL = [
    GUIDE,
    f"{GUIDE}questions/age/",
    *(f"{GUIDE}{step}/" for step in ("options", "handout", "worksheet", "trials", "clear")),
]


@contextmanager
def caching(folder, upstream):
    """The port of an nginx that caches, before a site."""
    port = free_port()
    eager = EAGER.format(folder=folder, port=port, upstream=upstream)
    (folder / "navigator.conf").write_text(eager)
    with started(folder):
        yield port


def kept(folder):
    """The addresses of everything that the cache holds."""
    files = (path for path in (folder / "kept").rglob("*") if path.is_file())
    return {
        re.search(rb"^KEY: (.+)$", path.read_bytes(), re.MULTILINE)[1].decode() for path in files
    }


def test_a_shared_cache_holds_files_and_no_page(sqlite_site, with_files, folder):
    with with_files(sqlite_site).served() as site, caching(folder, site.port) as port:
        page = Browser(port).get("/").text
        files = set(re.findall(r'"(/static/[^"]+)"', page))
        for reader in (Browser(port), Browser(port)):
            assert reader.post(GUIDE, {"reader": "other"}).status == 302
            assert reader.post(f"{GUIDE}questions/age/", {"age": "teen"}).status == 302
            for path in (*COMMON, *PERSONAL, *files):
                assert reader.get(path).status == 200
        assert kept(folder) & files == files
        assert not kept(folder) & {*COMMON, *PERSONAL}
        # What one reader said reaches no other.
        assert "said-age" in reader.get(f"{GUIDE}options/").text
        assert "said-age" not in Browser(port).get(f"{GUIDE}options/").text
