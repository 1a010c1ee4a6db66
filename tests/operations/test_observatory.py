"""What Mozilla's HTTP Observatory looks at, judged from what a public site really sends."""

import re

import pytest

from tests.services.browser import Browser
from tests.services.nginx import HOST
from tests.serving import path_to, question_path

HALF_A_YEAR = 15_768_000
PAGES = ["/", path_to(), path_to("options"), "/admin/login/", "/no-such-page/", "/?x=%00"]


@pytest.fixture(params=PAGES)
def answer(request, over_https):
    return over_https().get(request.param)


def test_content_security_policy(answer):
    policy = dict(each.split(" ", 1) for each in answer.get("Content-Security-Policy").split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert set(policy["form-action"].split()) <= {"'self'", "https://library.example"}
    sources = " ".join(policy.values())
    assert not re.search(r"unsafe|data:|blob:|http:|\*", sources)
    assert not answer.get("Content-Security-Policy-Report-Only")


def test_strict_transport_security(answer):
    told = answer.get("Strict-Transport-Security")
    assert int(re.search(r"max-age=(\d+)", told)[1]) >= 2 * HALF_A_YEAR
    assert "includeSubDomains" in told
    assert "preload" in told


OTHER_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Access-Control-Allow-Origin": "",
    "X-Powered-By": "",
    "Server": "granian",
}


def test_other_headers(answer):
    assert {name: answer.get(name) for name in OTHER_HEADERS} == OTHER_HEADERS


def test_no_other_site_may_read_a_page(over_https):
    browser = over_https()
    browser.headers["Origin"] = "https://evil.example"
    assert not browser.get(path_to("options")).get("Access-Control-Allow-Origin")


def test_http_leads_to_https_of_the_same_host_at_once(in_public):
    answer = Browser(in_public.port, HOST).get(path_to("options"))
    assert answer.status == 301
    assert answer.get("Location") == f"https://{HOST}{path_to('options')}"
    assert not answer.all("Set-Cookie")


def test_every_cookie_is_secure_and_kept_from_scripts_and_other_sites(over_https):
    browser = over_https()
    answers = [
        browser.get(path_to()),
        browser.post(question_path("age"), {"age": "adult"}),
        browser.post("/admin/login/", {"username": "x", "password": "y"}),
    ]
    lines = [line for answer in answers for line in answer.all("Set-Cookie")]
    assert {line.partition("=")[0] for line in lines} == {"__Host-answers", "__Host-csrftoken"}
    for line in lines:
        attributes = {each.strip().lower() for each in line.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= attributes
        assert not [each for each in attributes if each.startswith("domain")]


def test_everything_a_page_loads_comes_from_the_site_itself(over_https):
    body = over_https().get(path_to("options")).body.decode()
    loaded = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="([^"]+)"', body)
    assert loaded
    assert all(each.startswith("/") and not each.startswith("//") for each in loaded)


def test_files_are_sent_with_every_header_as_well(over_https):
    browser = over_https()
    sheet = re.search(rb'href="(/static/css/[^"]+)"', browser.get("/").body)[1].decode()
    page, file = browser.get("/"), browser.get(sheet)
    assert file.status == 200
    for name in ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options"):
        assert file.get(name) == page.get(name)
    for name in ("Cross-Origin-Resource-Policy", "Permissions-Policy", "Referrer-Policy"):
        assert file.get(name) == page.get(name)
