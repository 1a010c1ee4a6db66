"""What staff do at the desk is in the trail: who, what, to which guide, from where."""

import json
import sys
import threading

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from navigator.desk import models
from navigator.guide.yaml import write_yaml
from navigator.trail.models import Trail
from navigator.trail.notes import MOST_OF_NOBODY, MOST_OF_ONE, WRONG
from tests.desk.admin.staff import Staff
from tests.library import FILE, library


def lines(account):
    """The lines of an account, the first first, less how it came in."""
    found = Trail.objects.filter(account=account).order_by("pk")
    return [(each.what, each.detail) for each in found if "password" not in each.what]


def did(staff):
    return [what for what, _ in lines(staff.user.username)]


def withdraws(staff, draft):
    return staff.sends("withdraw_guide", draft.pk, note="A wrong fee.", told="Taken down.")


def test_publishing_exporting_restoring_and_withdrawing_are_in_it(draft, edition, publisher):
    draft.option_set.update(plain="Newer words.")
    publisher.publishes(draft)
    publisher.client.get(reverse("admin:export_guide", args=[draft.pk]))
    publisher.restores(draft, 1)
    withdraws(publisher, draft)
    assert did(publisher) == ["published", "exported", "restored", "withdrew"]
    assert all(str(draft) in detail for _, detail in lines(publisher.user.username))
    assert "edition 2" in lines(publisher.user.username)[0][1]
    assert {each.address for each in Trail.objects.filter(what="published")} == {"127.0.0.1"}


def test_saving_a_form_is_not(draft, editor):
    editor.form(models.Option.objects.first()).types(plain="Newer words.").must_save()
    assert did(editor) == []


def test_loading_and_copying_are_in_it(draft, editor):
    editor.loads(write_yaml(library()).replace("A library card", "A card"))
    editor.copies(draft, title="Copied", slug="copied")
    assert did(editor) == ["loaded", "copied"]


def test_making_a_reviewer_is_in_it(editor):
    root = Staff("root")
    root.user.is_superuser = True
    root.user.save()
    root.sends("desk_reviewer_add", user=editor.user.pk, name="Dr. Ana Silva", role="oncologist")
    assert did(root) == ["added a reviewer"]


@pytest.mark.django_db
def test_so_is_what_is_done_on_the_command_line(capsys):
    call_command("load_guide", str(FILE), note="First")
    slug = library().slug
    call_command("export_guide", slug)
    models.Option.objects.update(plain="Newer words.")
    call_command("publish_guide", slug, note="Newer")
    call_command("withdraw_guide", slug, note="A fault")
    found = [what for what, _ in lines("(command line)")]
    assert found == ["loaded", "published", "exported", "published", "withdrew"]


# What somebody should see the same day


@pytest.fixture
def told(settings, tmp_path):
    """The lines that the hospital's command was given; call it when all has been told."""
    file = tmp_path / "told"
    (tmp_path / "tell.py").write_text(
        f"import sys; open({str(file)!r}, 'a').write(sys.stdin.read())"
    )
    settings.ALERT_COMMAND = f"{sys.executable} {tmp_path / 'tell.py'}"
    settings.ALERT_MAIL = ["operators@hospital.example"]

    def read():
        wait_for_alerts()
        text = file.read_text() if file.exists() else ""
        return [json.loads(line) for line in text.replace("}{", "}\n{").splitlines()]

    return read


def wait_for_alerts():
    for thread in threading.enumerate():
        if "_tell" in thread.name:
            thread.join()


def test_a_guide_that_is_withdrawn_is_told_at_once_by_command_and_mail(
    draft, edition, publisher, told
):
    draft.option_set.update(plain="Newer words.")
    publisher.publishes(draft)
    withdraws(publisher, draft)
    (line,) = told()
    assert (line["what"], line["account"]) == ("withdrew", publisher.user.username)
    assert "A wrong fee." in line["detail"]
    (sent,) = mail.outbox
    assert sent.to == ["operators@hospital.example"]
    assert "withdrew" in sent.subject
    assert "A wrong fee." in sent.body


def test_strangers_who_guess_are_told_of_once(db, client, told):
    Staff("edith")
    for number in range(8):
        sent = {"username": "edith", "password": f"guess {number}"}
        client.post(reverse("admin:login"), sent)
    (line,) = told()
    assert (line["what"], line["account"]) == ("was locked out", "edith")
    assert "guess" not in json.dumps(line) + mail.outbox[0].body


def test_names_that_nobody_has_are_not_told_of_and_do_not_fill_the_list(db, client, told):
    for number in range(MOST_OF_NOBODY + 5):
        for _ in range(5 if number < 2 else 1):
            sent = {"username": f"nobody-{number}", "password": "a guess"}
            client.post(reverse("admin:login"), sent)
    assert Trail.objects.count() == MOST_OF_NOBODY
    assert told() == []


def test_a_flood_of_made_up_names_hides_no_attack_on_an_account(db, client, told):
    Staff("edith")
    Trail.objects.bulk_create(
        Trail(what=WRONG, account=f"nobody-{number}") for number in range(MOST_OF_NOBODY)
    )
    for number in range(20):
        address = f"10.0.0.{number}"
        sent = {"username": "edith", "password": f"guess {number}"}
        client.post(reverse("admin:login"), sent, REMOTE_ADDR=address)
    assert [what for what, _ in lines("edith")] == ["was locked out"] * (MOST_OF_ONE - 5)
    assert Trail.objects.filter(account="edith", what=WRONG).count() == 5
    assert len(told()) == 1


def test_the_command_is_given_none_of_the_sites_secrets(
    draft, edition, publisher, settings, tmp_path, monkeypatch
):
    monkeypatch.setenv("SECRET_KEY", "not to be seen")
    file = tmp_path / "seen"
    script = tmp_path / "show.py"
    script.write_text(f"import os; open({str(file)!r}, 'w').write(repr(dict(os.environ)))")
    settings.ALERT_COMMAND = f"{sys.executable} {script}"
    withdraws(publisher, draft)
    wait_for_alerts()
    assert "PATH" in file.read_text()
    assert "not to be seen" not in file.read_text()


def test_who_is_refused_something_at_the_desk_is_in_it(draft, editor):
    editor.client.get(reverse("admin:withdraw_guide", args=[draft.pk]))
    assert lines(editor.user.username)[-1] == (
        "was refused",
        reverse("admin:withdraw_guide", args=[draft.pk]),
    )


@pytest.mark.parametrize("command", ["false", "no-such-program", "sleep 60"])
def test_a_command_that_fails_is_in_the_log_and_in_nobody_s_way(
    draft, edition, publisher, settings, caplog, monkeypatch, command
):
    monkeypatch.setattr("navigator.trail.alerts.SECONDS", 0.2)
    settings.ALERT_COMMAND = command
    assert withdraws(publisher, draft).status_code == 302
    wait_for_alerts()
    assert "ALERT_COMMAND failed" in caplog.text


def test_mail_that_cannot_be_sent_is_in_the_log(draft, edition, publisher, settings, caplog):
    settings.ALERT_MAIL = ["operators@hospital.example"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert withdraws(publisher, draft).status_code == 302
    wait_for_alerts()
    assert "No mail was sent of" in caplog.text
