"""Random changes of random summaries: what is no more as it was is to check, and nothing else is.

The seed of a failure is in its message, with the texts that were taken one after another.
"""

import random
from collections import Counter
from dataclasses import replace
from datetime import date

from navigator.desk import models
from navigator.desk.rows import freeze, write_draft
from navigator.desk.summaries import keep_summary, settle
from navigator.desk.taking_over import taken_over
from navigator.guide.aligning import align
from navigator.guide.held import hold
from navigator.guide.model import Category, Notice, Option
from navigator.guide.summary import BULLET, SummaryError, letters, statements
from tests.library import library

from .random_summaries import an_item, changed, places, quoted, typed

CASES, MOST_TEXTS, MOST_CHANGES = 12, 4, 6


def a_guide(tree):
    """Return a guide with an option, and a remark on it, for each statement that is no lead-in."""
    categories, options = [], []
    for heading in tree:
        slug = f"c{len(categories)}"
        below = [each for each in places([heading]) if len(each) > 1]
        leads = "\n\n".join(quoted(each) for each in below if each[-1].endswith(":"))
        carried = leads if random.random() < 0.5 else ""
        categories.append(Category(slug=slug, name=heading[0], about="All.", source_text=carried))
        for place in below:
            if not place[-1].endswith(":"):
                fields = {"slug": f"o{len(options)}", "category": slug, "name": "x", "plain": "x"}
                quote = place[-1] if carried else quoted(place)
                options.append(Option(**fields, source_text=quote, for_everyone=True))
    remark = Notice(slug="", title="x", text="x", for_everyone=True)
    return replace(
        library(),
        **dict.fromkeys(("source_intro", "source_trials", "disclaimer", "attribution"), ""),
        categories=tuple(categories),
        options=tuple(options),
        notices=tuple(replace(remark, slug=each.slug, option=each.slug) for each in options),
        example_readers=(),
    )


def rests_on(guide, tree):
    """Return the places that each row rests on, where it is sure: no words of them are twice.

    What quotes words that the text does not have rests on no place in it.
    """
    there = {*places(tree)}
    said = Counter(each[-1] for each in places(tree))
    found = {}
    misquoted = misquoting(guide)
    for option in (each for each in guide.options if ("option", each.slug) not in misquoted):
        heading = guide.category_by_slug[option.category].name
        text = letters(option.source_text.splitlines()[-1].strip(f" {BULLET}"))
        for place in there:
            is_it = place[0] == heading and letters(place[-1]) == text
            if is_it and all(said[each] == 1 for each in place):
                found["option", option.slug] = found["notice", option.slug] = {place}
    for category in guide.categories:
        if said[category.name] == 1:
            below = {each for each in there if each[0] == category.name}
            found["category", category.slug] = below
    return found


def hold_steps(steps, old, new):
    """Hold that each statement is there once, and is the same only with what is above it."""
    assert Counter(each.old for each in steps if each.old) == Counter(old)
    assert [each.new for each in steps if each.new] == list(new)
    became = [[letters(one.whole) for one in (s.old, s.new)] for s in steps if s.old and s.new]
    for step in steps:
        if step.is_settled:
            assert letters(step.old.text) == letters(step.new.text)
            for name in ("heading", "lead"):
                above = [letters(getattr(each, name)) for each in (step.old, step.new)]
                assert above[0] == above[1] or above in became, step


def misquoting(guide):
    held = hold(guide)
    return {each.row for each in (*held.unknown, *held.without_lead)}


def opened(draft):
    return {(each.kind, each.slug): each for each in models.RowToCheck.objects.open_in(draft)}


def settle_some(draft, user):
    """Take new words over as the workbench does, or find a row still right."""
    for row, mark in opened(draft).items():
        new = taken_over(freeze(draft), mark) if random.random() < 0.5 else {}
        if "category" in new:
            new["category"] = draft.category_set.get(slug=new["category"])
        if new:
            models.PART_MODELS[row[0]].objects.filter(guide=draft, slug=row[1]).update(**new)
        if (new or random.random() < 0.5) and row not in misquoting(freeze(draft)):
            settle(draft, row, user)


def take_texts(draft, user, told):
    """Take one text after another, and hold after each what is to check."""
    first = tree = [an_item(0) for _ in range(random.randint(2, 4))]
    is_settling = random.random() < 0.5
    told.append(typed(tree))
    models.RowToCheck.objects.all().delete()
    draft = write_draft(replace(a_guide(tree), summary=told[0]), draft)
    right = rests_on(freeze(draft), tree)
    # Rows whose words were never there twice. A category rests on much besides.
    sure = {row for row in right if row[0] != "category"}
    for count in range(random.randint(2, MOST_TEXTS)):
        is_back = count > 0 and not is_settling and random.random() < 0.3
        new = first if is_back else tree
        for _ in range(0 if is_back else random.randint(1, MOST_CHANGES)):
            new = changed(new)
        text, was_open = typed(new), opened(draft).keys()
        try:
            keep_summary(draft, text, "", date(2026, 4, 1))
        except SummaryError:
            continue
        hold_steps(align(told[-1], text), statements(told[-1]), statements(text))
        told.append(text)
        tree = new
        draft.refresh_from_db()
        guide, there = freeze(draft), {*places(tree)}
        now, is_open, misquoted = rests_on(guide, tree), opened(draft), misquoting(guide)
        sure &= now.keys()
        asked = sure & is_open.keys() - misquoted
        assert not (is_back and asked), f"{asked} are asked though all is as it was"
        for row, rested in right.items():
            if not rested <= there or (row[0] == "category" and now.get(row, rested) != rested):
                assert row in is_open or row in misquoted, f"{row} is missed: {rested}"
            elif now.get(row) == rested and row not in was_open:
                assert row not in asked, f"{row} is asked for nothing: {rested}"
        if is_settling:
            settle_some(draft, user)
            draft.refresh_from_db()
        now, is_open = rests_on(freeze(draft), tree), opened(draft)
        right = {row: each for row, each in right.items() if row in is_open} | {
            row: each for row, each in now.items() if row not in is_open
        }


def test_what_changed_is_to_check_and_nothing_else(draft, editor):
    for _ in range(CASES):
        seed, told = random.randrange(10**9), []
        random.seed(seed)
        try:
            take_texts(draft, editor.user, told)
        except AssertionError as error:
            texts = "\n=====\n".join(told)
            raise AssertionError(f"random.seed({seed}): {error}\n{texts}") from error
