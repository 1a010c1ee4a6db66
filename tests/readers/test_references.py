"""Whatever a page points to by an id is on it, once: for an error, a label, a list of contents."""

from collections import Counter

import pytest

from tests.html import parse

from .reading import CHANGE, answer, path_to, question_path

BY_ID = ["for", "aria-describedby", "aria-labelledby", "aria-controls"]
FAULTS = {
    path_to(): {},
    question_path("age"): {},
    question_path("likes"): {"likes": ["nothing", "films"]},
    path_to("trials"): {"topic": "gone", "age": "x", "place": "x"},
}
PAGES = [
    *("/", path_to(), question_path("likes"), "/privacy/", "/accessibility/"),
    *(path_to(step) for step in ("options", "handout", "worksheet", "trials", "glossary")),
    *(path_to(step) for step in ("all-options", "about", "clear")),
]

pytestmark = pytest.mark.usefixtures("guide")


def must_point_to_what_is_there(response):
    page = parse(response)
    ids = Counter(each["id"] for each in page.all(id=True))
    assert [each for each, number in ids.items() if number > 1] == []
    named = {
        name for attr in BY_ID for each in page.all(**{attr: True}) for name in each[attr].split()
    }
    named |= {each["href"][1:] for each in page.all("a", href=True) if each["href"][0] == "#"}
    assert named - ids.keys() == set()


@pytest.mark.parametrize("path", PAGES)
def test_of_a_page(client, path):
    for slug, chosen in (("age", "teen"), ("guardian", "yes"), ("home", "unsure")):
        answer(client, slug, chosen)
    answer(client, "home", "far", query=CHANGE)
    must_point_to_what_is_there(client.get(path))


@pytest.mark.parametrize("path", FAULTS)
def test_of_a_page_that_tells_of_a_fault(client, path):
    response = client.post(path, FAULTS[path])
    assert response.status_code == 422
    assert parse(response).all("p", class_="field-error")
    must_point_to_what_is_there(response)
