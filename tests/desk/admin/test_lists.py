"""The lists and forms of the admin: they load, search, filter, order, and help."""

import pytest
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import freeze, write_draft
from navigator.editions.models import Edition
from tests.desk.admin.staff import choice
from tests.guides import real_guide
from tests.library import library

pytestmark = pytest.mark.django_db

GUIDE = library()
LISTED = {
    models.Guide: "title",
    models.Category: "name",
    models.Question: "label",
    models.Option: "name",
    models.Notice: "title",
    models.Term: "name",
    models.Source: "title",
    models.TrialTopic: "label",
}
PARTS = [model for model in LISTED if model is not models.Guide]


def name_of(model):
    return f"{model._meta.app_label}_{model._meta.model_name}_changelist"


def listed(staff, model, **query):
    """The keys of the rows that the list shows, in its order."""
    table = staff.opens(name_of(model), **query).all(id="result_list")
    cells = table[0].one("tbody").all("th") if table else []
    return [cell.one("a")["href"].split("/")[-3] for cell in cells]


def keys(*slugs, model=models.Option):
    return [str(model.objects.get(slug=slug).pk) for slug in slugs]


@pytest.fixture
def other(draft):
    """The first guide beside the second."""
    return write_draft(real_guide())


@pytest.mark.parametrize("model", LISTED)
def test_a_list_has_every_row_and_its_form_opens(draft, editor, model):
    rows = listed(editor, model)
    assert sorted(rows) == sorted(str(row.pk) for row in model.objects.all())
    for row in model.objects.all():
        assert editor.form(row).fields


@pytest.mark.parametrize("model", LISTED)
def test_a_form_for_a_new_row_opens(draft, editor, model):
    assert editor.new(model).fields


@pytest.mark.parametrize("model", LISTED)
def test_a_list_can_be_searched(draft, other, editor, model):
    row = model.objects.first()
    found = listed(editor, model, q=getattr(row, LISTED[model]))
    assert str(row.pk) in found
    assert listed(editor, model, q="nowhere to be found") == []


@pytest.mark.parametrize("model", PARTS)
def test_a_list_of_parts_can_be_filtered_by_guide(draft, other, editor, model):
    found = listed(editor, model, guide__id__exact=draft.pk)
    assert sorted(found) == sorted(str(row.pk) for row in model.objects.filter(guide=draft))


def test_options_are_found_by_their_own_and_the_summarys_words(draft, editor):
    assert listed(editor, models.Option, q="those far away") == keys("post-card")
    assert listed(editor, models.Option, q="by mail") == keys("post-card")
    assert listed(editor, models.Option, q="junior stamp") == keys("junior-card")


def test_questions_are_found_by_their_answers(draft, editor):
    assert listed(editor, models.Question, q="sound books") == keys("likes", model=models.Question)


def test_options_are_filtered_by_category(draft, editor):
    category = models.Category.objects.get(slug="other-cards")
    found = listed(editor, models.Option, category__id__exact=category.pk)
    assert found == keys("screen-card", "post-card")


def test_options_are_filtered_by_the_question_of_a_rule(draft, editor):
    question = models.Question.objects.get(slug="home")
    query = {"conditions__choices__question__id__exact": question.pk}
    assert listed(editor, models.Option, **query) == keys("town-card", "post-card")


def test_options_are_filtered_by_the_answer_of_a_rule(draft, editor):
    query = {"conditions__choices__id__exact": choice("likes", "films").pk}
    assert listed(editor, models.Option, **query) == keys("screen-card")


def test_options_for_everyone_are_filtered(draft, editor):
    assert listed(editor, models.Option, for_everyone__exact=1) == keys("reading-room")


@pytest.mark.parametrize(
    "lookup", ["category", "conditions__choices__question", "conditions__choices"]
)
def test_the_list_of_options_offers_its_filters(draft, editor, lookup):
    hrefs = [link.get("href", "") for link in editor.opens(name_of(models.Option)).all("a")]
    assert any(f"{lookup}__id__exact=" in href for href in hrefs)


