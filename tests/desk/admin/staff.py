"""Somebody on the staff, at the admin: opens forms, types, and sends what a browser would."""

from __future__ import annotations

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import seen
from navigator.desk.rows import freeze
from navigator.editions.readable import newest_readable
from navigator.guide.compare import compare
from tests.html import parse

OURS = {"Origin": "http://testserver"}  # as browsers say that a page of the site sent something
TYPED = {"text", "number", "url", "date", "hidden"}


class Staff:
    """A member of staff, with a browser of their own."""

    def __init__(self, name, *groups, is_staff=True):
        self.user = User.objects.create_user(name, is_staff=is_staff)
        self.user.groups.set(Group.objects.filter(name__in=groups))
        assert self.user.groups.count() == len(groups)
        self.client = Client()
        self.client.force_login(self.user)

    def opens(self, name, /, *args, **query):
        """A page of the admin, by the name of its address."""
        response = self.client.get(reverse(f"admin:{name}", args=args), query)
        assert response.status_code == 200, response.status_code
        return parse(response)

    def workbench(self, draft):
        return self.opens("desk_guide_change", draft.pk).one(class_="workbench")

    def form(self, row):
        """The form of a row, as it is when it is opened."""
        return RowForm(self, change_url(row))

    def new(self, model, guide=None):
        """The form of a new row; of this guide, where there are several."""
        query = f"?guide={guide.pk}" if guide else ""
        return RowForm(self, reverse(f"admin:desk_{model._meta.model_name}_add") + query)

    def sends(self, name, /, *args, **data):
        """A request by hand."""
        return self.client.post(reverse(f"admin:{name}", args=args), data)

    def publishes(self, draft, note="Because.", **sent):
        """Publish the whole draft, as somebody does who has just looked at it."""
        draft = models.Guide.objects.get(pk=draft.pk)
        rows = [":".join(row) for row in changed_rows(draft)]
        sent = {"note": note, "seen": seen(draft), "row": rows} | sent
        return self.sends("publish_guide", draft.pk, **sent)

    def restores(self, draft, number):
        """Look at what an edition would change in the draft, and make it the draft."""
        draft = models.Guide.objects.get(pk=draft.pk)
        return self.sends("restore_guide", draft.pk, number=str(number), seen=seen(draft))

    def copies(self, draft, **names):
        draft = models.Guide.objects.get(pk=draft.pk)
        return self.sends("copy_guide", draft.pk, seen=seen(draft), **names)

    def uploads(self, content, name="guide.yaml"):
        """Pick a guide file; gives the page with what it would change, if it is one."""
        content = content.encode() if isinstance(content, str) else content
        return self.sends("load_guide", file=SimpleUploadedFile(name, content))

    def loads(self, content, name="guide.yaml"):
        """Pick a guide file, look at what it would change, and load it."""
        form = parse(self.uploads(content, name)).one(class_="workbench").form()
        assert form.element["enctype"] == "multipart/form-data"  # else it may be too long
        sent = {name: values[0] for name, values in form.hidden().items()}
        return self.sends("load_guide", **sent)


class RowForm:
    """A form of the admin: what was in it, and what is typed over it."""

    def __init__(self, staff, url):
        self.staff, self.url = staff, url
        self.reads(staff.client.get(url))
        assert self.response.status_code == 200

    def reads(self, response):
        self.response = response
        if response.status_code == 200:
            self.page = parse(response)
            self.fields = fields(self._form)

    @property
    def _form(self):
        forms = self.page.all("form", method="post", id=True)
        return next(form for form in forms if form["id"].endswith("_form"))

    def types(self, **values):
        """Fill fields in; None empties one."""
        for name, value in values.items():
            assert name in self.fields or value, f"no field {name}"
            if value is None:
                self.fields.pop(name, None)
            else:
                self.fields[name] = value
        return self

    def saves(self):
        """Send it; gives whether it was saved."""
        self.reads(self.staff.client.post(self.url, self.fields))
        return self.response.status_code == 302

    def must_save(self):
        assert self.saves(), self.errors
        return self

    def beside(self):
        """Return the preview of it as it is just now; nothing of it is saved."""
        url = self.page.one(id="beside")["hx-post"]
        response = self.staff.client.post(url, self.fields)
        assert response.status_code == 200, response.status_code
        return parse(response)

    @property
    def errors(self):
        """What is said to be wrong, anywhere on the page."""
        return _errors(self.page)

    def row_errors(self, prefix, number):
        """What is said on one row of a rule."""
        return _errors(self.page.one(id=f"{prefix}-{number}"))

    def adds_row(self, *choices, situation=1, test="any", number="", prefix="conditions"):
        """One more row of the rule."""
        row = int(self.fields[f"{prefix}-TOTAL_FORMS"])
        self.fields[f"{prefix}-TOTAL_FORMS"] = str(row + 1)
        self.fields[f"{prefix}-{row}-test"] = test
        self.fields[f"{prefix}-{row}-number"] = number
        self.fields[f"{prefix}-{row}-answers"] = [str(choice.pk) for choice in choices]
        self.fields[f"{prefix}-{row}-situation"] = str(situation)
        return self

    def removes_row(self, number, prefix="conditions"):
        self.fields[f"{prefix}-{number}-DELETE"] = "on"
        return self


def changed_rows(draft):
    """The rows in which a draft differs from what readers see, in the order of the workbench."""
    newest = newest_readable(draft.pk)
    changes = compare(newest[1], freeze(draft)) if newest else []
    return list(dict.fromkeys(change.row for change in changes))


def _errors(element):
    """Complaints, in a field and at the top, and both versions where somebody else has saved."""
    told = {"errorlist", "both-versions", "problems"}
    return " ".join(
        each.text for each in element.everything() if told & set(each.get("class", "").split())
    )


def log(page):
    """What was done with a guide, as its workbench tells it, the latest first."""
    return [each.text for each in page.one("section", aria_labelledby="log").all("li")]


def change_url(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def fields(form):
    """Every field of a form as a browser would send it, line ends included."""
    found = {}
    groups = form.all("details", class_="picked")
    picked = {each["name"] for group in groups for each in group.all("input", name=True)}
    for each in form.all("input", "select", "textarea", name=True):
        if "__prefix__" in each["name"] or "disabled" in each:
            continue
        value = _value(each)
        if each["name"] in picked and each.get("type") == "checkbox":
            found[each["name"]] = [*found.get(each["name"], []), *([value] if value else [])]
        elif value is not None and each["name"].startswith("initial-") and each["name"] in found:
            # Of what a form was opened with, several values are sent one by one.
            before = found[each["name"]]
            found[each["name"]] = [*(before if isinstance(before, list) else [before]), value]
        elif value is not None:
            found[each["name"]] = value
    return found


def _value(element):
    if element.tag == "textarea":
        text = "".join(element._pieces()).removeprefix("\n")
        return text.replace("\r\n", "\n").replace("\n", "\r\n")
    if element.tag == "select":
        picked = [each["value"] for each in element.all("option") if "selected" in each]
        return picked if "multiple" in element else next(iter(picked), "")
    kind = element.get("type", "text")
    if kind == "checkbox":
        return element.get("value", "on") if "checked" in element else None
    return element.get("value", "") if kind in TYPED else None


def choice(question, slug, guide=None):
    found = models.Choice.objects.filter(question__slug=question, slug=slug)
    return (found.filter(question__guide=guide) if guide else found).get()
