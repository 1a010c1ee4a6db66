"""Steps of the workbench: rows to check because the words of the summary have changed."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from navigator.desk import models, summaries
from navigator.desk.rows import freeze, lock
from navigator.desk.taking_over import category_named, stands_under, taken_over
from navigator.desk.translating import drop_lost_wordings
from navigator.guide.digest import digest
from navigator.guide.held import Row, hold
from navigator.guide.model import GUIDE, Guide
from navigator.guide.rule_words import sentences
from navigator.guide.summary import letters
from navigator.numbers import as_number

from .locking import BACK, TO_SUMMARY
from .named import Names, form_url, label_of, marked
from .steps import Step, Steps, may

OURS = ("plain", "text", "about", "none_listed")  # fields with words of our own
DONE = {
    "take": "With the new words now, while our own words and rules are as they were",
    "right": "Still right",
    "retire": "Retired",
}
# Why a row is not settled so.
QUOTES_OLD_WORDS = (
    "The summary does not have the words any more that it quotes. Take the new ones over, retire "
    "it, or change it in its form."
)
NOTHING_TO_TAKE = (
    "The old words are not in it as they were. Change it in its form if need be, or say that it is "
    "still right."
)
LEADS_BACK = f"?{BACK}={TO_SUMMARY}"  # in the address of a form
CHANGED_AGAIN = "The summary has changed while you had this page open. Look at it again."


class CheckingSteps(Steps):
    """Settle rows to check."""

    def checking_steps(self) -> dict[str, Step]:
        return {"settle": self.settle}

    def settle(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Settle rows to check in the way that was pressed."""
        draft = self.draft_to_change(request, pk)
        ways = {
            "take": self._take_over,
            "edit": self._take_over,
            "right": self._still_right,
            "retire": self._retire,
        }
        do = request.POST.get("do", "")
        if do not in ways or "row" not in request.POST:
            messages.error(request, "Tick a row, or press the button of one.")
            return redirect("admin:summary_guide", draft.pk)
        settled: list[str] = []
        refused: dict[str, list[str]] = {}  # by why not
        with transaction.atomic():
            (draft,) = lock(draft.pk)
            # Saying that rows are still right changes none of them, so one look is enough.
            misquoting = _misquoting(freeze(draft)) if do == "right" else ()
            for mark in _sent(request, draft):
                row = _row(draft, mark)
                if row is None:
                    continue  # it went with its option
                is_misquoting = (mark.kind, mark.slug) in misquoting
                way = ways[do]
                why_not = QUOTES_OLD_WORDS if is_misquoting else way(request, draft, mark, row)
                if why_not:
                    refused.setdefault(why_not, []).append(f"“{row}”")
                elif do == "edit":  # saving the form settles it
                    return redirect(back_to_summary(row))
                else:
                    user = cast(User, request.user)  # whoever may change has an account
                    summaries.settle(draft, (mark.kind, mark.slug), user)
                    settled.append(f"“{row}”")
        if settled:
            messages.success(request, f"{DONE[do]}: {', '.join(settled)}.")
        for why_not, rows in refused.items():
            messages.error(request, f"Not settled: {', '.join(rows)}. {why_not}")
        return redirect("admin:summary_guide", draft.pk)

    # Ways to settle a row. Each returns why not, where it cannot.

    def _take_over(
        self, request: HttpRequest, draft: models.Guide, mark: models.RowToCheck, row: Any
    ) -> str:
        may(request, "change", row)
        changed = taken_over(freeze(draft), mark)
        if not changed:
            return NOTHING_TO_TAKE
        for name, value in changed.items():
            is_slug = name == "category"
            setattr(row, name, draft.category_set.get(slug=value) if is_slug else value)
        try:
            row.clean_fields(
                exclude=[each.name for each in row._meta.fields if each.name not in changed]
            )
        except ValidationError as error:
            return f"It cannot do with these words. Change it in its form: {error.messages[0]}"
        row.version += 1
        row.save(update_fields=[*changed, "version"])
        self.log_change(request, row, f"Took the new words of the summary over for “{row}”")
        return ""

    def _still_right(
        self, request: HttpRequest, draft: models.Guide, mark: models.RowToCheck, row: Any
    ) -> str:
        # Of the guide, since nothing of the row is changed: it stays when the row goes.
        self.log_change(request, draft, f"Found “{row}” still right with the summary’s new words")
        return ""

    def _retire(
        self, request: HttpRequest, draft: models.Guide, mark: models.RowToCheck, row: Any
    ) -> str:
        """Delete an option, with its remarks and what other rows say of it."""
        if not _may_retire(mark):
            return "Only an option whose statement is gone can be retired."
        may(request, "delete", row)
        for reader in _expecting(draft, mark.slug):
            may(request, "change", reader)
            for name in ("match", "depends"):
                setattr(reader, name, [each for each in getattr(reader, name) if each != mark.slug])
            reader.version += 1
            reader.save(update_fields=["match", "depends", "version"])
            self.log_change(request, reader, f"Let “{reader}” expect nothing of “{row}” any more")
        for option in _excluding(draft, mark.slug):
            may(request, "change", option)
            option.excludes = [each for each in option.excludes if each != mark.slug]
            option.version += 1
            option.save(update_fields=["excludes", "version"])
            self.log_change(request, option, f"Let “{option}” exclude “{row}” no more")
        for remark in row.remarks.all():
            may(request, "delete", remark)
            self.log_deletions(request, [remark])
            remark.delete()
        self.log_change(request, draft, f"Retired the option “{row}”: its statement is gone")
        row.delete()
        drop_lost_wordings(draft)
        return ""


