"""The translator's desk: texts side by side, PO files out and in, signing, and publishing."""

import polib
import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from navigator.desk import models
from navigator.desk.reviewing import review_of
from navigator.desk.rows import freeze, write_draft
from navigator.desk.translating import progress
from navigator.editions.readable import newest_readable
from navigator.guide.language import in_language
from navigator.guide.model import Wording
from navigator.guide.po import write_translation
from tests.desk.admin.staff import Staff
from tests.html import Form, parse
from tests.library import library
from tests.translated import in_other_words, translated

GUIDE = translated(library())
CARD = "option junior-card plain"  # a text that the tests change
OLD, NEW = GUIDE.option_by_slug["junior-card"].plain, "It is a card for the young, since May."


@pytest.fixture(autouse=True)
def _in_spanish(draft):
    write_draft(GUIDE, draft)


@pytest.fixture
def tina(draft):
    """A translator whose name readers see."""
    staff = Staff("tina", "Translator")
    models.Reviewer.objects.create(user=staff.user, name="Tina Ríos", role="translator")
    return staff


def change(draft, text=NEW):
    draft.option_set.filter(slug="junior-card").update(plain=text)


def page(staff, draft, **query):
    query = {"language": "es"} | query
    return staff.opens("translation_guide", draft.pk, **query).one("div", class_="workbench")


def hidden(form):
    return {name: values[0] for name, values in Form(form).hidden().items()}


def forms(staff, draft, **query):
    """The texts on the page, by their names."""
    found = page(staff, draft, **query).all("form", class_="translated")
    return {hidden(form)["name"]: form for form in found}


def form_of(staff, draft, name=CARD, **query):
    return forms(staff, draft, **query)[name]


def saves(staff, draft, form, text=None, **headers):
    """Send the form of a text as it is, or with another wording."""
    sent = hidden(form) | {"text": form.one("textarea").text if text is None else text}
    return staff.client.post(form["action"], sent, headers=headers)


def wording(draft, field="plain", slug="junior-card"):
    found = models.Wording.objects.filter(guide=draft, kind="option", slug=slug, field=field)
    return found.values_list("source", "text").first()


# The page


def test_a_text_that_has_changed_is_to_check_with_its_old_and_its_new_words(tina, draft):
    change(draft)
    form = form_of(tina, draft)  # what is to check is shown first
    old, new = form.one("div", class_="both").all("p", lang="en")
    assert (old.text, new.text) == (OLD, NEW)
    assert form.one("textarea").text == in_other_words(OLD)
    assert "To check" in form.one("h2").text


def test_one_press_makes_it_whole_again(tina, draft):
    change(draft)
    before = progress(freeze(draft), "es")
    assert (before.texts_to_check, before.percent) == (1, 98)
    saves(tina, draft, form_of(tina, draft))
    assert wording(draft) == (NEW, in_other_words(OLD))
    assert progress(freeze(draft), "es").percent == 100
    row = models.Wording.objects.get(guide=draft, slug="junior-card", field="plain")
    assert (row.saved_by, row.saved_at is not None) == (tina.user, True)


def test_what_was_translated_is_in_the_log_once(tina, draft):
    form = form_of(tina, draft, show="all", kind="option")
    saves(tina, draft, form, "Otra cosa.")
    saves(tina, draft, form_of(tina, draft, show="all", kind="option"))
    (entry,) = LogEntry.objects.filter(user=tina.user)
    assert entry.change_message == f"Translated “{CARD}” into “es”"


def test_htmx_gets_the_row_of_the_text_again(tina, draft):
    change(draft)
    response = saves(tina, draft, form_of(tina, draft), "Otra cosa.", **{"HX-Request": "true"})
    row = parse(response)
    assert not row.all("html")
    assert "Done" in row.one("h2").text
    assert row.one("textarea").text == "Otra cosa."
    assert row.one(role="status").text == "Saved."


def test_who_saves_after_somebody_else_is_told_and_loses_nothing(tina, draft, editor):
    theirs = form_of(tina, draft, show="all", kind="option")
    saves(editor, draft, form_of(editor, draft, show="all", kind="option"), "Primero.")
    told = parse(saves(tina, draft, theirs, "Segundo."))
    assert wording(draft)[1] == "Primero."
    assert "Segundo." in told.one(role="alert").text
    assert told.one("textarea").text == "Primero."


def test_who_saves_after_the_text_has_changed_is_told(tina, draft):
    form = form_of(tina, draft, show="all", kind="option")
    change(draft)
    for headers in ({}, {"HX-Request": "true"}):
        told = parse(saves(tina, draft, form, "Otra cosa.", **headers))
        assert "Otra cosa." in told.one(role="alert").text
    assert wording(draft) == (OLD, in_other_words(OLD))


