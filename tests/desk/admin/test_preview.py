"""The whole site from the draft: for staff who asked for it, and for nobody else."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import freeze, publish, write_draft
from navigator.guide.proofread import broken
from navigator.readers.urls import urlpatterns as option_pages
from navigator.readers.urls import urlpatterns as questionnaire_pages
from tests.desk.admin.staff import Staff, change_url
from tests.guide import reference
from tests.guide.strategies import a_situation, any_of
from tests.html import parse
from tests.journeys.reader import Reader
from tests.library import library
from tests.serving import path_to
from tests.variants import with_part

pytestmark = pytest.mark.django_db

GUIDE = library()
TITLE = "A card of the draft"
LEAVE = "/admin/desk/guide/leave-preview/"
DRAFT = replace(
    with_part(GUIDE, "options", "post-card", situations=(a_situation(any_of("home", "nearby")),)),
    title=TITLE,
    questions=(GUIDE.questions[0], GUIDE.questions[1], GUIDE.questions[3], GUIDE.questions[2]),
)


def place(pattern):
    """The address of a page of the guide."""
    wanted = {"guide": GUIDE.slug, "question": GUIDE.questions[0].slug}
    return reverse(pattern.name, kwargs={name: wanted[name] for name in pattern.pattern.converters})


PAGES = sorted({place(each) for each in (*option_pages, *questionnaire_pages)})
SITE = (*PAGES, reverse("privacy"), reverse("accessibility"))


@pytest.fixture
def changed(edition):
    """A draft that differs from its edition in its title, its order and a rule."""
    return write_draft(DRAFT)


@pytest.fixture
def previewing(changed, editor):
    """Somebody on the staff who looks at the draft."""
    enter(editor, changed)
    return editor


def enter(staff, draft):
    return staff.client.get(reverse("admin:preview_guide", args=[draft.pk]))


def as_reader(staff, guide):
    """The same browser, used as readers do."""
    reader = Reader(guide)
    reader.client = staff.client
    return reader


def is_marked(page):
    return bool(page.all("a", href=LEAVE))


def pages(client):
    """Every page of the site, as this browser is shown it."""
    found = {each: client.get(each) for each in SITE}
    assert {each.status_code for each in found.values()} == {200}
    return {each: parse(response) for each, response in found.items()}


# Who sees it


def test_the_way_in_leads_to_the_start_of_the_draft(changed, editor):
    response = enter(editor, changed)
    assert response["Location"] == path_to(guide=GUIDE.slug)
    assert TITLE in editor.client.get(response["Location"]).content.decode()


def test_every_page_is_marked_as_a_preview(previewing):
    marks = {each: is_marked(page) for each, page in pages(previewing.client).items()}
    assert [each for each, mark in marks.items() if not mark] == []


def test_every_page_of_a_guide_is_from_the_draft(previewing):
    shown = pages(previewing.client)
    assert [each for each in PAGES if TITLE not in shown[each].text] == []


def test_a_question_that_is_swapped_in_is_from_the_draft(previewing):
    page = path_to("questions", "age", guide=GUIDE.slug)
    previewing.client.post(page, {"age": "adult"})
    response = previewing.client.post(page, {"age": "adult"}, headers={"HX-Request": "true"})
    assert DRAFT.questions[2].text in response.content.decode()


def test_readers_see_the_edition_and_no_mark(previewing, client):
    for page in pages(client).values():
        assert not is_marked(page)
        assert TITLE not in page.text


def test_staff_see_the_edition_until_they_ask(changed, editor):
    for page in pages(editor.client).values():
        assert not is_marked(page)
        assert TITLE not in page.text


def test_another_member_of_staff_sees_the_edition(previewing, publisher):
    assert TITLE not in publisher.client.get(PAGES[0]).content.decode()


def test_a_reader_with_a_made_up_session_sees_the_edition(previewing, client):
    client.cookies[settings.SESSION_COOKIE_NAME] = "0" * 32
    assert TITLE not in client.get(PAGES[0]).content.decode()


def test_a_wish_in_the_session_of_a_stranger_is_not_heard(changed, client):
    session = client.session
    session["preview"] = True
    session.save()
    assert TITLE not in client.get(PAGES[0]).content.decode()


@pytest.mark.parametrize("lost", ["is_staff", "is_active", "groups"])
def test_who_is_no_longer_on_the_staff_sees_the_edition(previewing, lost):
    if lost == "groups":
        previewing.user.groups.clear()
    else:
        setattr(previewing.user, lost, False)
        previewing.user.save()
    assert TITLE not in previewing.client.get(PAGES[0]).content.decode()


def test_who_logs_out_sees_the_edition(previewing):
    previewing.client.post(reverse("admin:logout"))
    assert TITLE not in previewing.client.get(PAGES[0]).content.decode()


@pytest.mark.parametrize("way", ["link", "address"])
def test_who_leaves_sees_the_edition(previewing, way):
    page = parse(previewing.client.get(PAGES[0]))
    href = page.all("a", href=LEAVE)[0]["href"] if way == "link" else reverse("admin:leave_preview")
    previewing.client.get(href)
    for page in pages(previewing.client).values():
        assert not is_marked(page)
        assert TITLE not in page.text


def test_leaving_leads_back_to_the_guide_it_came_from(changed, editor):
    write_draft(replace(GUIDE, slug="other-card", title="Another card"))
    enter(editor, changed)
    editor.client.get("/other-card/")
    assert editor.client.get(LEAVE)["Location"] == change_url(changed)


def test_leaving_without_a_preview_leads_to_the_guides(editor):
    assert editor.client.get(LEAVE)["Location"] == reverse("admin:desk_guide_changelist")


def test_leaving_leads_to_the_guides_where_the_guide_is_gone(draft, editor):
    enter(editor, draft)
    draft.delete()
    assert editor.client.get(LEAVE)["Location"] == reverse("admin:desk_guide_changelist")


def test_a_guide_that_was_never_published_can_be_previewed(draft, editor, client):
    enter(editor, draft)
    assert {client.get(each).status_code for each in PAGES if each != "/"} == {404}
    assert {editor.client.get(each).status_code for each in PAGES} == {200}
    assert GUIDE.title not in client.get("/").content.decode()
    assert GUIDE.title in editor.client.get("/").content.decode()


def test_every_draft_is_shown_and_not_only_the_one_asked_for(previewing):
    write_draft(replace(GUIDE, slug="other-card", title="Another card"))
    assert "Another card" in previewing.client.get("/").content.decode()


def test_a_draft_with_errors_that_do_not_break_it_is_shown(changed, editor):
    changed.option_set.update(source_text="")
    enter(editor, changed)
    assert {editor.client.get(each).status_code for each in PAGES} == {200}


def test_an_edit_is_seen_at_once(previewing, changed):
    changed.option_set.filter(slug="town-card").update(plain="Newer words.")
    page = path_to("all-options", guide=GUIDE.slug)
    assert "Newer words." in previewing.client.get(page).content.decode()


# The questionnaire


def test_the_questions_are_those_of_the_draft_to_the_end(previewing):
    reader = as_reader(previewing, DRAFT).starts()
    reader.answers(age="adult", likes=["games"], home="nearby")
    assert reader.at_options
    assert is_marked(reader.page)
    said = {"age": {"adult"}, "likes": {"games"}, "home": {"nearby"}}
    assert reader.verdicts() == reference.verdicts(DRAFT, said)
    assert "post-card" in reader.listed("match")


def test_answers_of_a_preview_do_not_reach_the_published_guide(previewing):
    as_reader(previewing, DRAFT).starts().answers(age="adult", likes=["games"], home="nearby")
    previewing.client.get(LEAVE)
    reader = as_reader(previewing, GUIDE).sees_options()
    assert reader.said() == {}
    assert reader.verdicts() == reference.verdicts(GUIDE, {})


def test_answers_to_the_published_guide_do_not_reach_the_preview(changed, editor):
    as_reader(editor, GUIDE).starts().answers(age="adult", home="far", likes=["games"])
    enter(editor, changed)
    assert as_reader(editor, DRAFT).said() == {}


def test_a_preview_leaves_the_answers_to_the_published_guide_alone(changed, editor):
    as_reader(editor, GUIDE).starts().answers(age="adult", home="far", likes=["games"])
    enter(editor, changed)
    as_reader(editor, DRAFT).starts().answers(age="child", guardian="yes")
    editor.client.get(LEAVE)
    said = {slug: set(chosen) for slug, chosen in as_reader(editor, GUIDE).said().items()}
    assert said == {"age": {"adult"}, "home": {"far"}, "likes": {"games"}}


# A draft that cannot be shown


@pytest.fixture
def broken_draft(changed):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    assert broken(freeze(changed))
    return changed


def test_a_broken_draft_has_a_page_that_says_what_to_put_right(broken_draft, editor):
    enter(editor, broken_draft)
    for each in set(PAGES) - {"/"}:
        response = editor.client.get(each)
        assert response.status_code in (200, 409)
        page = parse(response)
        assert is_marked(page)
        for finding in broken(freeze(broken_draft)):
            assert finding.what in page.text


def test_a_broken_draft_leaves_other_guides_and_the_home_page_alone(broken_draft, editor):
    write_draft(replace(GUIDE, slug="other-card", title="Another card"))
    enter(editor, broken_draft)
    assert editor.client.get("/").status_code == 200
    assert editor.client.get(path_to(guide="other-card")).status_code == 200


def test_a_broken_draft_is_no_matter_to_readers(broken_draft, client):
    assert {client.get(each).status_code for each in PAGES} == {200}


# The publisher


def test_after_publishing_the_preview_and_the_site_agree(changed):
    publisher = Staff("paula", "Publisher")
    enter(publisher, changed)
    publisher.publishes(changed)
    assert TITLE in Client().get(PAGES[0]).content.decode()
    publish(changed, "Again")
    assert TITLE in publisher.client.get(PAGES[0]).content.decode()
