"""The lists and forms of the admin: they load, search, filter, order, and help."""

from dataclasses import replace

import pytest
from django.urls import reverse

from navigator.desk import models
from navigator.desk.rows import write_draft
from navigator.editions.models import Edition
from navigator.guide.model import Translation
from tests.desk.admin.staff import choice
from tests.treatments import guide_with_facts
from tests.wider import PANEL

GUIDE = replace(guide_with_facts(), panels=(PANEL,), translations=(Translation(slug="es"),))
PARTS = list(models.PART_MODELS.values())
MENU = [
    *(models.Guide, models.Question, models.Category, models.Option, models.Notice),
    *(models.Term, models.Fact, models.FactKind, models.Source, models.TrialTopic, Edition),
]


@pytest.fixture
def draft(draft):
    """With facts, and a remark."""
    return write_draft(GUIDE, draft)


def name_of(model):
    return f"{model._meta.app_label}_{model._meta.model_name}_changelist"


def listed(staff, model, **query):
    """Return the slugs of the rows that a list shows, in its order."""
    response = staff.client.get(reverse(f"admin:{name_of(model)}"), query)
    assert response.status_code == 200
    return [row.slug for row in response.context["cl"].result_list]


@pytest.fixture
def other(draft):
    """A second guide, of which every part has a slug of its own."""
    parts = {
        place: tuple(replace(part, slug=f"{part.slug}-2") for part in getattr(GUIDE, place))
        for place in ("notices", "terms", "trial_topics")
    }
    parts |= {"facts": (), "options": tuple(replace(o, treatments=()) for o in GUIDE.options)}
    return write_draft(replace(GUIDE, slug="other-card", title="Another", **parts))


@pytest.mark.parametrize("model", [models.Guide, *PARTS], ids=lambda model: model.__name__)
def test_a_list_has_every_row_in_order_and_finds_it_by_name(draft, editor, model):
    in_order = [row.slug for row in model.objects.all()]
    assert listed(editor, model) == in_order
    row = model.objects.last()
    assert row.slug in listed(editor, model, q=str(row))
    assert listed(editor, model, q="nowhere to be found") == []
    if model is not models.ExampleReader:  # added on the page “Try a reader”
        assert editor.new(model).fields


@pytest.mark.parametrize("model", [models.Notice, models.Term, models.TrialTopic])
def test_a_list_of_parts_can_be_filtered_by_guide(other, editor, model):
    found = listed(editor, model, guide__id__exact=other.pk)
    assert found == [row.slug for row in model.objects.filter(guide=other)]


@pytest.mark.parametrize(
    ("words", "found"),
    [("those far away", "post-card"), ("by mail", "post-card"), ("junior stamp", "junior-card")],
)
def test_options_are_found_by_their_own_and_the_summarys_words(draft, editor, words, found):
    assert listed(editor, models.Option, q=words) == [found]


def test_questions_are_found_by_their_answers(draft, editor):
    assert listed(editor, models.Question, q="sound books") == ["likes"]


def test_options_are_filtered_by_category_and_by_what_their_rules_name(draft, editor):
    page = editor.opens(name_of(models.Option))
    filters = {link.text: link["href"] for link in page.one(id="changelist-filter").all("a")}
    category = draft.category_set.get(slug="other-cards")
    question = draft.question_set.get(slug="home")
    films = choice("likes", "films")
    for text, query, found in (
        ("Other cards", {"category__id__exact": category.pk}, ["screen-card", "post-card"]),
        (
            "Home",
            {"conditions__choices__question__id__exact": question.pk},
            ["town-card", "post-card"],
        ),
        # “Films” alone could be an answer to any question.
        ("Things to borrow: Films", {"conditions__choices__id__exact": films.pk}, ["screen-card"]),
        ("Yes", {"for_everyone__exact": 1}, ["reading-room"]),
    ):
        ((name, value),) = query.items()
        assert filters[text] == f"?{name}={value}"
        assert listed(editor, models.Option, **query) == found
    headings = page.one(id="changelist-filter").text
    assert "question in its rule" in headings
    assert "answers in its rule" in headings


def test_a_list_names_the_guide_only_where_there_are_several(draft, editor):
    def names_the_guide():
        heads = editor.opens(name_of(models.Option)).one(id="result_list").all("th")
        return any("column-guide" in each.get("class", "") for each in heads)

    assert not names_the_guide()
    write_draft(replace(GUIDE, slug="other-card"))
    assert names_the_guide()


# Help


@pytest.mark.parametrize("model", [models.Guide, *PARTS, models.Choice], ids=lambda m: m.__name__)
def test_every_field_says_what_it_is_for(model):
    columns = [each for each in model._meta.get_fields() if getattr(each, "editable", False)]
    silent = {each.name for each in columns if not each.auto_created and not each.help_text}
    # What a row belongs to is chosen by name.
    assert silent - {"guide", "question"} == set()


@pytest.mark.parametrize("model", [models.Guide, *PARTS], ids=lambda m: m.__name__)
def test_every_field_is_in_the_form(draft, editor, model):
    """A column that no form shows could not be edited. Rows are put in order in their list."""
    row = model.objects.first()
    columns = {
        each.name for each in (*model._meta.fields, *model._meta.many_to_many) if each.editable
    }
    if model is models.ExampleReader:  # of which these are in words, and not to be typed
        columns = columns - {"answers", "match", "depends"} | {"said", "expected"}
    shown = {
        name
        for each in editor.form(row).response.context["adminform"]
        for line in each
        for name in line.fields
    }
    # A panel's tests become questions.
    assert columns - {"id", "position"} == shown - {"seen_version", "tests"}


def test_a_list_of_one_guide_offers_its_own_parts_to_filter_by_and_does_not_name_it(
    draft, other, editor
):
    page = editor.opens("desk_option_changelist", guide__id__exact=other.pk)
    offered = page.one(id="changelist-filter").text
    assert offered.count("Home: Far away") == 1
    assert not page.all("td", class_="field-guide nowrap")
    assert editor.opens("desk_option_changelist").all("td", class_="field-guide nowrap")


@pytest.mark.parametrize("slug", ["town-card", "reading-room"])
def test_a_form_leads_to_what_readers_see(draft, edition, editor, slug):
    page = editor.form(draft.option_set.get(slug=slug)).page
    hrefs = [link.get("href", "") for link in page.all("a")]
    (there,) = (href for href in hrefs if "/admin/r/" in href or href.startswith("/library-card/"))
    assert editor.client.get(there).status_code in (200, 302)


@pytest.mark.parametrize("page", ["", "add/", "{}/change/", "{}/delete/", "{}/history/"])
def test_answers_have_no_pages_that_would_pass_by_the_log_of_their_guide(draft, editor, page):
    choice = models.Choice.objects.first()
    place = "/admin/desk/choice/" + page.format(choice.pk)
    assert editor.client.get(place).status_code == 404
    assert editor.client.post(place, {"label": "x", "post": "yes"}).status_code == 404


def test_the_menu_is_in_the_order_of_the_work_and_says_whose_it_is(editor):
    page = editor.opens("index")
    hrefs = [link.get("href") for link in page.all("a")]
    places = [hrefs.index(reverse(f"admin:{name_of(model)}")) for model in MENU]
    assert places == sorted(places)
    # Answers are edited with their question.
    assert not [href for href in hrefs if "/desk/choice/" in (href or "")]
    assert "Django" not in page.one("title").text
    assert "Django" not in page.one(id="header").text
