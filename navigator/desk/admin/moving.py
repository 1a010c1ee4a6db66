"""Lists whose rows are put in order by dragging them or with the buttons “Up” and “Down”."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from navigator.desk import models
from navigator.desk.log import MOVED
from navigator.desk.placing import put_in_order
from navigator.desk.rows import lock
from navigator.numbers import as_number

from .locking import LockedAdmin, is_being_told

OF_ONE_GUIDE = "guide__id__exact"  # the filter of a list
MOVE = re.compile(r"(?P<row>\d{1,18}) (?P<way>before|after) (?P<other>\d{1,18})")
NOW = "moved"  # tags what is told beside the list


class OrderedAdmin(LockedAdmin):
    """Parts of a guide that have their place among others of their kind."""

    change_list_template = "admin/desk/part_list.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"desk_{self.model._meta.model_name}_move"
        return [
            path("move/", self.admin_site.admin_view(self.move), name=name),
            *super().get_urls(),
        ]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Put the buttons where the place stands, in a list of all rows of one guide."""
        columns = [each for each in super().get_list_display(request) if each != "position"]
        keys = self._order(request)
        return [*columns, Place(f"move/?{request.GET.urlencode()}", keys)] if keys else columns

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        order = " ".join(map(str, self._order(request)))
        context = {"order": order, "may_order": self.has_change_permission(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def _order(self, request: HttpRequest) -> list[int]:
        """Return the rows of the guide that is listed, in order; none where not all are listed."""
        if request.GET.keys() - {OF_ONE_GUIDE, "p"} or not self.has_change_permission(request):
            return []
        guides = models.Guide.objects.values_list("pk", flat=True)
        only = guides[0] if len(guides) == 1 else 0
        guide = as_number(request.GET.get(OF_ONE_GUIDE, "")) or only
        return [row.pk for row in self._rows(guide)]

    def _rows(self, guide: int) -> list[Any]:
        return list(self.model._default_manager.filter(guide=guide))

    def move(self, request: HttpRequest) -> HttpResponse:
        """Put a row before or after another one, and lead back to the list and to its button."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        url = reverse(f"admin:desk_{self.model._meta.model_name}_changelist")
        url += f"?{request.GET.urlencode()}" if request.GET else ""
        if request.method != "POST":
            return HttpResponseRedirect(url)
        asked = MOVE.fullmatch(request.POST.get("move", ""))
        if asked is None:
            raise BadRequest("no such move")
        seen = [as_number(each) for each in request.POST.get("order", "").split()]
        with transaction.atomic():
            row = self.model._default_manager.filter(pk=int(asked["row"])).first()
            guide = row.guide_id if row else 0
            lock(guide)
            self._put(request, self._rows(guide), asked, seen)
            keys = [each.pk for each in self._rows(guide)]
        return HttpResponseRedirect(f"{url}#{_button(asked, keys)}")

    def _put(
        self, request: HttpRequest, rows: list[Any], asked: re.Match[str], seen: list[int]
    ) -> None:
        """Put a row where it was asked to stand, if both are still where they were seen."""
        now = {row.pk: row for row in rows}
        key, other = int(asked["row"]), int(asked["other"])
        if key not in now or other not in now or key == other:
            words = "Nothing was moved: this row, or the one beside it, is not here any more."
            messages.warning(request, words, extra_tags=NOW)
            return
        wanted = [each for each in now if each != key]
        wanted.insert(wanted.index(other) + (asked["way"] == "after"), key)
        keys = list(now)
        if wanted != keys:
            if any(
                each not in seen or seen.index(each) != keys.index(each) for each in (key, other)
            ):
                words = "Nothing was moved: somebody else has changed the order. This is it now."
                messages.warning(request, words, extra_tags=NOW)
                return
            put_in_order([now[each] for each in wanted])
            self.log_change(request, now[key], [{MOVED: wanted.index(key) + 1}])
        elif is_being_told(request):
            return  # the button was pressed twice, and the first press is about to be told
        words = f"“{now[key]}” is now {wanted.index(key) + 1} of {len(wanted)}."
        messages.success(request, words, extra_tags=NOW)


class Place:
    """The column of a list that has the buttons, and a handle where scripts let rows be dragged."""

    __name__ = short_description = "place"

    def __init__(self, url: str, keys: list[int]) -> None:
        self._url, self._keys = url, keys

    def __str__(self) -> str:
        return self.__name__

    def __call__(self, row: Any) -> str:
        if row.pk not in self._keys:
            return ""  # added a moment ago
        place = self._keys.index(row.pk)
        before, after = self._keys[:place][-1:], self._keys[place + 1 :][:1]
        up = self._button(row, "up", f"{row.pk} before {before[0]}" if before else "")
        down = self._button(row, "down", f"{row.pk} after {after[0]}" if after else "")
        handle = '<span class="handle" data-row="{}" title="Drag to another place"></span>'
        return format_html('<span class="place">' + handle + " {} {}</span>", row.pk, up, down)

    def _button(self, row: Any, way: str, move: str) -> str:
        return format_html(
            '<button type="submit" class="button" id="move-{}-{}" name="move" value="{}" '
            'formaction="{}" hx-post="{}"{}>{}<span class="visually-hidden">: {}</span></button>',
            *(way, row.pk, move, self._url, self._url),
            *("" if move else mark_safe(" disabled"), way.capitalize(), row),
        )


def _button(asked: re.Match[str], keys: list[int]) -> str:
    """Return the name of the button that was pressed, or of its fellow where it is closed now."""
    key = int(asked["row"])
    closed = {"before": keys[:1], "after": keys[-1:]}[asked["way"]]
    is_up = (asked["way"] == "before") != (key in closed)
    return f"move-{'up' if is_up else 'down'}-{key}"