def test_a_filter_by_answer_says_of_which_question(draft, editor):
    """“Positive” alone could be of any of them."""
    links = editor.opens(name_of(models.Option)).all("a")
    answers = [link.text for link in links if "conditions__choices__id__exact" in link["href"]]
    assert "Home: Far away" in answers


# Order


@pytest.mark.parametrize("model", PARTS)
def test_a_list_is_in_the_order_that_readers_see(draft, editor, model):
    model.objects.filter(pk=model.objects.last().pk).update(position=0)
    rows = sorted(model.objects.all(), key=lambda row: (row.position, -row.pk))
    assert set(listed(editor, model)) == {str(row.pk) for row in rows}
    assert listed(editor, model)[0] in {str(row.pk) for row in rows if row.position == 0}


def moves(staff, model, **places):
    """Type other numbers into the list, and save it."""
    page = staff.opens(name_of(model))
    sent = {each["name"]: each["value"] for each in page.all("input", type="hidden", name=True)}
    rows = [sent[f"form-{number}-id"] for number in range(model.objects.count())]
    for number, key in enumerate(rows):
        row = model.objects.get(pk=key)
        sent[f"form-{number}-position"] = places.get(row.slug.replace("-", "_"), row.position)
    response = staff.sends(name_of(model), **sent, _save="Save")
    assert response.status_code == 302


def test_rows_are_ordered_by_number_in_the_list(draft, editor):
    moves(editor, models.Question, home=0, age=1, guardian=2)
    slugs = [question.slug for question in freeze(draft).questions]
    assert slugs == ["home", "age", "guardian", "likes"]


def test_an_order_that_looks_ahead_is_found(draft, editor):
    moves(editor, models.Question, age=9)
    findings = editor.workbench(draft).one("section", aria_labelledby="findings")
    assert findings.all("li", class_="is-error")


# Help


@pytest.mark.parametrize("model", [*LISTED, models.Choice], ids=lambda m: m.__name__)
def test_every_field_says_what_it_is_for(model):
    columns = [each for each in model._meta.get_fields() if getattr(each, "editable", False)]
    silent = {each.name for each in columns if not each.auto_created and not each.help_text}
    # What a row belongs to is chosen by name; a row's own place among others is in its form.
    assert silent - {"guide", "question", "option", "notice", "position"} == set()


@pytest.mark.parametrize("slug", ["town-card", "reading-room"])
def test_a_form_leads_to_what_readers_see(draft, edition, editor, slug):
    page = editor.form(draft.option_set.get(slug=slug)).page
    hrefs = [link.get("href", "") for link in page.all("a")]
    (there,) = (href for href in hrefs if "/admin/r/" in href or href.startswith("/library-card/"))
    assert editor.client.get(there).status_code in (200, 302)


def test_the_admin_says_whose_it_is(editor):
    page = editor.opens("index")
    assert "Django" not in page.one("title").text
    assert "Django" not in page.one(id="header").text


def test_the_menu_is_in_the_order_of_the_work(draft, editor):
    hrefs = [link.get("href") for link in editor.opens("index").all("a")]
    order = [
        models.Guide,
        models.Question,
        models.Category,
        models.Option,
        models.Notice,
        models.Term,
        models.Source,
        models.TrialTopic,
        Edition,
    ]
    places = [hrefs.index(reverse(f"admin:{name_of(model)}")) for model in order]
    assert places == sorted(places)


def test_a_list_names_the_guide_only_where_there_are_several(draft, editor):
    def columns():
        page = editor.opens(name_of(models.Option))
        return [each.get("class", "") for each in page.one(id="result_list").all("th")]

    assert not any("column-guide" in each for each in columns())
    write_draft(real_guide())
    assert any("column-guide" in each for each in columns())


def test_the_menu_has_every_kind_of_row(editor):
    hrefs = [link.get("href") for link in editor.opens("index").all("a")]
    for model in (*LISTED, Edition):
        assert reverse(f"admin:{name_of(model)}") in hrefs
