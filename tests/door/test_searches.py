"""Searches in the lists of the admin: however much is typed, no list fails."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from navigator.door.searches import LONGEST, MOST_WORDS, TOO_LONG

LISTS = sorted(
    f"{model._meta.app_label}_{model._meta.model_name}"
    for model, of_model in admin.site._registry.items()
    if of_model.search_fields and of_model.get_urls()
)


@pytest.fixture
def root(client, db):
    client.force_login(User.objects.create_superuser("root"))
    return client


@pytest.mark.parametrize("name", LISTS)
def test_a_search_without_end_shows_the_whole_list_and_says_why(root, name):
    """1,500 words were more than a database takes."""
    place = reverse(f"admin:{name}_changelist")
    for words in ("a " * 1_500, "a " * (MOST_WORDS + 1), "x" * (LONGEST + 1)):
        page = root.get(place, {"q": words}, follow=True)
        assert page.status_code == 200
        assert TOO_LONG in page.text
        assert page.context["cl"].query == ""


def test_a_search_of_as_many_words_as_there_can_be_is_made(root):
    page = root.get(reverse("admin:desk_option_changelist"), {"q": "a " * MOST_WORDS})
    assert TOO_LONG not in page.text
    assert page.context["cl"].query.split() == ["a"] * MOST_WORDS
