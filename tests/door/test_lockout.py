"""Wrong passwords: strangers share one count, and a browser that staff use has its own."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from navigator.door.lockout import CLOSED, KNOWN, MOST
from navigator.door.models import WrongPasswords
from navigator.door.steps import LET_IN_SECONDS
from tests.html import parse

from .conftest import Person


def guesses(times, name="edith"):
    """A stranger who tries passwords, each time with a new browser."""
    return [Person(name, f"guess {each}").gives_password().status_code for each in range(times)]


@pytest.fixture
def at_work(edith):
    """Edith, at the browser that she works with."""
    edith.gives_password()
    edith.client.post(reverse("admin:logout"))
    return edith


def test_strangers_who_guess_do_not_shut_out_a_browser_that_is_known(at_work):
    assert guesses(MOST + 3)[-4:] == [429] * 4
    assert Person().gives_password().status_code == 429  # with the right one, from elsewhere
    assert at_work.gives_password().status_code == 302
    assert at_work.is_in


def test_guessing_goes_on_being_slow_after_they_came_in(at_work):
    guesses(MOST)
    at_work.gives_password()
    assert guesses(2) == [429, 429]


def test_a_known_browser_has_five_guesses_of_its_own(at_work):
    for _ in range(MOST - 1):
        assert at_work.gives_password("a guess").status_code == 200
    assert at_work.gives_password("a guess").status_code == 429
    assert at_work.gives_password().status_code == 429
    assert Person().gives_password().status_code == 302  # it is no stranger that was shut out


def test_a_browser_is_known_to_the_account_that_was_logged_in_to_and_to_no_other(at_work, boss):
    guesses(MOST, "boss")
    boss.client = at_work.client
    assert boss.gives_password().status_code == 429


def test_one_computer_can_be_known_to_several(at_work, boss):
    boss.client = at_work.client
    boss.gives_password()
    boss.client.post(reverse("admin:logout"))
    for name in ("edith", "boss"):
        guesses(MOST, name)
    assert at_work.gives_password().status_code == 302
    at_work.client.post(reverse("admin:logout"))
    assert boss.gives_password().status_code == 302


@pytest.mark.parametrize("cookie", ["x", "a:b", "", "ä", "x" * 4000])
def test_a_cookie_that_was_made_up_makes_nobody_known(edith, at_work, cookie):
    (name,) = [each for each in at_work.client.cookies if each.startswith("browser-")]
    guesses(MOST)
    other = Person()
    other.client.cookies[name] = cookie
    assert other.gives_password().status_code == 429


def test_a_browser_is_forgotten_half_a_year_after_the_last_login(at_work, monkeypatch):
    """Also one that keeps its cookie for longer than it was told to."""
    monkeypatch.setattr("navigator.door.lockout.KNOWN", -KNOWN)
    guesses(MOST)
    assert at_work.gives_password().status_code == 429


def test_the_cookie_tells_no_name_and_comes_back_to_this_site_alone(at_work):
    (cookie,) = [each for name, each in at_work.client.cookies.items() if "browser-" in name]
    assert "edith" not in cookie.OutputString()
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_a_password_alone_makes_no_browser_known_where_there_is_a_second_step(edith, in_public):
    edith.gives_password()
    assert not any("browser-" in name for name in edith.client.cookies)
    edith.gives_code(edith.code_for(), "enrol")
    assert any("browser-" in name for name in edith.client.cookies)


def test_counts_that_are_over_are_swept(edith):
    guesses(2)
    WrongPasswords.objects.update(last_at=timezone.now() - 2 * CLOSED)
    guesses(1, "nobody")
    assert [each.account for each in WrongPasswords.objects.all()] == ["nobody"]


# Let in while strangers go on guessing


def link_in(text):
    return next(word for word in text.split() if "/admin/known/" in word)


@pytest.fixture
def link(edith, boss):
    """The link that a superuser gives to Edith, who comes with a new browser."""
    guesses(MOST)
    boss.gives_password()
    data = {"action": "let_in", "_selected_action": [edith.user.pk]}
    listed = boss.client.post(reverse("admin:auth_user_changelist"), data, follow=True)
    guesses(MOST)  # and on they guess
    return link_in(parse(listed).text).removeprefix("http://testserver")


def test_a_link_lets_a_new_browser_in_whatever_strangers_do(link):
    edith = Person()
    assert edith.client.get(link).status_code == 200
    assert edith.gives_password().status_code == 429  # nothing is done by looking at it
    assert edith.client.post(link)["Location"] == reverse("admin:login")
    assert edith.gives_password().status_code == 302
    assert edith.is_in


def test_a_link_gives_one_count_however_often_it_is_used(link):
    for number in range(MOST):
        stranger = Person("edith", f"guess {number}")
        stranger.client.post(link)
        stranger.gives_password()
    other = Person()
    other.client.post(link)
    assert other.gives_password().status_code == 429


def test_a_link_opens_nothing_by_itself(link):
    stranger = Person()
    stranger.client.post(link)
    assert not stranger.is_in


def test_an_old_link_or_one_that_was_made_up_is_told_as_such(link, monkeypatch):
    assert Person().client.get("/admin/known/?token=made-up").status_code == 410
    assert Person().client.post("/admin/known/?token=made-up").status_code == 410
    assert Person().client.get("/admin/known/").status_code == 410
    monkeypatch.setattr("navigator.door.steps.LET_IN_SECONDS", -LET_IN_SECONDS)
    response = Person().client.get(link)
    assert response.status_code == 410
    assert "good for 15 minutes" in parse(response).text


def test_the_command_lets_somebody_in_where_no_superuser_can(edith, capsys):
    guesses(MOST)
    call_command("let_in", "edith")
    link = link_in(capsys.readouterr().out)
    guesses(MOST)
    edith.client.post(link)
    assert edith.gives_password().status_code == 302
    with pytest.raises(CommandError, match="no account nobody"):
        call_command("let_in", "nobody")
