"""The translator's desk: texts side by side, PO files out and in, signing, and publishing."""

import polib
import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import seen
from navigator.desk.reviewing import review_of
from navigator.desk.rows import freeze, write_draft
from navigator.desk.translating import progress
from navigator.editions.readable import newest_readable
from navigator.guide.language import in_language
from navigator.guide.model import Wording
from navigator.guide.po import write_translation
from navigator.guide.review import translation_part
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


def test_what_was_written_keeps_its_lines_where_it_is_not_saved(tina, draft):
    form = form_of(tina, draft, show="all", kind="option")
    change(draft)
    told = parse(saves(tina, draft, form, "Una línea.\n\nOtra."))
    assert len(told.one(role="alert").all("br")) == 2


ADDRESS = "source house-rules url"


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        (ADDRESS, "javascript:alert(1)", "is no address"),
        ("guide trials_search_url", "https://town.example/?c={place}", "has no {code}"),
        ("option junior-card name", "x" * 321, "It has more than 320 characters: 321."),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_readers_could_not_be_given_is_refused_and_stays_to_be_mended(
    tina, draft, name, text, what, headers
):
    kind = name.partition(" ")[0]
    form = next(
        found[name]
        for page in range(1, 9)
        if name in (found := forms(tina, draft, show="all", kind=kind, page=page))
    )
    before = [*models.Wording.objects.values_list()]
    told = parse(saves(tina, draft, form, text, **headers))
    assert what in told.one(role="alert").text
    assert told.one("textarea").text == text
    assert [*models.Wording.objects.values_list()] == before
    saves(tina, draft, told.one("form", class_="translated"), "https://a.example/{code}")
    assert models.Wording.objects.filter(text="https://a.example/{code}").count() == 1


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


def test_kinds_without_texts_are_not_offered(tina, draft):
    (kinds,) = [e for e in page(tina, draft).all("select") if e["name"] == "kind"]
    offered = [each["value"] for each in kinds.all("option")]
    assert offered[:2] == ["", "guide"]
    assert "option" in offered
    assert not {"example reader", "translation"} & {*offered}


def test_a_text_says_its_language_and_why_it_may_stay_empty(tina, draft):
    form = form_of(tina, draft, f"{CARD}_other", show="all", kind="option")
    assert form.one("textarea")["aria-label"].endswith(": Spanish")
    assert "May stay empty: the first wording fits both" in form.one("h2").text


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


def upload(staff, draft, text, **sent):
    url = reverse("admin:translation_file_guide", args=[draft.pk]) + "?language=es&take=1"
    file = SimpleUploadedFile("es.po", text if isinstance(text, bytes) else str(text).encode())
    return parse(staff.client.post(url, {"file": file} | sent)).one("div", class_="workbench")


def takes(staff, draft, shown):
    """Take in what was shown of a file."""
    url = reverse("admin:translation_file_guide", args=[draft.pk]) + "?language=es&take=1"
    return staff.client.post(url, hidden(shown))


def po_entry(text, source=OLD, name=CARD):
    """A file, or one text more of it."""
    head = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n\n' if name == CARD else ""
    return f'{head}msgctxt "{name}"\nmsgid "{source}"\nmsgstr "{text}"\n\n'


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
    takes(tina, draft, shown)
    assert wording(draft) == (NEW, "Una tarjeta desde mayo.")


def test_what_a_file_would_change_is_shown_again_if_somebody_saved_meanwhile(tina, draft, editor):
    """It could replace what they have just settled."""
    change(draft)
    shown = upload(tina, draft, po_entry("Una tarjeta desde mayo.", NEW))
    saves(editor, draft, form_of(editor, draft), "Primero.")
    again = parse(takes(tina, draft, shown))
    assert wording(draft) == (NEW, "Primero.")
    assert "nothing was taken in" in again.one(role="alert").text
    (row,) = again.one("table", class_="changes").one("tbody").all("tr")
    assert "Primero." in row.text
    takes(tina, draft, again.one("div", class_="workbench"))
    assert wording(draft) == (NEW, "Una tarjeta desde mayo.")