def test_what_was_written_for_a_text_that_is_gone_is_shown(tina, draft):
    form = form_of(tina, draft, show="all", kind="option")
    models.Option.objects.filter(slug="junior-card").update(slug="young-card")
    assert "Otra cosa." in parse(saves(tina, draft, form, "Otra cosa.")).text


def test_a_wording_can_be_taken_away(tina, draft):
    saves(tina, draft, form_of(tina, draft, show="all", kind="option"), "")
    assert wording(draft) is None
    assert progress(freeze(draft), "es").missing_texts == 1
    form = form_of(tina, draft, show="missing")
    assert "Missing" in form.one("h2").text


def test_texts_are_shown_by_what_is_to_do_and_by_kind(tina, draft):
    change(draft)
    models.Wording.objects.filter(guide=draft, kind="question", slug="age", field="why").delete()

    def names(**query):
        return [*forms(tina, draft, **query)]

    assert names(show="to-check") == [CARD]
    assert names(show="missing") == ["question age why"]
    assert all(each.startswith("notice ") for each in names(show="all", kind="notice"))
    assert CARD not in names(show="done", kind="option")
    # Both voices of a text stand one after the other.
    both = names(show="all", kind="option")
    assert both.index("option junior-card plain_other") == both.index(CARD) + 1


def test_words_of_the_glossary_are_at_hand(tina, draft):
    draft.option_set.filter(slug="junior-card").update(plain="A junior stamp is on it.")
    form = form_of(tina, draft)
    said = [(term.one("dt").text, term.one("dd").text) for term in form.one("dl").all("div")]
    names = {each.name: each.name for each in library().terms}
    assert said
    assert all(name in names and other == in_other_words(name) for name, other in said)


def test_what_a_wording_has_lost_is_told_beside_it(tina, draft):
    change(draft, "It costs 12 dollars.")
    by_htmx = {"HX-Request": "true"}
    row = parse(saves(tina, draft, form_of(tina, draft), "Cuesta dinero.", **by_htmx))
    assert "12" in row.one("ul", class_="remarks").text
    saved = form_of(tina, draft, show="all", kind="option")
    row = parse(saves(tina, draft, saved, "Cuesta 12 dólares.", **{"HX-Request": "true"}))
    assert not row.all("ul", class_="remarks")


# Who may


@pytest.mark.parametrize("group", ["Reviewer"])
def test_others_do_not_translate(draft, group):
    other = Staff("otto", group)
    for step in ("translation", "wording", "translation_file", "sign"):
        url = reverse(f"admin:{step}_guide", args=[draft.pk]) + "?language=es"
        assert other.client.get(url).status_code == 403
        assert other.client.post(url).status_code == 403


def test_a_translator_changes_nothing_else(tina, draft):
    assert tina.client.post(reverse("admin:publish_guide", args=[draft.pk])).status_code == 403
    url = reverse("admin:desk_option_change", args=[draft.option_set.first().pk])
    assert tina.client.post(url, {}).status_code == 403


def test_a_language_that_the_guide_does_not_have_is_not_found(tina, draft):
    url = reverse("admin:translation_guide", args=[draft.pk])
    assert tina.client.get(url, {"language": "fr"}).status_code == 404


# Files


def download(staff, draft):
    url = reverse("admin:translation_file_guide", args=[draft.pk])
    response = staff.client.get(url, {"language": "es"})
    assert response["Content-Disposition"] == f'attachment; filename="{draft.slug}.es.po"'
    return polib.pofile("\n\n" + response.content.decode())


def upload(staff, draft, text):
    url = reverse("admin:translation_file_guide", args=[draft.pk]) + "?language=es&take=1"
    file = SimpleUploadedFile("es.po", text if isinstance(text, bytes) else str(text).encode())
    return parse(staff.client.post(url, {"file": file}))


def test_a_file_goes_out_with_what_is_to_check_as_fuzzy_and_comes_in_again(tina, draft):
    change(draft)
    file = download(tina, draft)
    entry = file.find(CARD, by="msgctxt")
    assert (entry.fuzzy, entry.previous_msgid, entry.msgid) == (True, OLD, NEW)
    entry.flags, entry.previous_msgid, entry.msgstr = [], None, "Una tarjeta desde mayo."
    shown = upload(tina, draft, file)
    assert wording(draft) == (OLD, in_other_words(OLD))  # nothing yet
    (row,) = shown.one("table", class_="changes").one("tbody").all("tr")
    assert "Una tarjeta desde mayo." in row.text
    content = hidden(shown)["content"]
    url = reverse("admin:translation_file_guide", args=[draft.pk]) + "?language=es&take=1"
    tina.client.post(url, {"content": content})
    assert wording(draft) == (NEW, "Una tarjeta desde mayo.")


