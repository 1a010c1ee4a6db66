"""What is done with a whole draft: it is shown, published and copied, or refused."""

import pytest

from navigator.desk import drafts, models
from navigator.desk.drafts import (
    FaultyDraftError,
    is_in_an_edition,
    publish,
    showable,
)
from navigator.desk.rows import freeze
from navigator.editions.models import Edition
from navigator.editions.shelf import shelf
from navigator.guide.plain import from_plain
from tests.library import library

GUIDE = library()


# Publishing


def test_the_draft_is_published_as_it_is(draft, admin_user):
    edition = publish(draft, "First", admin_user)
    assert (edition.number, edition.note, edition.published_by) == (1, "First", admin_user)
    assert from_plain(edition.content) == GUIDE
    draft.option_set.all().delete()
    assert shelf.get(GUIDE.slug).guide == GUIDE


def test_a_draft_is_frozen_once_to_be_published(draft, monkeypatch):
    frozen = []
    monkeypatch.setattr(drafts, "freeze", lambda row: frozen.append(row) or freeze(row))
    publish(draft, "First")
    assert len(frozen) == 1


def test_a_draft_with_errors_is_not_published(draft):
    draft.option_set.filter(slug="town-card").update(source_text="")
    with pytest.raises(FaultyDraftError) as caught:
        publish(draft, "First")
    assert {finding.where for finding in caught.value.findings} == {"guide", "option town-card"}
    assert "town-card" in str(caught.value)
    assert not Edition.objects.exists()
    assert showable(draft)


def test_a_draft_with_warnings_alone_is_published(draft):
    draft.option_set.filter(slug="town-card").update(plain="Bring the ID here.")
    assert publish(draft, "First").number == 1


@pytest.mark.parametrize("use", [showable, lambda draft: publish(draft, "First")])
def test_a_broken_draft_is_neither_shown_nor_published(draft, use):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    with pytest.raises(FaultyDraftError, match="option town-card"):
        use(draft)


def test_a_draft_that_some_edition_has_is_known(draft, edition):
    assert is_in_an_edition(draft)
    draft.option_set.filter(slug="town-card").update(plain="Never published.")
    assert not is_in_an_edition(draft)
