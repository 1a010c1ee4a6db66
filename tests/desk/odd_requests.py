"""Odd requests to the admin: what a stranger tries there, or a colleague who means harm."""

from __future__ import annotations

from itertools import product

from django.urls import reverse

from navigator.desk import models
from tests.odd.request import Odd, field_part, multipart, post

# Values for anything that should be a number, a key or a word: a few of each kind that some code
# between the browser and the database is known to stumble over.
ODD = [
    *("", "%00", "1%00", "abc", "-1", "1.5", "1_2f", "%ED%A0%80", "%FF", "٣", "[]", "../.."),
    *("99999999999999999999", "9" * 400, "%27%22%3E%3Cscript%3E"),
]
SOME = ["", "%00", "abc", "99999999999999999999"]  # for pages that take long to make

ADDRESSES = [
    "/admin/desk/option/{odd}/change/",
    "/admin/desk/guide/{odd}/change/",
    "/admin/desk/option/{odd}/delete/",
    "/admin/desk/option/{odd}/beside/",
    "/admin/desk/option/{odd}/copy/",
    "/admin/desk/guide/{odd}/publish/",
    "/admin/editions/edition/{odd}/change/",
    "/admin/r/{odd}/1/",
    "/admin/r/1/{odd}/",
    "/admin/{odd}/",
    "/admin/login/?next={odd}",
    "/admin/desk/guide/{draft}/compare/?old={odd}&new=draft",
    "/admin/desk/guide/{draft}/search/?phrase={odd}",
    "/admin/desk/guide/{draft}/editions/?page={odd}",
]
SLOW_ADDRESSES = [
    "/admin/desk/option/add/?guide={odd}&position={odd}&sources={odd}",
    "/admin/desk/option/add/?_changelist_filters=guide__id__exact%3D{odd}",
    "/admin/desk/option/{option}/change/?_popup={odd}&_to_field={odd}",
]
LOOKUPS = [
    *("q", "p", "o", "e", "all", "_facets", "_popup", "_to_field", "_changelist_filters"),
    *("guide__id__exact", "guide__slug__contains", "id__in", "id__range", "pk__regex"),
    *("category__id__exact", "conditions__choices__id__exact", "position__isnull", "guide__isnull"),
    *("guide__editions__content__contains", "published_by__password__startswith", "no__such"),
]

FORMS = [
    ("/admin/login/", "username={odd}&password={odd}&next={odd}"),
    ("/admin/code/", "code={odd}&next={odd}"),
    ("/admin/password_change/", "old_password={odd}&new_password1={odd}"),
    ("/admin/desk/option/", "action=delete_selected&_selected_action={odd}"),
    ("/admin/desk/option/", "action={odd}&_selected_action={option}&index={odd}"),
    ("/admin/desk/option/", "_save=1&form-TOTAL_FORMS={odd}&form-INITIAL_FORMS={odd}"),
    (
        "/admin/desk/option/",
        "_save=1&form-TOTAL_FORMS=1&form-INITIAL_FORMS=1&form-0-id={odd}&form-0-position={odd}",
    ),
    ("/admin/desk/option/{odd}/copy/", ""),
    ("/admin/desk/option/{odd}/beside/", "name={odd}"),
    ("/admin/desk/option/add/beside/?guide={odd}", "name={odd}"),
    ("/admin/desk/guide/{draft}/try/", "home={odd}&no-such={odd}"),
    ("/admin/desk/guide/{draft}/restore/", "number={odd}"),
    ("/admin/desk/guide/{draft}/restore/", "number=1&seen={odd}&last_entry={odd}"),
    ("/admin/desk/guide/{draft}/publish/", "note={odd}&seen={odd}&row={odd}&last_entry={odd}"),
    ("/admin/desk/guide/{draft}/put_back/", "seen={odd}&row={odd}&last_entry={odd}"),
    ("/admin/desk/guide/{draft}/accept_warnings/", "warning={odd}&all={odd}&reason={odd}"),
    ("/admin/desk/guide/{draft}/take_back/", "acceptance={odd}"),
    ("/admin/desk/guide/{draft}/decline/", "request={odd}&answer={odd}"),
    ("/admin/desk/guide/load/", "content={odd}&file={odd}&seen={odd}"),
    ("/admin/desk/guide/{draft}/copy/", "slug={odd}&title="),
]
ROW = "conditions-TOTAL_FORMS=1&conditions-INITIAL_FORMS=1&conditions-0-id={odd}"
SLOW_FORMS = [
    f"seen_version={{odd}}&{ROW}&conditions-0-answers={{odd}}&conditions-0-situation={{odd}}",
    "seen_version={odd}&guide={odd}&slug={odd}&position={odd}&category={odd}",
    "conditions-TOTAL_FORMS={odd}&conditions-INITIAL_FORMS={odd}",
    "conditions-TOTAL_FORMS=1&conditions-INITIAL_FORMS=0&conditions-0-answers={odd}",
    "conditions-TOTAL_FORMS=1&conditions-INITIAL_FORMS=0&initial-conditions-0-answers={odd}",
]

