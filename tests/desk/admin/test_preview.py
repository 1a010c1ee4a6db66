"""The whole site from the draft, at an address of its own: for staff, and for nobody else."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from navigator.desk import models
from navigator.desk.rows import freeze, write_draft
from navigator.guide.proofread import broken
from navigator.readers.urls import pages as readers_pages
from tests.desk.admin.staff import change_url
from tests.guide import reference
from tests.guide.builders import a_situation, any_of
from tests.html import parse
from tests.journeys.reader import Reader
from tests.library import library
from tests.serving import path_to, question_path
from tests.variants import with_part

GUIDE = library()
TITLE = "A card of the draft"
OTHER = replace(GUIDE, slug="other-card", title="Another card")
RULE = (a_situation(any_of("home", "nearby")),)
DRAFT = replace(
    with_part(GUIDE, "options", "post-card", situations=RULE),
    title=TITLE,
    questions=(GUIDE.questions[0], GUIDE.questions[1], GUIDE.questions[3], GUIDE.questions[2]),
)


def place(pattern):
    """Return the address of a page of the guide."""
    wanted = {"guide": GUIDE.slug, "question": GUIDE.questions[0].slug}
    return reverse(pattern.name, kwargs={name: wanted[name] for name in pattern.pattern.converters})


OF_NO_GUIDE = [reverse(name) for name in ("continue", "privacy", "accessibility")]
PAGES = sorted({place(each) for each in readers_pages} - {*OF_NO_GUIDE})
SITE = (*PAGES, *OF_NO_GUIDE)


def of_draft(page):
    """Return where the preview has a page of the site."""
    return f"/admin/preview{page}"


@pytest.fixture
def changed(edition):
    """A draft that differs from its edition in its title, its order and a rule."""
    return write_draft(DRAFT)


def as_reader(staff, guide, below=""):
    """Return the same browser, used as readers do, below an address."""
    reader = Reader(guide, below)
    reader.client = staff.client
    return reader


def is_marked(page):
    return bool(page.all("aside", class_="preview-bar"))


def pages(client, places):
    found = {each: client.get(each) for each in places}
    assert {each.status_code for each in found.values()} == {200}
    return {each: parse(response) for each, response in found.items()}


def shown(client, places=SITE):
    return pages(client, map(of_draft, places))


# Who sees it


def test_every_page_is_of_the_draft_and_marked_and_leads_back_to_the_workbench(changed, editor):
    response = editor.client.get(reverse("admin:preview_guide", args=[changed.pk]))
    assert response["Location"] == of_draft(path_to())
    found = shown(editor.client)
    assert [each for each, page in found.items() if not is_marked(page)] == []
    assert [each for each in PAGES if TITLE not in found[of_draft(each)].text] == []
    for each in PAGES[1:]:
        bar = found[of_draft(each)].one("aside", class_="preview-bar")
        assert bar.one("a")["href"] == change_url(changed)
    bar = found[of_draft("/")].one("aside", class_="preview-bar")
    assert bar.one("a")["href"] == reverse("admin:desk_guide_changelist")
    for page in pages(editor.client, SITE).values():
        assert not is_marked(page)
        assert TITLE not in page.text


def test_every_link_and_form_of_the_preview_stays_in_it(changed, editor):
    for path, page in shown(editor.client).items():
        bar = page.one("aside", class_="preview-bar")
        links = [each["href"] for each in page.all("a", href=True)]
        links += [each["action"] for each in page.all("form", action=True)]
        out = [each for each in links if re.match("/(?!admin/preview/)", each)]
        assert out == [bar.one("a")["href"]], path


@pytest.mark.parametrize("step", ["all-options", "glossary", "about"])
def test_a_page_that_is_otherwise_the_same_for_everyone_is_kept_by_nobody(changed, editor, step):
    response = editor.client.get(of_draft(path_to(step)))
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_a_code_that_was_made_in_the_preview_leads_back_to_the_draft(changed, editor, client):
    staff = editor.client
    staff.post(of_draft(question_path("home")), {"home": "nearby"})
    options = of_draft(path_to("options"))
    code = parse(staff.get(options)).one(data_code=True).text
    staff.cookies.pop("answers")
    assert staff.post(of_draft("/continue/"), {"code": code})["Location"] == options
    page = parse(staff.get(options))
    assert TITLE in page.text
    assert page.one(data_code=True).text == code
    assert client.post("/continue/", {"code": code}).status_code == 422


def test_strangers_are_sent_to_log_in(changed, client):
    for page in map(of_draft, SITE):
        for response in (client.get(page), client.post(page, {"home": "nearby"})):
            assert response["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("lost", ["is_staff", "is_active", "groups", "session"])
def test_who_is_no_longer_on_the_staff_sees_no_draft(changed, editor, lost):
    if lost == "session":
        editor.client.post(reverse("admin:logout"))
    elif lost == "groups":
        editor.user.groups.clear()
    else:
        setattr(editor.user, lost, False)
        editor.user.save()
    for page in map(of_draft, SITE):
        response = editor.client.get(page)
        assert response.status_code == (403 if lost == "groups" else 302)
        assert TITLE not in response.content.decode()


def test_a_readers_page_asks_for_no_session(changed, editor):
    """Whatever session cookie comes with it: that of staff, or one that was made up."""
    client = Client()
    for session in (editor.client.cookies["sessionid"].value, "a" * 32):
        client.cookies["sessionid"] = session
        with CaptureQueriesContext(connection) as asked:
            found = pages(client, SITE)
        tables = set(re.findall(r'FROM "([a-z]+)_', str(asked.captured_queries)))
        assert tables == {"editions"}  # the newest is looked for at each request here
        assert not any(map(is_marked, found.values()))


def test_a_guide_that_was_never_published_can_be_previewed(draft, editor, client):
    assert {client.get(each).status_code for each in PAGES if each != "/"} == {404}
    assert shown(editor.client, PAGES)
    assert GUIDE.title not in client.get("/").content.decode()
    assert GUIDE.title in editor.client.get(of_draft("/")).content.decode()


def test_a_page_of_no_draft_is_not_found(draft, editor):
    assert editor.client.get(of_draft("/no-such-guide/")).status_code == 404


def test_a_draft_with_errors_that_do_not_break_it_is_shown(changed, editor):
    changed.option_set.update(source_text="")
    assert shown(editor.client, PAGES)


def test_an_edit_is_seen_at_once_and_every_draft_is_shown(changed, editor):
    changed.option_set.filter(slug="town-card").update(plain="Newer words.")
    page = of_draft(path_to("all-options"))
    assert "Newer words." in editor.client.get(page).content.decode()
    write_draft(OTHER)
    assert "Another card" in editor.client.get(of_draft("/")).content.decode()


def test_after_publishing_the_preview_and_the_site_agree(changed, publisher, client):
    publisher.publishes(changed)
    for page in (PAGES[1], of_draft(PAGES[1])):
        assert TITLE in publisher.client.get(page).content.decode()


# The questionnaire


def test_a_question_that_is_swapped_in_is_from_the_draft(changed, editor):
    page = of_draft(path_to("questions", "age"))
    response = editor.client.post(page, {"age": "adult"}, headers={"HX-Request": "true"})
    assert DRAFT.questions[2].text in response.content.decode()
    assert response["HX-Push-Url"] == of_draft(question_path(DRAFT.questions[2].slug))


def test_the_questions_are_those_of_the_draft_to_the_end(changed, editor):
    reader = as_reader(editor, DRAFT, below="/admin/preview").starts()
    reader.answers(age="adult", likes=["games"], home="nearby")
    assert reader.at_options
    assert is_marked(reader.page)
    said = {"age": {"adult"}, "likes": {"games"}, "home": {"nearby"}}
    assert reader.verdicts() == reference.verdicts(DRAFT, said)
    assert "post-card" in reader.listed("match")
    reader = as_reader(editor, GUIDE).sees_options()
    assert reader.said() == {}
    assert reader.verdicts() == reference.verdicts(GUIDE, {})


def test_answers_to_the_published_guide_stay_with_it(changed, editor):
    as_reader(editor, GUIDE).starts().answers(age="adult", home="far", likes=["games"])
    of_the_draft = as_reader(editor, DRAFT, below="/admin/preview")
    assert of_the_draft.said() == {}
    of_the_draft.starts().answers(age="child", guardian="yes")
    said = {slug: set(chosen) for slug, chosen in as_reader(editor, GUIDE).said().items()}
    assert said == {"age": {"adult"}, "home": {"far"}, "likes": {"games"}}


# A draft that cannot be shown


def test_a_broken_draft_has_a_page_that_says_what_to_put_right(changed, editor, client):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    findings = {finding.what for finding in broken(freeze(changed))}
    for each in set(PAGES) - {"/"}:
        response = editor.client.get(of_draft(each))
        assert response.status_code == 409
        assert is_marked(parse(response))
        assert [each for each in findings if each not in parse(response).text] == []
    # It is no matter to the home page, to another guide, or to readers.
    write_draft(OTHER)
    assert shown(editor.client, ["/", path_to(guide="other-card")])
    assert pages(client, PAGES)
