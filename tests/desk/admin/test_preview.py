"""The whole site from the draft: for staff who asked for it, and for nobody else."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.urls import reverse

from navigator.desk import models
from navigator.desk.rows import freeze, write_draft
from navigator.guide.proofread import broken
from navigator.readers.urls import urlpatterns
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
LEAVE = "/admin/desk/guide/leave-preview/"
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
PAGES = sorted({place(each) for each in urlpatterns} - {*OF_NO_GUIDE})
SITE = (*PAGES, *OF_NO_GUIDE)
HOME = PAGES[0]


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
    """Return the same browser, used as readers do."""
    reader = Reader(guide)
    reader.client = staff.client
    return reader


def is_marked(page):
    return bool(page.all("a", href=LEAVE))


def sees_draft(client, page=HOME):
    return TITLE in client.get(page).content.decode()


def pages(client, places=SITE):
    found = {each: client.get(each) for each in places}
    assert {each.status_code for each in found.values()} == {200}
    return {each: parse(response) for each, response in found.items()}


# Who sees it


def test_every_page_is_of_the_draft_and_marked_until_the_preview_is_left(changed, editor):
    response = enter(editor, changed)
    assert response["Location"] == path_to()
    shown = pages(editor.client)
    assert [each for each, page in shown.items() if not is_marked(page)] == []
    assert [each for each in PAGES if TITLE not in shown[each].text] == []
    assert "no-store" in editor.client.get(HOME)["Cache-Control"]
    response = editor.client.get(shown[HOME].all("a", href=LEAVE)[0]["href"])
    assert response["Location"] == change_url(changed)
    for page in pages(editor.client).values():
        assert not is_marked(page)
        assert TITLE not in page.text


@pytest.mark.parametrize("step", ["all-options", "glossary", "about"])
def test_a_page_that_is_otherwise_the_same_for_everyone_is_kept_by_nobody(previewing, client, step):
    tag = client.get(path_to(step))["ETag"]
    response = previewing.client.get(path_to(step), headers={"If-None-Match": tag})
    assert is_marked(parse(response))
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_a_code_that_was_made_in_the_preview_leads_back_to_the_draft(previewing, client):
    staff = previewing.client
    staff.post(question_path("home"), {"home": "nearby"})
    code = parse(staff.get(path_to("options"))).one(data_code=True).text
    staff.cookies.pop("answers")
    assert staff.post("/continue/", {"code": code})["Location"] == path_to("options")
    page = parse(staff.get(path_to("options")))
    assert TITLE in page.text
    assert page.one(data_code=True).text == code
    assert client.post("/continue/", {"code": code}).status_code == 422


def test_readers_see_the_edition_and_no_mark(previewing, client):
    for page in pages(client).values():
        assert not is_marked(page)
        assert TITLE not in page.text


def test_nobody_else_sees_it(previewing, publisher, client):
    assert not sees_draft(publisher.client)
    client.cookies[settings.SESSION_COOKIE_NAME] = "0" * 32  # made up
    assert not sees_draft(client)


def test_a_wish_in_the_session_of_a_stranger_is_not_heard(changed, client):
    session = client.session
    session["preview"] = True
    session.save()
    assert not sees_draft(client)


@pytest.mark.parametrize("lost", ["is_staff", "is_active", "groups", "session"])
def test_who_is_no_longer_on_the_staff_sees_the_edition(previewing, lost):
    if lost == "session":
        previewing.client.post(reverse("admin:logout"))
    elif lost == "groups":
        previewing.user.groups.clear()
    else:
        setattr(previewing.user, lost, False)
        previewing.user.save()
    assert not sees_draft(previewing.client)


def test_leaving_leads_to_the_guides_where_no_guide_is_known(draft, editor):
    guides = reverse("admin:desk_guide_changelist")
    assert editor.client.get(LEAVE)["Location"] == guides
    enter(editor, draft)
    draft.delete()
    assert editor.client.get(LEAVE)["Location"] == guides


def test_a_guide_that_was_never_published_can_be_previewed(draft, editor, client):
    enter(editor, draft)
    assert {client.get(each).status_code for each in PAGES if each != "/"} == {404}
    assert pages(editor.client, PAGES)
    assert GUIDE.title not in client.get("/").content.decode()
    assert GUIDE.title in editor.client.get("/").content.decode()


def test_a_draft_with_errors_that_do_not_break_it_is_shown(previewing, changed):
    changed.option_set.update(source_text="")
    assert pages(previewing.client, PAGES)


def test_an_edit_is_seen_at_once_and_every_draft_is_shown(previewing, changed):
    changed.option_set.filter(slug="town-card").update(plain="Newer words.")
    page = path_to("all-options")
    assert "Newer words." in previewing.client.get(page).content.decode()
    write_draft(OTHER)
    assert "Another card" in previewing.client.get("/").content.decode()


def test_after_publishing_the_preview_and_the_site_agree(changed, publisher, client):
    enter(publisher, changed)
    publisher.publishes(changed)
    assert sees_draft(client)
    assert sees_draft(publisher.client)


# The questionnaire


def test_a_question_that_is_swapped_in_is_from_the_draft(previewing):
    page = path_to("questions", "age")
    response = previewing.client.post(page, {"age": "adult"}, headers={"HX-Request": "true"})
    assert DRAFT.questions[2].text in response.content.decode()


def test_the_questions_are_those_of_the_draft_to_the_end(previewing):
    reader = as_reader(previewing, DRAFT).starts()
    reader.answers(age="adult", likes=["games"], home="nearby")
    assert reader.at_options
    assert is_marked(reader.page)
    said = {"age": {"adult"}, "likes": {"games"}, "home": {"nearby"}}
    assert reader.verdicts() == reference.verdicts(DRAFT, said)
    assert "post-card" in reader.listed("match")
    previewing.client.get(LEAVE)
    reader = as_reader(previewing, GUIDE).sees_options()
    assert reader.said() == {}
    assert reader.verdicts() == reference.verdicts(GUIDE, {})


def test_answers_to_the_published_guide_stay_with_it(changed, editor):
    as_reader(editor, GUIDE).starts().answers(age="adult", home="far", likes=["games"])
    enter(editor, changed)
    assert as_reader(editor, DRAFT).said() == {}
    as_reader(editor, DRAFT).starts().answers(age="child", guardian="yes")
    editor.client.get(LEAVE)
    said = {slug: set(chosen) for slug, chosen in as_reader(editor, GUIDE).said().items()}
    assert said == {"age": {"adult"}, "home": {"far"}, "likes": {"games"}}


# A draft that cannot be shown


def test_a_broken_draft_has_a_page_that_says_what_to_put_right(previewing, changed, client):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    findings = {finding.what for finding in broken(freeze(changed))}
    for each in set(PAGES) - {"/"}:
        response = previewing.client.get(each)
        assert response.status_code == 409
        assert is_marked(parse(response))
        assert [each for each in findings if each not in parse(response).text] == []
    # It is no matter to the home page, to another guide, or to readers.
    write_draft(OTHER)
    assert pages(previewing.client, ["/", path_to(guide="other-card")])
    assert pages(client, PAGES)