def test_a_file_that_is_sent_is_shown_first_whatever_else_is_sent(tina, draft):
    """Nobody takes in what they have not seen."""
    shown = upload(tina, draft, po_entry("Otra."), content=po_entry("Tercera."), seen=seen(draft))
    assert wording(draft) == (OLD, in_other_words(OLD))
    assert "Otra." in shown.one("table", class_="changes").text


def test_a_long_file_in_another_script_comes_in(tina, draft):
    """In a form without a file, each of its letters would take the room of six."""
    comments = f"# {'ж' * 100}\n" * 4_000  # 800 KB
    shown = upload(tina, draft, po_entry("Карточка.") + comments)
    (form,) = shown.all("form", method="post")
    assert form["enctype"] == "multipart/form-data"
    takes(tina, draft, shown)
    assert wording(draft) == (OLD, "Карточка.")


def test_a_file_from_before_a_colleague_settled_a_text_leaves_that_and_says_so(tina, draft):
    change(draft)
    file = write_translation(freeze(draft), "es")
    saves(tina, draft, form_of(tina, draft), "Una tarjeta desde mayo.")
    shown = upload(tina, draft, file)
    assert "1 left out" in shown.text
    assert not shown.all("table", class_="changes")
    takes(tina, draft, shown)
    assert wording(draft) == (NEW, "Una tarjeta desde mayo.")


def test_a_wording_that_stays_and_is_settled_is_told_as_such(tina, draft):
    change(draft)
    shown = upload(tina, draft, po_entry(in_other_words(OLD), NEW))
    (row,) = shown.one("table", class_="changes").one("tbody").all("tr")
    assert "(will be done)" in row.text


def test_texts_that_are_not_there_are_told_by_their_part_if_that_is(tina, draft):
    gone = [
        po_entry("Otra.", "x", name)
        for name in ("option junior-card gone", "question age gone label", "option gone plain")
    ]
    told = upload(tina, draft, po_entry("Otra.") + "".join(gone)).text
    assert "3 of texts that the guide does not have" in told
    assert "Option “Junior card”: gone; " in told
    assert "Question “Age”: answer “gone”, answer; option gone plain" in told


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


def sign_forms(staff, draft):
    found = page(staff, draft).all("form", method="post")
    return [each for each in found if "sign/" in each.get("action", "")]


def sign(staff, draft):
    (form,) = sign_forms(staff, draft)
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


def test_what_is_not_done_is_not_signed(tina, draft):
    """Readers would be told that somebody has reviewed what they get in another language."""
    models.Wording.objects.filter(guide=draft, slug="junior-card", field="plain").delete()
    assert not sign_forms(tina, draft)
    assert (
        "You can sign it once nothing is missing or to check: 1 text is." in page(tina, draft).text
    )
    digest = translation_part(freeze(draft), "es").digest
    url = reverse("admin:sign_guide", args=[draft.pk]) + "?language=es"
    told = parse(tina.client.post(url, {"digest": digest}, follow=True))
    assert "A text is missing or to check: it is not signed yet." in told.text
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


def test_publishing_some_rows_asks_about_what_is_in_the_edition_then(publisher, draft):
    """The draft has the translation, which is left for later with its row."""
    change(draft)
    publisher.publishes(draft, untranslated="on")
    change(draft, OLD)
    draft.question_set.filter(slug="home").update(staff_note="Asked again in May.")
    refused = parse(publisher.publishes(draft, row=["question:home"]))
    assert draft.editions.count() == 1
    assert "1 text would be shown to readers of Spanish" in refused.text
    assert refused.one("input", name="untranslated")
    publisher.publishes(draft, row=["question:home"], untranslated="on")
    assert draft.editions.count() == 2


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
