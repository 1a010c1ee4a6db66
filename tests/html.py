"""Reads a page as a browser without JavaScript does: elements, and forms that can be sent."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

WITHOUT_END = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})


class Element:
    """One element. Attributes are asked for with `[]`, elements inside with `one` and `all`."""

    def __init__(self, tag, attrs=()):
        self.tag = tag
        self.attrs = {name: value or "" for name, value in attrs}
        self.inside = []

    def __repr__(self):
        attrs = "".join(f' {name}="{value}"' for name, value in self.attrs.items())
        return f"<{self.tag}{attrs}>"

    def __getitem__(self, name) -> str:
        return self.attrs[name]

    def __contains__(self, name) -> bool:
        return name in self.attrs

    def get(self, name, default=None):
        return self.attrs.get(name, default)

    @property
    def text(self) -> str:
        """What it says, white space normalised."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for each in self.inside:
            yield from [each] if isinstance(each, str) else each._pieces()

    def everything(self) -> Iterator[Element]:
        """All elements inside it, in the order of the page."""
        for each in self.inside:
            if isinstance(each, Element):
                yield each
                yield from each.everything()

    def all(self, *tags, **attrs) -> list[Element]:
        """The elements of one of these tags, with these attributes (True: any value).

        An underscore stands for a hyphen: `data_option=True`.
        """
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        return [each for each in self.everything() if each._fits(tags, wanted)]

    def one(self, *tags, **attrs) -> Element:
        found = self.all(*tags, **attrs)
        assert len(found) == 1, f"{len(found)} and not one of {tags} {attrs} in {self!r}: {found}"
        return found[0]

    def _fits(self, tags, wanted) -> bool:
        if tags and self.tag not in tags:
            return False
        return all(name in self and value in (True, self[name]) for name, value in wanted.items())

    def form(self, **attrs) -> Form:
        """The one POST form with these attributes."""
        return Form(self.one("form", method="post", **attrs))


class Form:
    """A form that can be filled in and sent like any browser would."""

    def __init__(self, element):
        self.element = element

    def inputs(self, name) -> list[Element]:
        return self.element.all("input", "select", "textarea", name=name)

    @property
    def names(self) -> set[str]:
        """The names of what a reader fills in."""
        inputs = self.element.all("input", "select", "textarea", name=True)
        return {each["name"] for each in inputs} - {"csrfmiddlewaretoken"}

    def values(self, name) -> list[str]:
        return [each["value"] for each in self.inputs(name)]

    def checked(self, name) -> set[str]:
        return {each["value"] for each in self.inputs(name) if "checked" in each}

    def filled(self, **picks) -> dict[str, list[str]]:
        """What is sent when the reader makes these picks; `{name: [values]}` for odd names."""
        return self.hidden() | {name: self._picked(name, want) for name, want in picks.items()}

    def hidden(self) -> dict[str, list[str]]:
        return {each["name"]: [each["value"]] for each in self.element.all("input", type="hidden")}

    def _picked(self, name, wanted) -> list[str]:
        wanted = [wanted] if isinstance(wanted, str) else list(wanted)
        kinds = {each.get("type", each.tag) for each in self.inputs(name)}
        assert kinds, f"There is no field {name!r} in {self.element!r}"
        if kinds <= {"radio", "checkbox"}:
            assert set(wanted) <= set(self.values(name)), f"{wanted} cannot be picked for {name!r}"
        assert kinds != {"radio"} or len(wanted) == 1, f"{name!r} takes one answer"
        return wanted


def parse(response) -> Element:
    """The page of a response, or of a text. Fails on tags that are not closed as they should."""
    text = response if isinstance(response, str) else response.content.decode()
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1, f"never closed: {reader.open[1:]}"
    return reader.open[0]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Element("page")]

    def handle_starttag(self, tag, attrs):
        self.handle_startendtag(tag, attrs)
        if tag not in WITHOUT_END:
            self.open.append(self.open[-1].inside[-1])

    def handle_startendtag(self, tag, attrs):
        self.open[-1].inside.append(Element(tag, attrs))

    def handle_endtag(self, tag):
        closed = self.open.pop()
        assert closed.tag == tag, f"{closed!r} is closed by </{tag}>"

    def handle_data(self, data):
        self.open[-1].inside.append(data)