def errors(page):
    return " ".join(each.text for each in page.all("ul") if "errorlist" in each.get("class", ""))


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda text: text[: len(text) // 2].rsplit('"', 1)[0], "line"),
        (lambda text: text.replace('msgstr "', "msgstr ", 3), "line"),
        (lambda text: text.replace("Language: es", "Language: fr"), "The file is in “fr”."),
        (lambda text: text.replace(library().slug, "other"), "of another guide"),
        (lambda text: "", "is empty"),
        (lambda text: "/etc/hostname", "line"),
    ],
)
def test_a_damaged_file_is_refused_whole(tina, draft, damage, told):
    before = [*models.Wording.objects.values_list()]
    page = upload(tina, draft, damage(write_translation(freeze(draft), "es")))
    assert told in errors(page)
    assert [*models.Wording.objects.values_list()] == before


def test_without_a_file_nothing_is_taken_in(tina, draft):
    url = reverse("admin:translation_file_guide", args=[draft.pk]) + "?language=es&take=1"
    assert "Pick a file." in parse(tina.client.post(url, {})).text


# Signing


def sign(staff, draft):
    found = page(staff, draft).all("form", method="post")
    form = next(each for each in found if "sign/" in each.get("action", ""))
    return staff.client.post(form["action"], hidden(form))


def signed(draft):
    return [(each.slug, each.name) for each in review_of(draft, freeze(draft)).signed]


def test_a_signature_holds_until_a_word_changes(tina, draft):
    sign(tina, draft)
    assert signed(draft) == [("es", "Tina Ríos")]
    assert review_of(draft, freeze(draft)).held == 0  # it is no medical review
    saves(tina, draft, form_of(tina, draft, show="all", kind="option"), "Otra cosa.")
    assert signed(draft) == []
    sign(tina, draft)
    change(draft)  # then readers get other words than those that were signed
    assert signed(draft) == []


def test_what_has_changed_since_it_was_shown_is_not_signed(tina, draft):
    url = reverse("admin:sign_guide", args=[draft.pk]) + "?language=es"
    tina.client.post(url, {"digest": "former"})
    assert signed(draft) == []


def test_who_has_no_name_for_readers_does_not_sign(editor, draft):
    url = reverse("admin:sign_guide", args=[draft.pk]) + "?language=es"
    assert editor.client.post(url, {"digest": ""}).status_code == 403


# Publishing


def test_publishing_asks_about_what_would_be_shown_untranslated(publisher, draft):
    change(draft)
    refused = parse(publisher.publishes(draft))
    assert draft.editions.count() == 0
    assert "1 text would be shown to readers of Spanish" in refused.text
    publisher.publishes(draft, untranslated="on")
    assert draft.editions.count() == 1
    _, guide = newest_readable(draft.pk)
    assert in_language(guide, "es").option_by_slug["junior-card"].plain == NEW


def test_a_translation_that_readers_are_not_offered_is_not_asked_about(publisher, draft):
    change(draft)
    draft.translation_set.update(shown=False)
    publisher.publishes(draft)
    assert draft.editions.count() == 1


def test_readers_get_new_words_marked_and_then_the_translation_again(
    publisher, tina, draft, client
):
    """Change a sentence, publish; translate it, publish."""
    change(draft)
    publisher.publishes(draft, untranslated="on")
    path = f"/es/{draft.slug}/all-options/"

    def words():
        row = parse(client.get(path)).one("details", id="option-junior-card")
        return row.one("div", class_="plain-words")

    assert words().one("span", lang="en").text == NEW
    saves(tina, draft, form_of(tina, draft), "Una tarjeta desde mayo.")
    publisher.publishes(draft)
    assert words().text == "Una tarjeta desde mayo."
    assert not words().all(lang="en")


def test_the_workbench_tells_how_far_each_translation_is(editor, draft):
    change(draft)
    told = editor.workbench(draft).one("section", **{"aria-labelledby": "translations"})
    assert "Spanish: 98 % of the words are done." in told.text
    assert "1 text to check." in told.text


def test_a_wording_says_from_which_words_it_was_made(draft):
    option = freeze(draft).option_by_slug["junior-card"]
    assert Wording("es", "plain", OLD, in_other_words(OLD)) in option.wordings
