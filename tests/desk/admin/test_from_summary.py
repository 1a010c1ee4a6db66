"""A guide on another cancer is made at the desk from nothing but the text of its summary.

The text is that of NCI's summary on non-small cell lung cancer. What is not its own is made up for
the test, and says nothing medical.
"""

from pathlib import Path

import pytest
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import proofread_draft
from navigator.desk.rows import freeze
from navigator.editions.shelf import shelf
from navigator.guide.held import hold
from navigator.guide.summary import Form
from tests.html import parse
from tests.serving import path_to

from .at_the_summary import carries

SLUG = "lung-cancer"
TEXT = (Path(__file__).parent / "lung.txt").read_text(encoding="utf-8")
CATEGORIES = ["Chemotherapy", "Targeted therapy", "Immunotherapy", "Radiation therapy", "Surgery"]
BRAIN = "spread to the brain"


def makes(staff, text=TEXT, **names):
    names = {"title": "Lung cancer", "slug": SLUG} | names
    return staff.sends("from_summary", pasted=text, taken_from="cancer.gov", **names)


@pytest.mark.django_db
def test_a_text_that_is_pasted_twice_begins_no_guide(editor):
    page = parse(makes(editor, f"{TEXT}\n\n{TEXT}"))
    assert "every statement twice" in page.text
    assert page.one("input", name="slug")["value"] == SLUG
    assert not models.Guide.objects.exists()


def adds_categories(staff, draft):
    for name in CATEGORIES:
        form = staff.new(models.Category)
        slug = name.lower().replace(" ", "-")
        form.types(guide=str(draft.pk), name=name, slug=slug, about="What they share.").must_save()


def fills_the_guide_in(staff, draft):
    form = staff.form(draft)
    form.types(
        publisher="the National Cancer Institute",
        introduction="Answer one question.",
        about_condition="This cancer has spread.",
        decision="Which treatment to ask about.",
        minutes="1",
        next_steps="Print this page.",
        help_now="Call your care team.",
        trials_about="A trial tries a treatment out.",
        trials_url="https://trials.example/",
        disclaimer="This does not take the place of your care team.",
        attribution="Made of a summary of the National Cancer Institute.",
    )
    form.must_save()
    source = models.Source.objects.get(guide=draft)
    staff.form(source).types(publisher="National Cancer Institute").must_save()


def adds_a_question(staff, draft):
    form = staff.new(models.Question)
    form.types(guide=str(draft.pk), slug="brain", kind="one", label="Brain")
    form.types(text="Is it in the brain?", why="Some treatments are for the brain.")
    form.types(where="Look in your scan.", ask_team="Is it in the brain?")
    answers = [("yes", "It is in the brain."), ("no", "It is not."), ("unsure", "You don’t know.")]
    form.fields["choices-TOTAL_FORMS"] = str(len(answers))
    for number, (slug, statement) in enumerate(answers):
        for name, value in (("slug", slug), ("label", slug), ("statement", statement)):
            form.fields[f"choices-{number}-{name}"] = value
        form.fields[f"choices-{number}-position"] = str(number)
    form.fields["choices-2-uncertain"] = "on"
    form.must_save()


def fills_the_options_in(staff, draft):
    """Those for cancer in the brain get a rule, and the others are for everyone."""
    yes = models.Choice.objects.get(question__guide=draft, slug="yes")
    for option in draft.option_set.all():
        form = staff.form(option).types(plain="Ask your care team what this can do for you.")
        if BRAIN in option.source_text:
            form.adds_row(yes)
        else:
            form.types(for_everyone="on")
        form.must_save()


def test_a_guide_is_made_of_its_summary_and_published_without_code(publisher, client):
    listed = publisher.opens("desk_guide_changelist")
    assert listed.all("a", href=reverse("admin:from_summary"))
    publisher.opens("from_summary")
    response = makes(publisher)
    draft = models.Guide.objects.get()
    assert response["Location"] == reverse("admin:summary_guide", args=[draft.pk])
    adds_categories(publisher, draft)
    carries(publisher, draft)
    made = {each.name: each.options.count() for each in draft.category_set.all()}
    assert made == dict(zip(CATEGORIES, [3, 8, 1, 2, 3], strict=True))
    fills_the_guide_in(publisher, draft)
    adds_a_question(publisher, draft)
    fills_the_options_in(publisher, draft)

    draft.refresh_from_db()
    assert [each for each in proofread_draft(draft, freeze(draft)) if each.stops_publishing] == []
    held = hold(freeze(draft))
    assert not any(held.not_carried)
    assert held.without_lead == ()
    # The text has neither, and every guide needs them.
    assert [each.field for each in held.unknown] == ["disclaimer", "attribution"]
    assert publisher.publishes(draft, "From its summary.").status_code == 302

    assert shelf.get(SLUG).number == 1
    page = parse(client.get(path_to("all-options", guide=SLUG)))
    bullets = [each.text for each in held.statements if each.form is Form.BULLET]
    assert len(bullets) == 17
    for bullet in bullets:
        assert bullet in page.text


def test_a_slug_that_is_taken_loses_nothing_that_was_typed(publisher):
    makes(publisher)
    page = parse(makes(publisher, title="Another"))
    assert "already" in page.one(class_="errorlist").text
    assert page.one("input", name="title")["value"] == "Another"
    assert "Combination chemotherapy." in page.one("textarea", name="pasted").text
    assert models.Guide.objects.count() == 1


@pytest.mark.parametrize("text", ["", "<div><p>A page</p></div>", "Some text.\n\x00"])
def test_what_is_no_summary_makes_no_guide(publisher, text):
    page = parse(makes(publisher, text))
    assert page.one(class_="errorlist nonfield").text
    assert not models.Guide.objects.exists()


def test_who_may_not_add_a_guide_makes_none(publisher):
    publisher.user.groups.clear()
    assert makes(publisher).status_code == 403
    assert not models.Guide.objects.exists()
