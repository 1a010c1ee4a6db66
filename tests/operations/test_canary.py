"""Nothing that a reader says is found anywhere afterwards."""

import base64
import re
import sqlite3
from pathlib import Path

import pytest

from tests.services.browser import Browser
from tests.serving import path_to, question_path

# What a reader says, in the order of the questions; each word is in the published guide as well.
SAID = {
    "age": ["not-told"],
    "guardian": ["unsure"],
    "home": ["in-town"],
    "likes": ["sound-books", "games"],
}
WORDS = {"not-told", "in-town", "sound-books"}
# What stands nowhere else: canaries, typed where they do not belong.
CANARIES = {"canary-4711-answer", "canary-4712-field", "canary-4713-query", "20857", "canary-4714"}
AGENT = "canary-4715-browser"


def rows(var):
    """How many rows there are of everything that could be made for whoever comes by."""
    tables = ("django_session", "door_wrongpasswords", "trail_trail", "django_admin_log")
    with sqlite3.connect(var / "navigator.sqlite3") as database:
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in tables
        }


@pytest.fixture(scope="module")
def walked(served, var):
    """Somebody has been through everything, and a page has failed under them."""
    rows_before = rows(var)  # other tests knock at the same server's doors
    before = {file: count(file) for file in databases(var)}
    browser = Browser(served.port, **{"User-Agent": AGENT, "Referer": "http://x/?canary-4714"})
    cookies = []
    browser.get("/?q=canary-4713-query")
    browser.post(path_to(), {"reader": "other"})
    for question, choices in SAID.items():
        browser.get(question_path(question))
        browser.post(question_path(question), {question: choices})
        cookies.append(browser.cookies["answers"])
    browser.post(question_path("home"), {"home": "canary-4711-answer", "canary-4712-field": "x"})
    browser.post(path_to("trials"), {"topic": "x", "age": "117", "zip": "20857"})
    for step in ("options", "handout", "worksheet", "trials", "all-options", "clear"):
        assert browser.get(path_to(step)).status == 200
    fault = browser.post(path_to("fault"), {"home": "canary-4711-answer", "likes": "sound-books"})
    assert fault.status == 500
    odd = browser.get(path_to("options") + "?x=%00canary-4713-query")
    assert odd.status == 400
    code = re.search(r"data-code>([-\w]+)<", browser.get(path_to("options")).text)[1]
    browser.post(path_to("clear"), {})
    assert browser.post("/continue/", {"code": code}).status == 302
    assert browser.post("/continue/", {"code": f"{code}-0000"}).status == 422
    cookies.append(browser.cookies["answers"])
    return {
        "code": code,
        "before": before,
        "cookies": cookies,
        "fault": fault,
        "rows_before": rows_before,
        "rows_after": rows(var),
    }


def databases(var):
    return [file for file in var.glob("navigator.sqlite3*") if not file.name.endswith("-shm")]


def written(var):
    """Every file that the server has written, the collected ones left out."""
    files = [file for file in var.rglob("*") if file.is_file()]
    return [file for file in files if var / "static" not in file.parents]


def contents(file: Path) -> bytes:
    """SQLite takes its side files away as soon as nobody is using them."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def count(file: Path) -> dict[str, int]:
    content = contents(file)
    return {word: content.count(word.encode()) for word in WORDS}


def test_the_walk_was_written_about(walked, var):
    """Or the other tests would find nothing because nothing is there."""
    log = "".join(file.read_text() for file in var.glob("log-*"))
    assert "tests/operations/urls.py" in log
    assert [file for file in (var / "mail").iterdir() if "KeyError" in file.read_text()]
    assert databases(var)


def test_no_file_holds_what_stands_nowhere_else(walked, var):
    for file in written(var):
        content = contents(file)
        found = [
            each
            for each in {*CANARIES, AGENT, walked["code"], *walked["cookies"]}
            if each.encode() in content
        ]
        assert not found, (file.name, found)


def test_no_log_and_no_mail_holds_an_answer(walked, var):
    for file in [*var.glob("log-*"), *(var / "mail").iterdir()]:
        text = file.read_text()
        assert not [word for word in WORDS if word in text], file.name


def test_no_database_file_holds_an_answer_more_than_before(walked, var):
    for file, before in walked["before"].items():
        now = count(file)
        assert all(now[word] <= before[word] for word in WORDS), file.name


def test_no_row_is_made_for_a_reader(walked):
    assert walked["rows_after"] == walked["rows_before"]


def test_the_page_of_the_fault_says_nothing(walked):
    text = (walked["fault"].body + repr(walked["fault"].headers).encode()).decode()
    assert not [each for each in WORDS | CANARIES if each in text]


def test_the_cookie_says_nothing_to_who_has_no_key(walked):
    for token in walked["cookies"]:
        plain = base64.urlsafe_b64decode(token)
        assert not [
            word
            for word in {*WORDS, "guardian", "likes", "reader", "other"}
            if word.encode() in plain
        ]
        assert re.fullmatch(r"[\w=-]+", token)
    assert len(set(walked["cookies"])) == len(walked["cookies"])
