"""A new text of the first guide's summary is taken over at the desk, from the page to readers.

Three texts, each with a reworded statement, an added drug, one gone, one new, one moved and a
changed condition. What somebody has to open or press is counted: every request, so that a press and
the page that follows are two.
"""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import proofread_draft
from navigator.desk.rows import freeze, write_draft
from navigator.editions.publishing import publish_as_next
from navigator.editions.readable import newest_readable
from navigator.guide.held import hold
from navigator.guide.summary import letters
from tests.guides import real_guide
from tests.html import parse

from .at_the_summary import keeps_text, page, said, to_carry
from .staff import RowForm, Staff, fields

MOST = 40
TEXT = real_guide().summary


@dataclass
class New:
    """A changed text: words for words, and what an editor does about it by hand.

    `gone` is the option whose statement is gone. `treatments` are added to options, `plain` are our
    own words for them, and `rules` name the question that is dropped from the rule of an option.
    `for_new` is the answer that picks the new option, and `moved` an option with its new category.
    """

    changes: list[tuple[str, str]]
    gone: str
    moved: tuple[str, str]
    for_new: tuple[str, str]
    treatments: dict[str, str] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)

    @property
    def text(self):
        text = TEXT
        for was, now in self.changes:
            assert text.count(was) == 1, was
            text = text.replace(was, now)
        return text


FLUID = "  • Surgery to remove fluid that has collected around the lungs or heart.\n"
STRONTIUM = (
    "  • Strontium-89 (a radionuclide) to relieve pain from cancer that has spread to bones "
    "throughout the body.\n"
)
PARP = "  • PARP inhibitor therapy for women with an inherited BRCA1 or BRCA2 mutation.\n"
LUNG = "  • Surgery to remove cancer that has spread to the lung.\n"
BONES = (
    "  • Radiation therapy to the bones, brain, spinal cord, breast, or chest wall to relieve "
    "symptoms and improve quality of life.\n"
)
TUCATINIB = (
    "  • Targeted therapy with tucatinib, a tyrosine kinase inhibitor used with trastuzumab and "
    "capecitabine.\n"
)
TRANSPLANT = "  • A clinical trial of high-dose chemotherapy with stem cell transplant.\n"
AROMATASE = "  • Aromatase inhibitor therapy.\n"

TEXTS = {
    "drugs": New(
        changes=[
            ("women with open or painful breast lesions", "women with sores of the breast"),
            ("(olaparib or talazoparib)", "(olaparib, talazoparib, or pembrolizumab)"),
            (STRONTIUM, ""),
            (LUNG, LUNG + "  • Surgery to remove cancer that has spread to the liver.\n"),
            (PARP, ""),
            (TUCATINIB, TUCATINIB + PARP),
            (", and who have been treated with chemotherapy, treatment", ", treatment"),
        ],
        gone="strontium-89",
        moved=("parp-inhibitor-after-menopause", "targeted-therapy"),
        for_new=("spread", "liver"),
        treatments={"parp-inhibitor-after-chemotherapy": "pembrolizumab"},
        rules={"parp-inhibitor-after-chemotherapy": "past-treatments"},
    ),
    "lead-ins": New(
        changes=[
            # A lead-in of three, a heading, and a paragraph.
            (
                "who have just been diagnosed with metastatic breast cancer that is hormone "
                "receptor positive or if the",
                "with new metastatic breast cancer that is hormone receptor positive, or if the",
            ),
            ("\n\nOther treatment options\n", "\n\nMore treatment options\n"),
            ("Other treatment options for metastatic", "More treatment options for metastatic"),
            ("You can search for trials based on", "You can look for trials by"),
            ("margetuximab, or lapatinib", "margetuximab, zanidatamab, or lapatinib"),
            (TRANSPLANT, ""),
            (FLUID, ""),
            (BONES, BONES + FLUID),
            (BONES, BONES + "  • Radiation therapy to the lung to relieve symptoms.\n"),
            ("has spread to other organs, or has caused symptoms", "or has spread to other organs"),
        ],
        gone="stem-cell-transplant-trial",
        moved=("fluid-surgery", "radiation-therapy"),
        for_new=("spread", "lung"),
        rules={"chemotherapy": "symptoms"},
    ),
    "retyped": New(
        changes=[
            # The same words, typed in another way, are no work at all.
            ("triple-negative breast tumors", "triple\u2011negative breast tumors"),
            ("PDQ®) Cancer Information", "PDQ®)  Cancer Information"),
            (
                "Aromatase inhibitor therapy (anastrozole, letrozole, or exemestane).",
                "Aromatase inhibitors (anastrozole, letrozole, or exemestane).",
            ),
            ("megestrol acetate, estrogen", "megestrol acetate, vepdegestrant, estrogen"),
            (LUNG, ""),
            (AROMATASE, ""),
            (
                "  • Tamoxifen, an LHRH agonist, or both.\n",
                "  • Tamoxifen, an LHRH agonist, or both.\n" + AROMATASE,
            ),
            (STRONTIUM, STRONTIUM + "  • Radium-223 for cancer that has spread to bones.\n"),
            (
                "Surgery to repair or help support weak or broken bones",
                "Surgery to repair or help support broken bones",
            ),
        ],
        gone="lung-surgery",
        moved=("aromatase-inhibitor-after-tamoxifen", "hormone-therapy"),
        for_new=("symptoms", "bone-pain"),
    ),
}


class Counting(Client):
    requests = 0

    def request(self, **request):
        self.requests += 1
        return super().request(**request)


