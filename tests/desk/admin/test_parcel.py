"""Typed texts come back after a login, and where a page's token is too old; it is not saved."""

import json
import zlib

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from navigator import parcel
from navigator.desk import models
from navigator.parcel import PARCEL
from navigator.sealing import sealer
from tests.desk.admin.staff import OURS, Staff, change_url, choice, fields
from tests.door.conftest import PASSWORD, Person
from tests.html import parse

TYPED = "Typed with “care” & <brackets>,\r\non two lines."


@pytest.fixture
def option(draft):
    return draft.option_set.get(slug="town-card")


@pytest.fixture
def edith(editor):
    """The editor as somebody at the door, whose browser sends tokens as a real one does."""
    editor.user.set_password(PASSWORD)
    editor.user.save()
    editor.client.force_login(editor.user)
    person = Person("edith")
    person.client = Client(enforce_csrf_checks=True, headers=OURS)
    return person


@pytest.fixture
def in_public(settings):
    settings.STAFF_NEED_CODE = True


@pytest.fixture
def form(editor, option):
    """A form that was opened, and changed, before the session ended."""
    return editor.form(option).types(plain=TYPED).adds_row(choice("home", "far"), situation=2)


def sends(person, page_or_form, url="", **typed):
    """Send what a page of the door has in its form, with the token that it has."""
    form = page_or_form.one("form", action=True, id="login-form")
    return person.client.post(url or form["action"], all_fields(page_or_form) | typed)


def all_fields(page):
    """Also those that stand outside of the form and say that they belong to it."""
    form = page.one("form", id="login-form")
    return fields(form) | {each["name"]: each["value"] for each in page.all("input", form=True)}


def goes_back(person, response):
    """Press the one button of the page behind the door."""
    assert response.status_code == 200
    (form,) = (each for each in parse(response).all("form") if each.all("input", name=PARCEL))
    return person.client.post(form["action"], fields(form))


def must_be_back(response, option, form):
    """The form has all that was sent, and says that nothing is saved."""
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    page = parse(response)
    assert "Your text is back, nothing is saved yet" in page.text
    now = fields(page.one("form", id="option_form"))
    for each in (now, form.fields):
        each.pop("csrfmiddlewaretoken", None)
    assert now | form.fields == now
    assert not any(now[name] for name in now.keys() - form.fields.keys())
    option.refresh_from_db()
    assert option.plain != TYPED
    return now


def test_what_was_typed_comes_back_after_a_login_and_is_then_saved(edith, option, form):
    edith.client.get(reverse("admin:login"))  # has a token, as every browser here
    token = {"csrfmiddlewaretoken": edith.client.cookies["csrftoken"].value}
    response = edith.client.post(form.url, form.fields | token)
    assert response.status_code == 200
    page = parse(response)
    assert "What you typed is not lost" in page.text
    assert "care" not in page.text
    # A wrong password loses nothing.
    page = parse(sends(edith, page, username="edith", password="wrong"))
    response = goes_back(edith, sends(edith, page, username="edith", password=PASSWORD))
    now = must_be_back(response, option, form)
    token = fields(parse(response).one("form", id="option_form"))
    assert edith.client.post(form.url, now | token).status_code == 302
    option.refresh_from_db()
    assert option.plain.splitlines() == TYPED.splitlines()


def test_it_goes_through_each_step_of_the_door(edith, option, form, in_public):
    page = parse(edith.client.post(form.url, form.fields))
    page = parse(sends(edith, page, username="edith", password=PASSWORD))
    assert "Enrol a phone" in page.text
    code = edith.code_of(page)
    page = parse(sends(edith, page, code="000000"))
    must_be_back(goes_back(edith, sends(edith, page, code=code)), option, form)

    # And where a code is asked for, after the way back to the password.
    edith.client.cookies.clear()
    page = parse(edith.client.post(form.url, form.fields))
    page = parse(sends(edith, page, username="edith", password=PASSWORD))
    (again,) = (
        each for each in page.all("form", action=True) if each["action"].endswith("/start-again/")
    )
    page = parse(edith.client.post(again["action"], fields(again)))
    page = parse(sends(edith, page, username="edith", password=PASSWORD))
    response = sends(edith, page, code=edith.code(1))
    must_be_back(goes_back(edith, response), option, form)