def _sent(request: HttpRequest, draft: models.Guide) -> list[models.RowToCheck]:
    """Return the rows to check that were sent and are as they were shown."""
    marks = {mark.pk: mark for mark in summaries.rows_to_check(draft, freeze(draft))}
    found = []
    for each in request.POST.getlist("row"):
        key, _, seen = each.partition(" ")
        mark = marks.get(as_number(key))
        if mark is None:
            messages.info(request, "Somebody has settled this already.")
        elif seen != _seen(draft, mark):
            messages.error(request, CHANGED_AGAIN)
        else:
            found.append(mark)
    return found


def back_to_summary(row: Model) -> str:
    """Return the address of a row's form, from which saving leads back to its summary."""
    return f"{form_url(row)}{LEADS_BACK}"


def changes_to_check(
    draft: models.Guide, guide: Guide, names: Names, marks: Iterable[models.RowToCheck]
) -> list[dict[str, Any]]:
    """Return each change of the summary with the rows to check that rest on it."""
    changes: dict[tuple[str, str], list[models.RowToCheck]] = {}
    for mark in marks:
        changes.setdefault((mark.was, mark.now), []).append(mark)
    misquoting = _misquoting(guide)
    found = [
        {
            "pairs": [(*marked(*pair), len({*pair}) == 1) for pair in summaries.pairs(resting[0])],
            "rows": [_to_check(draft, guide, names, mark, misquoting) for mark in resting],
        }
        for resting in changes.values()
    ]
    # What one change concerns comes first, and what is about all of them last.
    return sorted(found, key=lambda each: len(each["pairs"]))


def _misquoting(guide: Guide) -> set[Row]:
    """Return the rows with words that the summary does not have."""
    return {quote.row for quote in hold(guide).unknown}


def _is_other_lead(was: str, now: str) -> bool:
    """Tell if the words above a bullet, which say for whom it is, have changed."""
    lead, _, bullet = was.partition("\n")
    return bool(bullet and now) and letters(lead) != letters(now.partition("\n")[0])


def _to_check(
    draft: models.Guide,
    guide: Guide,
    names: Names,
    mark: models.RowToCheck,
    misquoting: Container[Row],
) -> dict[str, Any]:
    """Return a row to check with what an editor looks at, and the ways to settle it."""
    part = guide.part_by_row[mark.kind, mark.slug]
    has_rule = mark.kind in ("option", "notice")
    becomes = taken_over(guide, mark)
    category, heading = becomes.get("category"), stands_under(guide, mark)
    return {
        "mark": mark,
        "name": names.of(mark.kind, mark.slug),
        "seen": _seen(draft, mark),
        "ours": [
            (label_of(mark.kind, name), text) for name in OURS if (text := getattr(part, name, ""))
        ],
        "treatments": [
            guide.term_by_slug[slug].name
            for slug in getattr(part, "treatments", ())
            if slug in guide.term_by_slug
        ],
        "has_rule": has_rule,
        "for_others": mark.kind == "option"
        and any(_is_other_lead(*pair) for pair in summaries.pairs(mark)),
        "happens": "listed" if mark.kind == "option" else "shown",
        "for_everyone": has_rule and part.for_everyone,
        "situations": [sentences(guide, each) for each in part.situations] if has_rule else [],
        "may_take": bool(becomes),
        "moves_to": guide.category_by_slug[category].name if category else "",
        # An editor is told of a heading of the summary that has no category yet.
        "no_category": heading if heading and not category_named(guide, heading) else "",
        "may_stay": (mark.kind, mark.slug) not in misquoting,
        "may_retire": _may_retire(mark),
        "goes_with_it": _goes_with(draft, mark),
    }


def _seen(draft: models.Guide, mark: models.RowToCheck) -> str:
    return digest([mark.was, mark.now, *_goes_with(draft, mark)])


def _row(draft: models.Guide, mark: models.RowToCheck) -> Any:
    """Return the row that is to check, None where it is gone."""
    if mark.kind == GUIDE:
        return draft
    rows = models.PART_MODELS[mark.kind]._default_manager
    return rows.filter(guide=draft, slug=mark.slug).first()


def _may_retire(mark: models.RowToCheck) -> bool:
    return mark.kind == "option" and not mark.now


def _goes_with(draft: models.Guide, mark: models.RowToCheck) -> list[str]:
    """Return what goes with an option that is retired."""
    if not _may_retire(mark):
        return []
    readers = ", ".join(f"“{each}”" for each in _expecting(draft, mark.slug))
    return [
        *(f"the remark “{each}”" for each in _row(draft, mark).remarks.all()),
        *([f"what these example readers expect of it: {readers}"] if readers else []),
        *(f"that “{each}” excludes it" for each in _excluding(draft, mark.slug)),
    ]


def _excluding(draft: models.Guide, option: str) -> list[Any]:
    """Return the options that name this one among those that they exclude."""
    return [each for each in draft.option_set.all() if option in each.excludes]


def _expecting(draft: models.Guide, option: str) -> list[models.ExampleReader]:
    """Return the example readers who expect something of an option."""
    readers = draft.examplereader_set.all()
    return [each for each in readers if option in (*each.match, *each.depends)]