@pytest.fixture(scope="module")
def _shipped(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        write_draft(real_guide())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def draft(_shipped, db):
    draft = models.Guide.objects.get()
    publish_as_next(freeze(draft), draft.pk, "First edition")
    return draft


@pytest.fixture
def publisher(db):
    staff = Staff("paula", "Publisher")
    staff.client = Counting()
    staff.client.force_login(staff.user)
    return staff


def to_check(shown):
    """The rows to check on a page, by what is sent for each: the ways that are offered."""
    articles = shown.all("div", class_="row-to-check")
    return {
        article.one("input", name="row", type="hidden")["value"]: {
            each["value"] for each in article.all("button", name="do")
        }
        for article in articles
    }


def slug_of(sent):
    """Return the slug of an option that is to check; that of another row has its kind before it."""
    mark = models.RowToCheck.objects.get(pk=sent.split()[0])
    return mark.slug if mark.kind == "option" else f"{mark.kind} {mark.slug}"


def settles(staff, draft, rows, do):
    """Presses a button for rows; gives the page that follows."""
    response = staff.sends("settle_guide", draft.pk, row=rows, do=do)
    return parse(staff.client.get(response["Location"])), said(response)


def takes_the_text_in(staff, draft, text):
    staff.workbench(draft)
    page(staff, draft)
    response = keeps_text(staff, draft, text)
    return parse(staff.client.get(response["Location"]))


def changes_by_hand(staff, draft, sent, new):
    """Takes the new words of an option over and puts its treatments, words and rule right."""
    slug = slug_of(sent)
    response = staff.sends("settle_guide", draft.pk, row=sent, do="edit")
    form = RowForm(staff, response["Location"])
    if slug in new.treatments:
        form.types(treatments=f"{form.fields['treatments']}\r\n{new.treatments[slug]}")
    if slug in new.plain:
        form.types(plain=new.plain[slug])
    if slug in new.rules:
        for number in range(int(form.fields["conditions-TOTAL_FORMS"])):
            picked = models.Choice.objects.filter(
                pk__in=form.fields.get(f"conditions-{number}-answers", [])
            )
            if any(each.question.slug == new.rules[slug] for each in picked):
                form.removes_row(number)
    form.must_save()


def settles_all(staff, draft, shown, new):
    by_hand = {*new.treatments, *new.plain, *new.rules}
    rows = to_check(shown)
    for sent in rows:
        if slug_of(sent) in by_hand:
            changes_by_hand(staff, draft, sent, new)
    takeable = [sent for sent in rows if "take" in rows[sent] and slug_of(sent) not in by_hand]
    shown, told = settles(staff, draft, takeable, "take")
    assert "Change it in its form" not in told
    rows = to_check(shown)
    (retired,) = [sent for sent in rows if "retire" in rows[sent]]
    assert slug_of(retired) == new.gone
    shown, _ = settles(staff, draft, retired, "retire")
    if rows := to_check(shown):
        shown, _ = settles(staff, draft, list(rows), "right")
    assert to_check(shown) == {}
    return shown


def carries_the_new_one(staff, draft, shown, new):
    response = staff.sends("carry_guide", draft.pk, **to_carry(shown))
    form = RowForm(staff, response["Location"])
    form.types(plain="Surgery takes out what can be taken out.")
    question, answer = new.for_new
    form.adds_row(models.Choice.objects.get(question__slug=question, slug=answer))
    form.must_save()


def publishes(staff, draft):
    """Accepts what example readers get now, and publishes all, though it is not translated."""
    shown = staff.workbench(draft)
    ticked = [each["value"] for each in shown.all("input", name="example")]
    if ticked:
        accept = shown.one("form", action=reverse("admin:accept_guide", args=[draft.pk]))
        sent = fields(accept) | {"example": ticked, "reason": "The summary says so now."}
        response = staff.sends("accept_guide", draft.pk, **sent)
        shown = parse(staff.client.get(response["Location"])).one(class_="workbench")
    form = shown.one("form", id="publish-form")
    rows = [each["value"] for each in shown.all("input", name="row") if "checked" in each]
    sent = fields(form) | {"note": "The new text of the summary.", "row": rows}
    sent["untranslated"] = "on"
    return staff.sends("publish_guide", draft.pk, **sent)


@pytest.mark.parametrize("name", TEXTS)
def test_a_new_text_is_taken_over_in_few_steps_and_nothing_is_missed(draft, publisher, name):
    new = TEXTS[name]
    shown = takes_the_text_in(publisher, draft, new.text)
    shown = settles_all(publisher, draft, shown, new)
    carries_the_new_one(publisher, draft, shown, new)
    response = publishes(publisher, draft)
    draft.refresh_from_db()
    found = [str(each) for each in proofread_draft(draft, freeze(draft)) if each.stops_publishing]
    print(publisher.client.requests)
    assert found == []
    assert response.status_code == 302
    edition, guide = newest_readable(draft.pk)
    assert edition.number == 2
    held = hold(guide)
    assert not any(held.not_carried)
    assert (held.unknown, held.without_lead) == ((), ())
    assert letters(guide.summary) == letters(new.text)
    slug, category = new.moved
    assert guide.option_by_slug[slug].category == category
    assert new.gone not in guide.option_by_slug
    assert models.RowToCheck.objects.filter(settled_by=None).count() == 0
    settled = models.RowToCheck.objects.values_list("kind", "slug")
    assert len(settled) == len(set(settled))  # nothing was asked twice
    assert publisher.client.requests < MOST