def test_a_form_whose_token_is_too_old_comes_back_at_once(edith, editor, option, form):
    edith.client.cookies = editor.client.cookies
    response = edith.client.post(form.url, form.fields | {"csrfmiddlewaretoken": "x" * 64})
    must_be_back(response, option, form)


def test_a_new_part_comes_back_as_well(edith, editor, draft):
    edith.client.cookies = editor.client.cookies
    form = editor.new(models.Term).types(name="Stamp card", slug="stamp-card", definition=TYPED)
    response = edith.client.post(form.url, form.fields | {"csrfmiddlewaretoken": "old"})
    page = parse(response)
    assert "Your text is back" in page.text
    assert fields(page.one("form", id="term_form"))["definition"] == TYPED
    assert not draft.term_set.filter(slug="stamp-card").exists()


def test_a_comment_is_shown_and_sent_with_one_press(edith, editor, draft):
    edith.client.cookies = editor.client.cookies
    place = reverse("admin:ask_guide", args=[draft.pk])
    response = edith.client.post(place, {"note": "Clearer words.", "csrfmiddlewaretoken": "old"})
    page = parse(response)
    assert "nothing is saved yet" in page.text
    assert [area.text.strip() for area in page.all("textarea")] == ["Clearer words."]
    assert not draft.publish_requests.exists()
    (form,) = (each for each in page.all("form") if each.all("input", name="note"))
    assert edith.client.post(place, fields(form)).status_code == 302
    assert draft.publish_requests.get().note == "Clearer words."


def test_what_is_too_long_for_the_login_waits_on_its_page(edith, editor, option, form, monkeypatch):
    monkeypatch.setattr(parcel, "LARGEST", 10)
    page = parse(edith.client.post(form.url, form.fields))
    assert "Leave this page open" in page.text
    (back,) = (each for each in page.all("form") if each.all("input", name=PARCEL))
    edith.client.cookies = editor.client.cookies  # logged in meanwhile, so that the token is old
    must_be_back(edith.client.post(back["action"], fields(back)), option, form)


# Strangers


@pytest.mark.parametrize(
    "headers",
    [
        {},  # nobody says where it comes from
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Referer": "https://elsewhere.example/http://testserver/"},
        {"Referer": "http://testserver.elsewhere.example/"},
        OURS | {"Sec-Fetch-Site": "cross-site"},
        OURS | {"Sec-Fetch-Site": "same-site"},
        OURS | {"Referer": "https://elsewhere.example/"},
        {"Sec-Fetch-Site": "none"},
    ],
)
@pytest.mark.parametrize("is_in", [True, False])
def test_what_a_strangers_page_sent_is_never_carried(editor, option, form, headers, is_in):
    client = Client(enforce_csrf_checks=True, headers=headers)
    if is_in:
        client.cookies = editor.client.cookies
    response = client.post(form.url, form.fields | {"csrfmiddlewaretoken": "x" * 64})
    assert response.status_code == 403
    assert "care" not in response.content.decode()
    assert not parse(response).all("input", name=PARCEL)
    # Nor one that a stranger has a parcel of.
    packed = sealed(form.url, {"plain": ["Typed by a stranger."]})
    response = client.post(form.url, {PARCEL: packed})
    assert response.status_code == 403
    assert "stranger" not in response.content.decode()


def sealed(path, lists):
    text = json.dumps([path, lists, False])
    return sealer(parcel.PURPOSE).encrypt(zlib.compress(text.encode())).decode()


def test_a_parcel_is_for_its_own_form_and_for_a_day(editor, option, draft, form, monkeypatch):
    packed = sealed(change_url(draft), {"title": ["Another title"]})
    for bad in (packed, "made up", "", "ü" * 40):
        response = editor.client.post(form.url, {PARCEL: bad}, follow=True)
        assert "cannot be read any more" in parse(response).text
    monkeypatch.setattr(parcel, "SECONDS", -1)
    packed = sealed(form.url, {"plain": [TYPED]})
    response = editor.client.post(form.url, {PARCEL: packed}, follow=True)
    assert "cannot be read any more" in parse(response).text


def test_who_may_not_change_it_is_shown_nothing_by_a_parcel(option, form):
    nina = Staff("nina")
    response = nina.client.post(form.url, {PARCEL: sealed(form.url, {"plain": ["Two words"]})})
    assert response.status_code == 403


def test_nothing_is_kept_here_for_somebody_without_a_login(edith, option, form):
    before = Session.objects.count()
    edith.client.post(form.url, form.fields)
    assert Session.objects.count() == before
