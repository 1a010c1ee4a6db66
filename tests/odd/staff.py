"""Odd requests to the admin: what a stranger tries there, or a colleague who means harm."""

from __future__ import annotations

from itertools import product

from django.urls import reverse

from navigator.desk import models

from .request import Odd, field_part, multipart, post

# Values for anything that should be a number, a key or a word.
ODD = [
    *("", "%00", "1%00", "abc", "-1", "0", "1.5", "1_2f", "%ED%A0%80", "%FF", "٣", "None", "true"),
    *(
        "99999999999999999999",
        "9" * 400,
        "1%20OR%201=1",
        "%27%22%3E%3Cscript%3E",
        "../..",
        "[]",
        "{}",
    ),
]
SOME = ["", "%00", "abc", "99999999999999999999", "[]"]  # for pages that take long to make
LOOKUPS = [
    *("q", "p", "o", "e", "all", "_facets", "_popup", "_to_field", "_changelist_filters"),
    *("guide__id__exact", "guide__slug__contains", "id__in", "id__range", "pk__regex"),
    *("category__id__exact", "conditions__choices__id__exact", "position__isnull", "guide__isnull"),
    *("guide__editions__content__contains", "published_by__password__startswith", "no__such"),
]


def _named(name, *args):
    return reverse(f"admin:{name}", args=args)


def addresses():
    """Odd keys in addresses, and odd values in what is asked of lists and searches."""
    draft = models.Guide.objects.first().pk
    option = models.Option.objects.first().pk
    for odd in ODD:
        yield Odd(f"/admin/desk/option/{odd}/change/")
        yield Odd(f"/admin/desk/guide/{odd}/change/")
        yield Odd(f"/admin/desk/option/{odd}/delete/")
        yield Odd(f"/admin/desk/option/{odd}/history/")
        yield Odd(f"/admin/desk/guide/{odd}/publish/")
        yield Odd(f"/admin/editions/edition/{odd}/change/")
        yield Odd(f"/admin/r/{odd}/{option}/")
        yield Odd(f"/admin/r/1/{odd}/")
        yield Odd(f"/admin/{odd}/")
        yield Odd(f"{_named('compare_guide', draft)}?old={odd}&new=draft")
        yield Odd(f"{_named('compare_guide', draft)}?old=draft&new={odd}")
        yield Odd(f"/admin/login/?next={odd}")
    for odd in SOME:
        yield Odd(f"{_named('desk_option_add')}?guide={odd}&position={odd}&sources={odd}")
        yield Odd(f"{_named('desk_option_change', option)}?_popup={odd}&_to_field={odd}")
    for odd in (*SOME, "9" * 5_000):
        listed = f"guide__id__exact%3D{odd}"
        yield Odd(f"{_named('desk_option_add')}?_changelist_filters={listed}")
    for name, odd in product(LOOKUPS, SOME):
        yield Odd(f"{_named('desk_option_changelist')}?{name}={odd}")
    for name, odd in product(
        ("term", "guide", "page", "app_label", "model_name", "field_name"), ODD
    ):
        known = {"app_label": "desk", "model_name": "condition", "field_name": "choices"}
        asked = known | {"term": "her", name: odd}
        query = "&".join(f"{key}={value}" for key, value in asked.items())
        yield Odd(f"{_named('autocomplete')}?{query}")


def forms():
    """Odd forms: of the door, of lists, of rows, of rules, and of the steps of the workbench."""
    draft = models.Guide.objects.first().pk
    option = models.Option.objects.first().pk
    lists, row = _named("desk_option_changelist"), _named("desk_option_change", option)
    for odd in ODD:
        yield post(_named("login"), f"username={odd}&password={odd}&next={odd}")
        yield post(_named("code"), f"code={odd}&next={odd}")
        yield post(_named("password_change"), f"old_password={odd}&new_password1={odd}")
        yield post(lists, f"action=delete_selected&_selected_action={odd}")
        yield post(lists, f"action={odd}&_selected_action={option}&index={odd}")
        yield post(lists, f"_save=1&form-TOTAL_FORMS={odd}&form-INITIAL_FORMS={odd}")
        yield post(
            lists,
            "_save=1&form-TOTAL_FORMS=1&form-INITIAL_FORMS=1"
            f"&form-0-id={odd}&form-0-position={odd}",
        )
        yield post(
            _named("rule_words"),
            f"conditions-TOTAL_FORMS={odd}&conditions-0-answers={odd}&conditions-0-situation={odd}",
        )
        yield post(_named("rule_words"), f"conditions-TOTAL_FORMS=1&conditions-0-answers={odd}")
        yield post(_named("try_guide", draft), f"home={odd}&no-such={odd}")
        yield post(_named("restore_guide", draft), f"number={odd}")
        yield post(_named("copy_guide", draft), f"slug={odd}&title=")
    for odd in SOME:
        yield post(row, f"seen_version={odd}&guide={odd}&slug={odd}&position={odd}&category={odd}")
        yield post(row, f"conditions-TOTAL_FORMS={odd}&conditions-INITIAL_FORMS={odd}")
        yield post(
            row,
            "conditions-TOTAL_FORMS=1&conditions-INITIAL_FORMS=1&conditions-0-id="
            + odd
            + f"&conditions-0-answers={odd}&conditions-0-situation={odd}",
        )
        for start in ("", "initial-"):
            yield post(
                row,
                "conditions-TOTAL_FORMS=1&conditions-INITIAL_FORMS=0"
                f"&{start}conditions-0-answers={odd}",
            )
    yield post(row, "&".join(f"field{number}=1" for number in range(1_500)))
    yield post(row, "name=" + "x" * 3_000_000)
    yield post(row, b"name=x", "application/x-www-form-urlencoded; charset=utf-16")
    yield post(row, b"--x", "multipart/form-data; boundary=y")


FILES = [
    *(b"", b"\0", b"\xff\xfe", b"a: b\n...\n", b"[" * 5_000, b"{" * 5_000, b"\x1f\x8b\x08"),
    *(b"- " * 9_999, b"a: &a [*a]\n...\n", b"&a [*a, *a]\n...\n", b"x" * 1_500_000),
    *(b"!!python/object/apply:os.system [id]\n...\n", b'slug: "\\0"\n...\n'),
    *(b'slug: "\\ud800"\n...\n', "slug: é".encode("utf-16"), b"%YAML 9.9\n---\n"),
    *(b"? [a, b]\n: c\n...\n", b"<<: x\n...\n", b"a: 1e999\n...\n", b"--- \n--- \n"),
]


def files():
    load = _named("load_guide")
    kind = "multipart/form-data; boundary=odd"
    for content in FILES:
        part = field_part("file", content, more=b'; filename="a.yaml"\r\nContent-Type: text/yaml')
        yield post(load, multipart(part), kind)
    for name in (b"..\\..\\x.yaml", b"../../x.yaml", b"\0.yaml", b"", b"x" * 3_000, b"\xff.yaml"):
        part = field_part("file", b"a: b", more=b'; filename="' + name + b'"')
        yield post(load, multipart(part), kind)
    yield post(load, "file=x")
