"""The second step of the door, and how a phone is enrolled for it."""

import re
from base64 import b32decode

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.urls import reverse

from navigator.door.models import MOST_WAITS, Phone
from tests.html import parse

from .conftest import Person, account

pytestmark = pytest.mark.usefixtures("in_public")


def leads_to(response):
    assert response.status_code == 302
    return response["Location"].partition("?")[0]


# The first login


def test_the_first_login_leads_to_enrolling_and_then_to_what_was_wanted(edith):
    wanted = reverse("admin:desk_guide_changelist")
    response = edith.client.get(wanted)
    assert leads_to(response) == reverse("admin:login")
    response = edith.gives_password(wanted=wanted)
    assert response["Location"] == wanted
    response = edith.client.get(wanted, follow=True)
    assert response.redirect_chain[-1][0].partition("?")[0] == reverse("admin:enrol")
    next_field = parse(response).one("form", id="login-form").one("input", name="next")
    response = edith.gives_code(edith.code_for(), "enrol", wanted=next_field["value"])
    assert response["Location"] == wanted
    assert edith.client.get(wanted).status_code == 200


def test_enrolling_shows_the_key_as_a_picture_and_as_text(edith):
    edith.gives_password()
    page = edith.opens("enrol")
    key = page.one("code").text.replace(" ", "")
    edith.gives_code(edith.code_for(), "enrol")
    assert b32decode(key) == edith.phone.key
    assert page.one("svg", class_="segno").all("path")
    assert not page.all(style=True)


def test_the_key_stays_the_same_until_it_is_proved(edith):
    edith.gives_password()
    assert edith.opens("enrol").one("code").text == edith.opens("enrol").one("code").text


def test_nobody_else_who_gives_the_password_is_shown_the_same_key(edith):
    """Or a thief could note it, and make codes of the phone that its owner enrols."""
    thief = Person()
    for person in (thief, edith):
        person.gives_password()
    code = thief.code_for()
    assert thief.opens("enrol").one("code").text != edith.opens("enrol").one("code").text
    edith.gives_code(edith.code_for(), "enrol")
    assert edith.is_in
    assert leads_to(thief.gives_code(code, "enrol")) == reverse("admin:code")
    assert thief.gives_code(code).status_code == 422
    assert not thief.is_in
    assert Phone.objects.count() == 1


def test_no_key_is_kept_before_it_is_proved_but_sealed_in_the_session(edith):
    edith.gives_password()
    key = edith.opens("enrol").one("code").text.replace(" ", "")
    assert not Phone.objects.exists()
    stored = edith.client.session["phone_key"]
    assert key not in stored
    assert b32decode(key).hex() not in stored


def test_a_wrong_code_enrols_nothing(edith):
    edith.gives_password()
    wrong = f"{(int(edith.code_for()) + 1) % 1_000_000:06}"
    response = edith.gives_code(wrong, "enrol")
    assert response.status_code == 422
    assert not Phone.objects.exists()
    assert not edith.is_in


# Every later login


@pytest.fixture
def enrolled(edith):
    """Edith, whose phone is enrolled, at another browser."""
    edith.enrols()
    assert edith.is_in
    Phone.objects.update(last_step=-1)  # as if some time had gone by
    return Person()


def test_a_password_alone_opens_nothing(enrolled):
    enrolled.gives_password()
    assert not enrolled.is_in
    response = enrolled.client.get(reverse("admin:login"))
    assert leads_to(response) == reverse("admin:code")


def test_a_password_and_a_code_open_the_admin(enrolled):
    enrolled.gives_password()
    code = enrolled.code()
    enrolled.gives_code(f"{code[:3]} {code[3:]}")
    assert enrolled.is_in


def test_a_code_opens_the_door_once(enrolled):
    enrolled.gives_password()
    code = enrolled.code()
    enrolled.gives_code(code)
    other = Person()
    other.gives_password()
    assert other.gives_code(code).status_code == 422
    assert not other.is_in


@pytest.mark.parametrize(
    ("steps_on", "is_taken"), [(-3, False), (-2, False), (-1, True), (1, True), (2, False)]
)
def test_a_code_is_good_for_half_a_minute_before_and_after(enrolled, steps_on, is_taken):
    Phone.objects.update(last_step=-1)  # the one that enrolled it is of this half minute
    enrolled.gives_password()
    enrolled.gives_code(enrolled.code(steps_on))
    assert enrolled.is_in == is_taken


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345", "0x1234", "1" * 9999]
)
def test_what_is_no_code_is_refused(enrolled, code):
    enrolled.gives_password()
    assert enrolled.gives_code(code).status_code == 422
    assert not enrolled.is_in


