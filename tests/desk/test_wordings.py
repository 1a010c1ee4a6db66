"""Wordings in other languages go with the rows of a draft, into editions and back."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from navigator.desk import models
from navigator.desk.rows import freeze, wordings_in, write_draft, write_wordings
from navigator.editions.chain import faults
from navigator.editions.models import Edition
from navigator.editions.publishing import publish_as_next
from navigator.guide.compare import compare
from navigator.guide.language import wordings_of
from navigator.guide.model import Wording
from navigator.guide.plain import from_plain, to_plain
from navigator.guide.po import write_translation
from navigator.guide.review import Review
from navigator.guide.yaml import read_guide, write_yaml
from tests.desk.admin.staff import changed_rows
from tests.html import parse
from tests.library import library
from tests.serving import path_to
from tests.translated import in_other_words, translated, with_wording
from tests.treatments import guide_with_facts
from tests.variants import with_part, without_choice

from .admin.test_editions import restores
from .admin.test_workbench import puts_back

CODE = "es"
GUIDE = library()
SPANISH = translated(GUIDE)
AGE = ("question", "age", "")
CHILD = ("question", "age", "child")
TOWN = ("option", "town-card", "")


@pytest.fixture
def spanish(draft):
    """The draft, with all its texts in a second language."""
    return write_draft(SPANISH, draft)


def now(slug=GUIDE.slug):
    return freeze(models.Guide.objects.get(slug=slug))


def kept(guide=None):
    """What is kept in other languages, whatever it is of."""
    found = models.Wording.objects.filter(guide=guide) if guide else models.Wording.objects.all()
    return {(row.kind, row.slug, row.answer, row.field) for row in found}


def worded(guide, place):
    return {each.field: each.text for each in wordings_of(guide).get(place, ())}


# In rows


def test_wordings_become_rows_and_come_back_to_the_letter(draft):
    for guide in (SPANISH, translated(guide_with_facts()), GUIDE, SPANISH):
        assert freeze(write_draft(guide, draft)) == guide
    stale = with_wording(SPANISH, AGE, "text", "Former words", " Un texto.\n\n«Sí» ")
    assert freeze(write_draft(stale, draft)) == stale


def test_wordings_of_two_languages_stand_side_by_side(draft):
    both = with_wording(SPANISH, AGE, "text", "How old are you?", "Quel âge ?", "fr")
    assert freeze(write_draft(both, draft)) == both


def test_a_row_that_keeps_its_wording_keeps_who_wrote_it_and_when(spanish, editor):
    row = models.Wording.objects.get(kind="question", slug="age", answer="", field="text")
    day = timezone.now() - timedelta(days=3)
    models.Wording.objects.filter(pk=row.pk).update(saved_by=editor.user, saved_at=day)
    write_draft(with_part(SPANISH, "options", "town-card", plain="New."), spanish)
    row.refresh_from_db()
    assert (row.saved_by, row.saved_at) == (editor.user, day)
    changed = with_wording(SPANISH, AGE, "text", "How old are you?", "¿Otra?")
    write_wordings(spanish, wordings_of(changed))
    row.refresh_from_db()
    assert (row.text, row.saved_by, row.saved_at) == ("¿Otra?", None, None)


def test_what_is_new_is_counted_and_what_is_gone_is_kept_no_more(spanish):
    wordings = wordings_of(SPANISH)
    assert write_wordings(spanish, wordings) == 0
    fewer = {place: each for place, each in wordings.items() if place != TOWN}
    there = wordings_in(spanish)
    assert write_wordings(spanish, fewer) == 0
    assert there.keys() - wordings_in(spanish).keys() == {TOWN}
    assert len(there[TOWN]) == len(wordings[TOWN])
    assert write_wordings(spanish, wordings) == len(wordings[TOWN])


def test_wordings_of_guides_keep_to_themselves(spanish):
    other = write_draft(replace(SPANISH, slug="another-guide", title="Another"))
    before = wordings_in(other)
    write_draft(GUIDE, spanish)
    assert wordings_in(spanish) == {}
    assert wordings_in(other) == before != {}


def test_a_rule_that_changes_a_wording_never_makes_a_newer_version_of_all_rows(spanish):
    before = dict(models.Option.objects.values_list("slug", "version"))
    source = GUIDE.option_by_slug["town-card"].plain
    write_draft(with_wording(SPANISH, TOWN, "plain", source, "Otra."), spanish)
    after = dict(models.Option.objects.values_list("slug", "version"))
    assert {slug for slug in after if after[slug] != before[slug]} == {"town-card"}


# From files


def run(*words, **options):
    out = StringIO()
    call_command(*map(str, words), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "library.yaml"
    path.write_text(write_yaml(replace(SPANISH, decision="Other words.")), encoding="utf-8")
    return path


def test_an_exported_guide_is_in_its_own_language_alone_and_reads_back(spanish):
    text = run("export_guide", GUIDE.slug)
    assert in_other_words(GUIDE.title) not in text
    assert "wordings" not in text
    assert read_guide(text.encode()) == replace(GUIDE, translations=SPANISH.translations)


def test_a_guide_file_keeps_the_wordings_of_the_draft(spanish, file):
    run("load_guide", file)
    assert now() == replace(SPANISH, decision="Other words.")
    assert wordings_of(now()) == wordings_of(SPANISH)


def test_a_guide_file_that_staff_load_keeps_the_wordings_of_the_draft(spanish, publisher):
    text = write_yaml(with_part(GUIDE, "options", "town-card", plain="New."))
    assert publisher.loads(text).status_code == 302
    assert now().option_by_slug["town-card"].plain == "New."
    assert wordings_of(now()) == wordings_of(SPANISH)


def test_what_a_guide_file_takes_away_takes_its_wordings_along(spanish, publisher):
    publisher.loads(write_yaml(without_choice(SPANISH, "likes", "games")))
    assert not [place for place in kept() if place[:3] == ("question", "likes", "games")]
    assert [place for place in kept() if place[:3] == ("question", "likes", "books")]


def test_message_files_beside_a_guide_file_are_loaded_with_it(draft, file):
    beside = file.with_name("library.es.po")
    beside.write_text(write_translation(SPANISH, CODE), encoding="utf-8")
    french = with_wording(GUIDE, AGE, "text", "How old are you?", "Quel âge ?", "fr")
    file.with_name("library.fr.po").write_text(write_translation(french, "fr"), encoding="utf-8")
    file.with_name("another.es.po").write_text("nonsense", encoding="utf-8")
    run("load_guide", file)
    assert worded(now(), CHILD) == worded(SPANISH, CHILD)
    texts = {each.text for each in now().question_by_slug["age"].wordings}
    assert texts >= {"Quel âge ?", "es: How old are you?"}


def test_a_new_site_has_its_first_guide_in_every_language_of_its_files(draft, file):
    draft.delete()
    file.with_name("library.es.po").write_text(write_translation(SPANISH, CODE), encoding="utf-8")
    run("set_up", file)
    assert worded(from_plain(Edition.objects.get().content), AGE) == worded(SPANISH, AGE)


def test_a_faulty_message_file_changes_nothing_and_is_named(spanish, file):
    before = now()
    beside = file.with_name("library.es.po")
    beside.write_text(write_translation(SPANISH, CODE) + "\nnonsense", encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        run("load_guide", file)
    assert "nothing was changed" in str(caught.value)
    assert f"{beside}: line " in str(caught.value)
    assert now() == before


def test_a_load_of_several_files_is_taken_back_where_one_message_file_is_faulty(draft, tmp_path):
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(write_yaml(replace(GUIDE, decision="New words.")), encoding="utf-8")
    second.write_text(write_yaml(replace(GUIDE, slug="b", summary="")), encoding="utf-8")
    (tmp_path / "b.es.po").write_text("nonsense", encoding="utf-8")
    with pytest.raises(CommandError):
        run("load_guide", first, second)
    assert now() == GUIDE
    assert models.Guide.objects.count() == 1


# To readers and back


def reads(*steps, language=f"/{CODE}"):
    return parse(Client().get(language + path_to(*steps))).one("main").text


def test_what_is_published_reaches_readers_in_their_language(spanish, publisher):
    assert publisher.publishes(spanish).status_code == 302
    assert "es: " in reads("all-options")
    assert in_other_words(GUIDE.option_by_slug["town-card"].plain) in reads("all-options")
    assert "es: " not in reads("all-options", language="")


def test_a_changed_text_reaches_readers_marked_until_it_is_translated_again(spanish, publisher):
    publisher.publishes(spanish)
    spanish.option_set.filter(slug="town-card").update(plain="Ask at the desk.")
    assert publisher.publishes(spanish, untranslated="on").status_code == 302
    page = parse(Client().get(f"/{CODE}" + path_to("all-options")))
    marked = [e for e in page.all("span", lang="en") if e.text == "Ask at the desk."]
    assert {each["dir"] for each in marked} == {"auto"}
    done = with_wording(now(), TOWN, "plain", "Ask at the desk.", "Pregunte.")
    write_draft(done, spanish)
    assert changed_rows(spanish) == [("option", "town-card")]
    assert publisher.publishes(spanish).status_code == 302
    assert "Pregunte." in reads("all-options")


def test_a_wording_that_was_found_still_right_can_be_published(spanish, publisher):
    publisher.publishes(spanish)
    spanish.option_set.filter(slug="town-card").update(plain="Ask at the desk.")
    publisher.publishes(spanish, untranslated="on")
    text = in_other_words(GUIDE.option_by_slug["town-card"].plain)
    assert text not in reads("all-options")
    write_draft(with_wording(now(), TOWN, "plain", "Ask at the desk.", text), spanish)
    publisher.publishes(spanish)
    assert text in reads("all-options")


def test_some_rows_are_published_with_their_wordings_and_the_others_stay(spanish, publisher):
    publisher.publishes(spanish)
    changed = with_wording(SPANISH, AGE, "text", "How old are you?", "¿Su edad?")
    source = GUIDE.option_by_slug["town-card"].plain
    changed = with_wording(changed, TOWN, "plain", source, "Otra.")
    changed = with_wording(changed, CHILD, "label", "Under 12", "Niño")
    write_draft(changed, spanish)
    assert changed_rows(spanish) == [("question", "age"), ("option", "town-card")]
    publisher.publishes(spanish, row=["question:age"])
    edition = from_plain(Edition.objects.order_by("number").last().content)
    assert worded(edition, AGE)["text"] == "¿Su edad?"
    assert worded(edition, CHILD)["label"] == "Niño"
    assert worded(edition, TOWN) == worded(SPANISH, TOWN)
    assert changed_rows(spanish) == [("option", "town-card")]


def test_an_edition_is_restored_with_its_wordings(spanish, publisher):
    publisher.publishes(spanish)
    write_draft(GUIDE, spanish)
    publisher.publishes(spanish)
    restores(publisher, spanish, 1)
    assert now() == SPANISH


def test_a_row_is_put_back_with_its_wordings(spanish, publisher):
    publisher.publishes(spanish)
    bare = with_part(SPANISH, "options", "town-card", plain="New.", wordings=())
    bare = with_wording(bare, CHILD, "label", "Under 12", "Niño")
    write_draft(bare, spanish)
    puts_back(publisher, spanish, "option:town-card")
    assert worded(now(), TOWN) == worded(SPANISH, TOWN)
    assert worded(now(), CHILD)["label"] == "Niño"
    puts_back(publisher, spanish, "question:age")
    assert now() == SPANISH


def test_who_brings_wordings_back_has_saved_them(spanish, publisher):
    publisher.publishes(spanish)
    write_draft(with_wording(SPANISH, CHILD, "label", "Under 12", "Niño"), spanish)
    restores(publisher, spanish, 1)
    saved = models.Wording.objects.exclude(saved_at=None)
    assert [(row.answer, row.field, row.saved_by) for row in saved] == [
        ("child", "label", publisher.user)
    ]


def test_a_first_language_is_put_back_to_none(draft, edition, publisher):
    write_draft(replace(GUIDE, translations=SPANISH.translations), draft)
    puts_back(publisher, draft, f"translation:{CODE}")
    assert not draft.translation_set.exists()


def test_a_comparison_shows_wordings_that_changed(spanish, publisher):
    publisher.publishes(spanish)
    write_draft(with_wording(SPANISH, CHILD, "label", "Under 12", "Niño"), spanish)
    page = publisher.opens("compare_guide", spanish.pk, old="1", new="draft")
    (row,) = page.one("table", class_="changes").one("tbody").all("tr")
    assert [cell.text for cell in row.all("td")][-2:] == ["es: Under 12", "Niño"]


def test_a_copy_of_a_guide_has_its_wordings_in_rows_of_its_own(spanish, publisher):
    publisher.copies(spanish, slug="copied", title="A copy")
    copy = models.Guide.objects.get(slug="copied")
    expected = wordings_of(SPANISH)
    assert wordings_in(copy) == expected == wordings_in(spanish)
    models.Wording.objects.filter(guide=copy).delete()
    assert now() == SPANISH


# Editions from before


def names(plain):
    if isinstance(plain, dict):
        return set(plain).union(*map(names, plain.values()))
    return set().union(*map(names, plain)) if isinstance(plain, list) else set()


def test_editions_without_wordings_have_the_digest_that_they_had(edition):
    """Nothing new is in the plain data of a guide in one language, of which digests are made."""
    new = {"wordings", "translations", "signed"}
    assert names(to_plain(GUIDE)).isdisjoint(new)
    assert names(Review(3).to_plain()).isdisjoint(new)
    assert {"wordings", "translations"} <= names(to_plain(SPANISH))
    assert from_plain(to_plain(SPANISH)) == SPANISH
    assert [*faults()] == []
    assert compare(from_plain(edition.content), GUIDE) == []


# In forms


def saved(staff, row, **values):
    staff.form(row).types(**values).must_save()


def test_wordings_follow_the_short_name_of_their_row(spanish, editor):
    before = worded(now(), TOWN)
    saved(editor, spanish.option_set.get(slug="town-card"), slug="city-card")
    assert worded(now(), ("option", "city-card", "")) == before != {}
    assert not [place for place in kept() if place[1] == "town-card"]


def test_wordings_follow_a_short_name_that_is_made_anew(spanish, editor):
    before = worded(now(), TOWN)
    saved(editor, spanish.option_set.get(slug="town-card"), slug="", name="City card")
    found = worded(now(), ("option", "city-card", ""))
    assert found == before


def test_wordings_of_a_question_and_its_answers_follow_both_their_short_names(spanish, editor):
    before = worded(now(), AGE), worded(now(), CHILD), worded(now(), ("question", "age", "teen"))
    question = spanish.question_set.get(slug="age")
    saved(editor, question, slug="years", **{"choices-0-slug": "kid"})
    after = [worded(now(), ("question", "years", slug)) for slug in ("", "kid", "teen")]
    assert after == [*before]
    assert all(before)
    assert not [place for place in kept() if place[1] == "age" or place[2] == "child"]


def test_wordings_of_an_answer_follow_its_short_name_alone(spanish, editor):
    before, places = worded(now(), CHILD), len(kept())
    question = spanish.question_set.get(slug="age")
    saved(editor, question, **{"choices-0-slug": "", "choices-0-label": "Small"})
    assert worded(now(), ("question", "age", "small")) == before
    assert len(kept()) == places


def answer_at(form, slug):
    return next(n for n in range(9) if form.fields[f"choices-{n}-slug"] == slug)


@pytest.mark.parametrize(("deleted", "renamed"), [("far", "nearby"), ("nearby", "far")])
def test_an_answer_can_take_the_short_name_of_one_that_is_deleted_with_it(
    spanish, editor, deleted, renamed
):
    before = worded(now(), ("question", "home", renamed))
    models.Condition.objects.filter(choices__question__slug="home").delete()
    form = editor.form(spanish.question_set.get(slug="home"))
    goes, stays = answer_at(form, deleted), answer_at(form, renamed)
    form.types(**{f"choices-{goes}-DELETE": "on", f"choices-{stays}-slug": deleted}).must_save()
    assert worded(now(), ("question", "home", deleted)) == before != {}
    assert not [place for place in kept() if place[2] == renamed]


def test_answers_that_take_each_others_short_names_keep_their_own_wordings(spanish, editor):
    renamed = {"child": "teen", "teen": "child", "adult": "grown-up"}
    before = {now: worded(SPANISH, ("question", "age", was)) for was, now in renamed.items()}
    form = editor.form(spanish.question_set.get(slug="age"))
    slugs = {f"choices-{answer_at(form, was)}-slug": now for was, now in renamed.items()}
    form.types(**slugs).must_save()
    assert all(before.values())
    for slug, words in before.items():
        assert worded(now(), ("question", "age", slug)) == words


def test_a_language_can_take_a_code_of_which_something_is_left_over(spanish, editor):
    left = with_wording(SPANISH, AGE, "text", "How old are you?", "Quel âge ?", "fr")
    write_wordings(spanish, wordings_of(left))
    saved(editor, spanish.translation_set.get(), slug="fr")
    assert set(models.Wording.objects.values_list("language", flat=True)) == {"fr"}
    assert worded(now(), AGE)["text"] == in_other_words("How old are you?")


def test_a_row_can_take_a_short_name_of_which_something_is_left_over(spanish, editor):
    models.Wording.objects.create(
        guide=spanish, kind="option", slug="city", language=CODE, field="name", source="", text="x"
    )
    saved(editor, spanish.option_set.get(slug="town-card"), slug="city")
    assert worded(now(), ("option", "city", "")) == worded(SPANISH, TOWN)


def test_a_form_that_changes_no_short_name_leaves_wordings_as_they_are(spanish, editor):
    saved(editor, spanish.option_set.get(slug="town-card"), plain="New words.")
    saved(editor, spanish.question_set.get(slug="age"), text="New?", **{"choices-0-label": "New"})
    assert wordings_of(now()) == wordings_of(SPANISH)


def test_wordings_of_another_guide_stay_where_they_are(spanish, editor):
    other = write_draft(replace(SPANISH, slug="another-guide", title="Another"))
    saved(editor, spanish.option_set.get(slug="town-card"), slug="city-card")
    saved(editor, spanish.question_set.get(slug="age"), **{"choices-0-slug": "kid"})
    assert wordings_in(other) == wordings_of(SPANISH)


def test_what_is_refused_moves_no_wording(spanish, editor):
    form = editor.form(spanish.option_set.get(slug="town-card"))
    assert not form.types(slug="post-card").saves()
    assert wordings_of(now()) == wordings_of(SPANISH)


def test_an_answer_that_is_removed_takes_its_wordings_along(spanish, editor):
    question = spanish.question_set.get(slug="home")
    spanish.option_set.filter(conditions__choices__slug="far").delete()
    form = editor.form(question)
    place = next(n for n in range(4) if form.fields[f"choices-{n}-slug"] == "far")
    form.types(**{f"choices-{place}-DELETE": "on"}).must_save()
    assert not [each for each in kept() if each[:3] == ("question", "home", "far")]
    assert [each for each in kept() if each[:3] == ("question", "home", "nearby")]


def test_a_row_that_is_deleted_takes_its_wordings_and_those_of_what_goes_with_it(draft, editor):
    write_draft(translated(guide_with_facts()), draft)
    option = draft.option_set.get(slug="post-card")
    count = models.Wording.objects.filter(kind="option", slug="post-card").count()
    page = editor.opens("desk_option_delete", option.pk)
    assert f"{count} texts in other languages" in page.text
    assert editor.sends("desk_option_delete", option.pk, post="yes").status_code == 302
    gone = {("option", "post-card"), ("notice", "mail-is-slow")}
    assert not [each for each in kept() if each[:2] in gone]
    assert [each for each in kept() if each[:2] == ("option", "town-card")]
    again = with_part(translated(guide_with_facts()), "options", "post-card", wordings=())
    assert ("option", "post-card") not in {place[:2] for place in wordings_of(again)}


def test_a_language_takes_its_texts_along_when_its_code_changes_or_it_is_deleted(spanish, editor):
    write_wordings(
        spanish,
        wordings_of(with_wording(SPANISH, AGE, "text", "How old are you?", "Quel âge ?", "fr")),
    )
    row = spanish.translation_set.get()
    saved(editor, row, slug="es-US")
    languages = set(models.Wording.objects.values_list("language", flat=True))
    assert languages == {"es-US", "fr"}
    assert "texts in other languages" in editor.opens("desk_translation_delete", row.pk).text
    editor.sends("desk_translation_delete", row.pk, post="yes")
    assert set(models.Wording.objects.values_list("language", flat=True)) == {"fr"}


@pytest.mark.parametrize("code", ["", "Spanish", "e", "translation", "en", "es-2"])
def test_a_language_that_is_none_or_the_guides_own_is_refused_in_its_form(draft, editor, code):
    """A guide with one cannot be shown."""
    form = editor.new(models.Translation, draft).types(slug=code)
    assert not form.saves()
    assert models.Translation.objects.count() == 0
    assert editor.new(models.Translation, draft).types(slug="es").must_save()
    assert now().translations[0].slug == "es"


def test_a_copied_row_has_the_wordings_of_its_texts(spanish, editor):
    row = spanish.option_set.get(slug="town-card")
    assert editor.sends("desk_option_copy", row.pk).status_code == 302
    (slug,) = {each.slug for each in now().options} - {each.slug for each in GUIDE.options}
    copied = now().option_by_slug[slug]
    assert {each.field: each.text for each in copied.wordings} == worded(SPANISH, TOWN)
    assert isinstance(copied.wordings[0], Wording)


# The preview


def test_the_preview_shows_the_draft_in_each_language_and_leads_nowhere_else(spanish, editor):
    """What is to be looked at before it is published, in the words that it will have."""
    write_draft(with_wording(SPANISH, AGE, "text", "How old are you?", "¿Cuántos años?"), spanish)
    below = f"/admin/preview/{CODE}"
    for steps in ((), ("questions", "age"), ("options",), ("all-options",), ("handout",)):
        response = editor.client.get(below + path_to(*steps))
        assert response.status_code == 200
        page = parse(response)
        assert page.one("html")["lang"] == CODE
        links = {each["href"] for each in page.one(id="languages").all("a")}
        assert links == {"/admin/preview" + path_to(*steps)}
        own = {e["href"] for e in page.one("main").all("a", href=True)} - links
        assert all(e.startswith((f"{below}/", "#", "?", "https://")) for e in own)
    asked = parse(editor.client.get(below + path_to("questions", "age")))
    assert "¿Cuántos años?" in asked.one("h1").text
    own = editor.client.get("/admin/preview" + path_to("questions", "age"))
    assert "How old are you?" in parse(own).one("h1").text
    links = {each["href"] for each in parse(own).one(id="languages").all("a")}
    assert links == {below + path_to("questions", "age")}


def test_a_preview_in_another_language_is_for_staff_alone(spanish):
    response = Client().get(f"/admin/preview/{CODE}" + path_to())
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_a_language_is_previewed_before_readers_are_offered_it(spanish, editor):
    spanish.translation_set.update(shown=False)
    page = parse(editor.client.get(f"/admin/preview/{CODE}" + path_to("all-options")))
    assert page.one("html")["lang"] == CODE
    (own,) = page.one(id="languages").all("a", hreflang="en")
    assert own["href"] == "/admin/preview" + path_to("all-options")


def test_an_edition_from_before_translations_keeps_those_of_the_draft(spanish, publisher):
    before = freeze(spanish)
    publish_as_next(library(), spanish.pk, "Before")
    publisher.restores(spanish, spanish.editions.first().number)
    restored = freeze(spanish)
    assert wordings_of(restored) == wordings_of(before)
    assert [each.slug for each in restored.translations] == [CODE]