FILES = [
    *(b"", b"\0", b"\xff\xfe", b"a: b\n...\n", b"[" * 5_000, b"{" * 5_000, b"\x1f\x8b\x08"),
    *(b"- " * 9_999, b"a: &a [*a]\n...\n", b"&a [*a, *a]\n...\n", b"x" * 1_500_000),
    *(b"!!python/object/apply:os.system [id]\n...\n", b'slug: "\\0"\n...\n'),
    *(b'slug: "\\ud800"\n...\n', "slug: é".encode("utf-16"), b"%YAML 9.9\n---\n"),
    *(b"? [a, b]\n: c\n...\n", b"<<: x\n...\n", b"a: 1e999\n...\n", b"--- \n--- \n"),
]
FILE_NAMES = [b"..\\..\\x.yaml", b"../../x.yaml", b"\0.yaml", b"", b"x" * 3_000, b"\xff.yaml"]


def addresses():
    """Odd keys in addresses, and odd values in what is asked of lists and searches."""
    keys = _keys()
    for address, odd in (*product(ADDRESSES, ODD), *product(SLOW_ADDRESSES, (*SOME, "9" * 5_000))):
        yield Odd(address.format(odd=odd, **keys))
    for name, odd in product(LOOKUPS, SOME):
        yield Odd(f"/admin/desk/option/?{name}={odd}")


def forms():
    """Odd forms: of the door, of lists, of rows, of rules, and of the steps of the workbench."""
    keys = _keys()
    for (address, form), odd in product(FORMS, ODD):
        yield post(address.format(odd=odd, **keys), form.format(odd=odd, **keys))
    row = reverse("admin:desk_option_change", args=[keys["option"]])
    for form, odd in product(SLOW_FORMS, SOME):
        yield post(row, form.format(odd=odd))
        yield post(reverse("admin:desk_option_beside", args=[keys["option"]]), form.format(odd=odd))
    yield post(row, "&".join(f"field{number}=1" for number in range(1_500)))
    yield post(row, "name=" + "x" * 3_000_000)
    yield post(row, b"name=x", "application/x-www-form-urlencoded; charset=utf-16")
    yield post(row, b"--x", "multipart/form-data; boundary=y")


def files():
    """Odd files, and files with odd names."""
    kind = "multipart/form-data; boundary=odd"
    named = [(b"a.yaml", content) for content in FILES] + [(name, b"a: b") for name in FILE_NAMES]
    for name, content in named:
        more = b'; filename="' + name + b'"\r\nContent-Type: text/yaml'
        part = field_part("file", content, more=more)
        yield post("/admin/desk/guide/load/", multipart(part), kind)
    yield post("/admin/desk/guide/load/", "file=x")


def _keys():
    option = models.Option.objects.first()
    return {"option": option.pk, "draft": option.guide_id}