def test_after_a_wrong_code_even_the_right_one_has_to_wait(enrolled):
    enrolled.gives_password()
    right = enrolled.code()
    for _ in range(6):
        enrolled.gives_code(f"{(int(right) + 1) % 1_000_000:06}")
        Phone.objects.filter(throttling_failure_count__lt=6).update(
            throttling_failure_timestamp=None
        )
    page = parse(enrolled.gives_code(right))
    assert re.search(r"Wait \d+ seconds", page.text)
    assert "not the code" not in page.text  # nobody has looked at it
    assert not enrolled.is_in


def test_the_code_of_somebody_else_opens_nothing(enrolled):
    account("ina", "Editor")
    ina = Person("ina")
    ina.enrols()
    Phone.objects.update(last_step=-1)
    enrolled.gives_password()
    assert enrolled.gives_code(ina.code()).status_code == 422


def test_who_knows_the_password_cannot_enrol_a_phone_of_their_own(enrolled):
    enrolled.gives_password()
    assert leads_to(enrolled.client.get(reverse("admin:enrol"))) == reverse("admin:code")
    assert leads_to(enrolled.gives_code("123456", "enrol")) == reverse("admin:code")
    assert Phone.objects.count() == 1


def test_between_the_two_steps_every_address_is_closed(enrolled):
    enrolled.gives_password()
    door = {"login", "code", "enrol", "new_password", "known", "start_again", "logout"}
    door |= {"jsi18n"}
    for pattern in admin.site.get_urls():
        name = getattr(pattern, "name", None)
        if name and name not in door and not pattern.pattern.converters:
            for ask in (enrolled.client.get, enrolled.client.post):
                response = ask(reverse(f"admin:{name}", args=["desk"] * ("app" in name)))
                assert leads_to(response) == reverse("admin:login"), name
    response = enrolled.client.get(reverse("admin:desk_guide_changelist"))
    assert leads_to(response) == reverse("admin:login")


def test_the_steps_are_closed_to_who_gave_no_password(client, db):
    for step in ("code", "enrol"):
        assert leads_to(client.get(reverse(f"admin:{step}"))) == reverse("admin:login")


def test_the_steps_are_closed_to_who_is_not_on_the_staff(edith):
    user = edith.user
    user.is_staff = False
    user.save()
    edith.client.force_login(user)
    assert leads_to(edith.client.get(reverse("admin:enrol"))) == reverse("admin:login")
    assert not Phone.objects.exists()


def test_the_session_gets_another_name_at_each_step(enrolled):
    enrolled.gives_password()
    between = enrolled.client.cookies["sessionid"].value
    enrolled.gives_code(enrolled.code())
    assert enrolled.client.cookies["sessionid"].value != between


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_the_door_leads_nowhere_else(enrolled, wanted):
    enrolled.gives_password()
    response = enrolled.gives_code(enrolled.code(), wanted=wanted)
    assert response["Location"] == reverse("admin:index")


def test_somebody_else_can_sit_down_between_the_steps(enrolled):
    enrolled.gives_password()
    assert enrolled.client.get(reverse("admin:start_again")).status_code == 405
    enrolled.client.post(reverse("admin:start_again"))
    assert leads_to(enrolled.client.get(reverse("admin:code"))) == reverse("admin:login")


def test_on_loopback_a_password_is_enough(edith, settings):
    settings.STAFF_NEED_CODE = False
    edith.gives_password()
    assert edith.is_in


def test_a_wrong_code_lets_wait_twice_as_long_each_time_but_never_for_hours(enrolled):
    enrolled.gives_password()
    for _ in range(MOST_WAITS + 3):
        enrolled.gives_code("000000")
        Phone.objects.update(throttling_failure_timestamp=None)
    assert enrolled.phone.throttling_failure_count == MOST_WAITS


# A lost phone


def must_enrol_again(person):
    person.gives_password()
    assert leads_to(person.client.get(reverse("admin:code"))) == reverse("admin:enrol")


def test_a_superuser_makes_it_forget_a_lost_phone(enrolled, boss):
    boss.enrols()
    data = {"action": "forget_second_step", "_selected_action": [enrolled.user.pk]}
    boss.client.post(reverse("admin:auth_user_changelist"), data)
    must_enrol_again(enrolled)


def test_the_command_makes_it_forget_a_lost_phone_and_ends_the_sessions_it_opened(enrolled):
    enrolled.gives_password()
    enrolled.gives_code(enrolled.code())
    call_command("forget_second_step", "edith")
    assert not enrolled.is_in
    for step in ("code", "enrol", "index"):  # who stole the computer stands before the password
        assert leads_to(enrolled.client.get(reverse(f"admin:{step}"))) == reverse("admin:login")
    assert enrolled.client.get(reverse("admin:login")).status_code == 200
    must_enrol_again(enrolled)


def test_the_command_knows_who_is_not_there(db):
    with pytest.raises(CommandError, match="no account nobody"):
        call_command("forget_second_step", "nobody")
