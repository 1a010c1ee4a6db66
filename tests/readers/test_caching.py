"""What browsers may keep: pages for everyone, if they ask; a reader's page never."""

from dataclasses import replace

import pytest
from django.test import Client

from navigator.editions.shelf import shelf
from tests.guides import real_guide
from tests.serving import path_to, question_path, serve

FOR_EVERYONE = ["/", *map(path_to, ["all-options", "glossary", "about"])]
PERSONAL = [
    path_to(),
    *map(path_to, ["options", "handout", "worksheet", "trials", "clear"]),
    question_path("hormone-receptor"),
]
everyone_s = pytest.mark.parametrize("path", FOR_EVERYONE)


@pytest.fixture(autouse=True)
def _guide(db):
    serve(real_guide())
    shelf.clear()


@everyone_s
def test_a_page_for_everyone_is_sent_once(client, path):
    tag = client.get(path)["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert "Content-Security-Policy" in again


@everyone_s
def test_it_is_sent_again_when_a_new_edition_changed_it(client, path):
    tag = client.get(path)["ETag"]
    serve(replace(real_guide(), title="Another title"))
    again = client.get(path, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again["ETag"] != tag


@everyone_s
def test_it_is_asked_about_each_time_and_kept_by_no_shared_cache(client, path):
    assert client.get(path)["Cache-Control"] == "private, no-cache"


def test_each_part_of_all_options_is_a_page_of_its_own(client):
    whole = client.get(path_to("all-options"))
    part = client.get(path_to("all-options") + "?type=surgery")
    odd = client.get(path_to("all-options") + "?type=no-such-type")
    assert part["ETag"] != whole["ETag"]
    assert odd["ETag"] == whole["ETag"]


@pytest.mark.parametrize("path", PERSONAL)
def test_a_reader_s_page_is_kept_by_nobody(client, path):
    client.post(path_to(), {"reader": "self"})
    response = client.get(path)
    assert response.status_code == 200
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert "ETag" not in response


@everyone_s
def test_a_preview_is_kept_by_nobody(published, admin_client, path):
    shelf.clear()
    session = admin_client.session
    session["preview"] = True
    session.save()
    response = admin_client.get(path, headers={"If-None-Match": Client().get(path)["ETag"]})
    assert response.status_code == 200
    assert b"Preview of the draft" in response.content
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_pages_are_compressed_for_browsers_that_say_they_can_read_it(client):
    plain = client.get(path_to("options"))
    packed = client.get(path_to("options"), headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 3
    assert len(packed.content) <= 20 * 1024
