"""The blank worksheet."""

import pytest

from tests.guides import real_guide
from tests.serving import path_to

from .reading import opened, say

GUIDE = real_guide()

pytestmark = pytest.mark.usefixtures("guide")


def test_every_question_is_there_to_be_filled_in(client):
    text = opened(client, "worksheet").text
    assert all(question.ask_team in text or question.text in text for question in GUIDE.questions)


def test_what_the_reader_said_is_not_there(client):
    blank = opened(client, "worksheet").one("main").text
    say(client, her2=["positive"], spread=["bone"])
    assert opened(client, "worksheet").one("main").text == blank


def test_disclaimer_and_attribution_are_there_to_the_letter(client):
    text = opened(client, "worksheet").text
    assert GUIDE.disclaimer in text
    assert GUIDE.attribution in text


@pytest.mark.parametrize("step", ["handout", "worksheet"])
def test_large_print_says_the_same(client, step):
    normal = opened(client, step)
    (large,) = {link["href"] for link in normal.all("a", href="?print=large")}
    response = client.get(path_to(step) + large)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
