"""The first guide's file, damaged in many ways, and what should be said about each."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, replace

import yaml

from navigator.guide.plain import to_plain
from tests.guides import FIXTURE, real_guide

TEXT = FIXTURE.read_text(encoding="utf-8")
PLAIN = to_plain(real_guide())
GONE = object()
MEGABYTE = 1024 * 1024
KINDS = ("categories", "questions", "options", "notices", "terms", "sources", "trial_topics")


@dataclass(frozen=True)
class Damage:
    """A damaged file.

    `says`: what its message must name. `line`: the line it must name; `part`: the slug of the part
    that the line must be in. `faults`: how many there are, None where one leads to others.
    """

    content: bytes
    says: tuple[str, ...] = ()
    line: int | None = None
    part: str = ""
    faults: int | None = 1
    has_line: bool | None = True

    @property
    def lines(self) -> list[str]:
        return self.content.decode("utf-8", "replace").split("\n")

    def part_at(self, line) -> str:
        """The slug of the part that a line is in."""
        for text in reversed(self.lines[:line]):
            found = re.match(r"  - slug: (.*)", text)
            if found or re.match(r"\w", text):
                return found[1] if found else ""
        return ""


def edit(old, new, *says, **more) -> Damage:
    """The text with one place changed; the message names its line."""
    before, found, after = TEXT.partition(old)
    assert found, f"not in the file: {old}"
    more.setdefault("line", before.count("\n") + 1)
    return Damage((before + new + after).encode(), says, **more)


def cut(old, *says, **more) -> Damage:
    """The text up to this place."""
    before, found, _ = TEXT.partition(old)
    assert found, f"not in the file: {old}"
    return Damage(before.encode(), says, **more)


def whole(content, *says, **more) -> Damage:
    """Another file altogether."""
    return Damage(content if isinstance(content, bytes) else content.encode(), says, **more)


def put(path, value, *says, **more) -> Damage:
    """The guide with another value at `options.chemotherapy.category`, or GONE."""
    plain = deepcopy(PLAIN)
    *way, last = path.split(".")
    holder = plain
    for step in way:
        holder = holder[_key(holder, step)]
    if value is GONE:
        del holder[_key(holder, last)]
    elif isinstance(holder, list) and last == "+":
        holder.append(value)
    else:
        holder[_key(holder, last)] = value
    more.setdefault("part", way[1] if len(way) > 1 and way[0] in KINDS else "")
    return Damage(written(plain).encode(), says, **more)


def _key(holder, step):
    if isinstance(holder, dict):
        return step
    if step.isdecimal():
        return int(step)
    return next(place for place, each in enumerate(holder) if each["slug"] == step)


class _Dumper(yaml.SafeDumper):
    """Indents the rows of a list, as the guide's file does."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def written(plain) -> str:
    return yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, explicit_end=True)


def rule(question, *choices, test="any"):
    return {"all": [{"question": question, test: list(choices)}]}


def twice(kind) -> Damage:
    first = PLAIN[kind][0]
    return put(f"{kind}.+", first, first["slug"], part=first["slug"])


def bomb() -> str:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(["a0: &a0 lol", *levels, "...", ""])


CHEMO = "options.chemotherapy"
HER2 = "questions.her2"
LAST = TEXT.rindex("...")
LABEL = "label: HER2 result"
LABEL_LINE = TEXT.partition(LABEL)[0].count("\n") + 1

CUT = {
    "cut just before its last line": Damage(TEXT[:LAST].encode()),
    "cut in its last line": Damage(TEXT[: LAST + 1].encode(), faults=None),
    "cut after the first line": cut("# For editors", has_line=False),
    "cut before the first field": cut("format: 1", has_line=False),
    "cut before the questions": cut("questions:\n"),
    "cut after the word questions": cut("\n  - slug: hormone-receptor\n    kind"),
    "cut between two questions": cut("  - slug: her2\n    kind"),
    "cut before the options": cut("options:\n"),
    "cut between two options": cut("  - slug: chemotherapy\n    category"),
    "cut between two answers": cut("      - slug: not-known"),
    "cut in a rule": cut("spread, only: [bone, soft-tissue, breast"),
    "cut inside a list in brackets": cut("tissue, breast-chest-wall]"),
    "cut in the middle of a text": cut("a protein that sends growth signals"),
    "cut in the middle of a word": cut("ceptor positive or negative?"),
    "cut before the terms": cut("terms:\n"),
    "cut before the trial topics": cut("trial_topics:\n"),
    "cut in the middle of a letter": Damage(
        TEXT.partition("®")[0].encode() + "®".encode()[:1], ("UTF-8",)
    ),
}

ENCODINGS = {
    "in UTF-16": whole(TEXT.encode("utf-16"), "UTF-8", line=1),
    "in UTF-16 without a mark": whole(TEXT.encode("utf-16-le"), faults=1),
    "in Latin-1": whole(
        TEXT.encode("latin-1", "replace"), "UTF-8", line=TEXT.partition("®")[0].count("\n") + 1
    ),
    "with one byte of Latin-1": Damage(
        TEXT.encode().replace(LABEL.encode(), b"label: r\xe9sult", 1), ("UTF-8",), line=LABEL_LINE
    ),
    "with a NUL": edit(LABEL, "label: HER2\0result"),
    "with a bell": edit(LABEL, "label: HER2\aresult"),
    "a picture": whole(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "UTF-8"),
    "an archive": whole(b"PK\x03\x04" + bytes(40), faults=1),
}

SHAPES = {
    "empty": whole("", has_line=False),
    "nothing but comments": whole("# A guide\n...\n", has_line=None),
    "nothing but its last line": whole("...\n", has_line=None),
    "a list": whole("- slug: x\n- slug: y\n...\n", line=1),
    "a text": whole("Metastatic breast cancer\n...\n", line=1),
    "a web page": whole("<!DOCTYPE html>\n<title>Sign in</title>\n...\n", faults=1),
    "two guides in one file": whole(TEXT + TEXT),
    "larger than 1 MB": whole("# x\n" * MEGABYTE + TEXT, "1 MB", has_line=False),
    "nested lists without end": whole("[" * 50_000, line=1),
    "nested fields without end": whole("{a: " * 50_000, line=1),
    "nested by indentation": whole("\n".join("  " * n + "a:" for n in range(500)) + "\n...\n"),
    "a bomb of aliases": whole(bomb(), "&", line=1),
    "an alias": edit("title: Metastatic", "title: *Metastatic", "*"),
    "an anchor": edit("title: Metastatic", "title: &x Metastatic", "&"),
    "a merge": edit("title: Metastatic", "<<: {a: b}\ntitle: Metastatic", "<<", line=None),
    "a tag of Python": edit("minutes: 5", "minutes: !!python/object/apply:os.getcwd []", "!"),
    "a tag": edit("minutes: 5", "minutes: !!int 5", "!"),
    "a tab for indentation": edit("    label: HER2 result", "\tlabel: HER2 result"),
    "one space too many": edit("    label: HER2 result", "     label: HER2 result"),
    "one space too few": edit("    label: HER2 result", "   label: HER2 result"),
    "a colon in a text": edit("label: HER2 result", "label: HER2: result"),
    "a quote left open": edit("label: HER2 result", 'label: "HER2 result', line=None),
    "a bracket left open": edit("any: [postmenopausal]", "any: [postmenopausal", line=None),
    "a field without a colon": edit("label: HER2 result", "label HER2 result", line=None),
    "a sign that YAML keeps": edit("label: HER2 result", "label: @HER2 result"),
    "a list for a field's name": edit("minutes: 5", "[minutes]: 5"),
}

TYPES = {
    "title is a list": put("title", ["Cancer"], "title"),
    "title is named fields": put("title", {"en": "Cancer"}, "title"),
    "minutes is a word": edit("minutes: 5", "minutes: five", "minutes"),
    "minutes is below zero": edit("minutes: 5", "minutes: -5", "minutes"),
    "minutes is a fraction": edit("minutes: 5", "minutes: 5.5", "minutes"),
    "minutes is empty": edit("minutes: 5", "minutes:", "minutes"),
    "minutes is a date": edit("minutes: 5", "minutes: 2026-01-01", "minutes"),
    "have_at_hand is a text": put("have_at_hand", "A report", "have_at_hand", "list"),
    "questions are a text": put("questions", "none", "questions", "list"),
    "questions are named": put("questions", {"her2": PLAIN["questions"][1]}, "questions", "list"),
    "a question is a text": put("questions.1", "her2", "questions"),
    "options are empty": put("options", None, "options", "list"),
    "an option is a list": put("options.1", ["a", "b"], "options"),
    "kind is unknown": put(f"{HER2}.kind", "many", "kind", "one, several"),
    "kind is a list": put(f"{HER2}.kind", ["one"], "kind"),
    "answers are a text": put(f"{HER2}.choices", "positive, negative", "choices", "list"),
    "an answer is a text": put(f"{HER2}.choices.positive", "positive", "choices"),
    "uncertain is yes": put(f"{HER2}.choices.unsure.uncertain", "yes", "uncertain"),
    "exclusive is a number": put(f"{HER2}.choices.unsure.exclusive", 1, "exclusive"),
    "for everyone is quoted": put(f"{CHEMO}.for_everyone", "true", "for_everyone"),
    "drugs are a text": put(f"{CHEMO}.drugs", "capecitabine", "drugs", "list"),
    "situations are a text": put(f"{CHEMO}.situations", "always", "situations", "list"),
    "a situation is a list": put(f"{CHEMO}.situations.0", [], "situations"),
    "a situation of another kind": put(f"{CHEMO}.situations.0", {"any": []}, "situations"),
    "a condition is a text": put(f"{CHEMO}.situations.0.all", ["her2 positive"], "should"),
    "a condition with two tests": put(
        f"{CHEMO}.situations.0.all.0", {"question": "her2", "any": ["positive"], "only": []}, "only"
    ),
    "a condition with an unknown test": put(
        f"{CHEMO}.situations.0", rule("her2", "positive", test="not"), "should"
    ),
    "a condition's answers are a text": put(
        f"{CHEMO}.situations.0.all.0", {"question": "her2", "any": "positive"}, "list"
    ),
    "ask when is a list": put(f"{HER2}.ask_when", [rule("brca", "mutation")], "ask_when"),
    "terms are a text": put("terms", "tamoxifen", "terms", "list"),
    "other names are a text": put("terms.androgen.also", "hormone", "also", "list"),
    "the review is a text": put("review", "by Ana Silva", "review"),
    "a review day in words": put("review", {"reviewed_on": "31 March"}, "reviewed_on", "date"),
    "a review day that is not": put("review", {"due_on": "2026-02-30"}, "due_on", "date"),
    "another format": edit("format: 1", "format: 2", "format"),
}

FIELDS = {
    f"no {path}": put(path, GONE, path.rpartition(".")[2])
    for path in (
        "format",
        "slug",
        "title",
        "minutes",
        "disclaimer",
        "categories",
        "questions",
        "options",
        f"{HER2}.label",
        f"{HER2}.choices",
        f"{HER2}.choices.positive.statement",
        f"{CHEMO}.source_text",
        "categories.surgery.name",
        "notices.not-applicable-menopause.text",
        "terms.androgen.definition",
        "sources.pdq-summary.publisher",
        "trial_topics.breast-cancer.code",
    )
} | {
    f"unknown field in {where or 'the guide'}": put(f"{where}.titel".lstrip("."), "x", "titel")
    for where in (
        "",
        HER2,
        f"{HER2}.choices.positive",
        CHEMO,
        f"{CHEMO}.situations.0",
        f"{CHEMO}.situations.0.all.0",
        "terms.androgen",
        "sources.pdq-summary",
    )
}
# Of a situation or a condition it is said how one should look.
FIELDS |= {
    name: replace(damage, says=("should look like",))
    for name, damage in FIELDS.items()
    if "situations" in name
}

REFERENCES = {
    "an option in no category": put(f"{CHEMO}.category", "gone", "gone"),
    "an option's source": put(f"{CHEMO}.sources", ["gone"], "gone"),
    "a category's source": put("categories.surgery.sources", ["gone"], "gone"),
    "a notice's source": put("notices.not-applicable-menopause.sources", ["gone"], "gone"),
    "a term's source": put("terms.androgen.sources", ["gone"], "gone"),
    "an option's question": put(f"{CHEMO}.situations.0", rule("gone", "positive"), "gone"),
    "an option's answer": put(f"{CHEMO}.situations.0", rule("her2", "gone"), "gone"),
    "an answer of another question": put(f"{CHEMO}.situations.0", rule("her2", "bone"), "bone"),
    "a notice's question": put(
        "notices.not-applicable-menopause.situations", [rule("gone", "positive")], "gone"
    ),
    "a notice's answer": put(
        "notices.not-applicable-menopause.situations", [rule("her2", "gone")], "gone"
    ),
    "an ask when's question": put(f"{HER2}.ask_when", rule("gone", "x"), "gone", faults=None),
    "an ask when's answer": put(f"{HER2}.ask_when", rule("hormone-receptor", "gone"), "gone"),
    "a rule without an answer": put(f"{CHEMO}.situations.0", rule("her2")),
    "a situation without a condition": put(f"{CHEMO}.situations.0", {"all": []}),
    "ask when on itself": put(f"{HER2}.ask_when", rule("her2", "positive"), "her2"),
    "ask when on a later question": put(f"{HER2}.ask_when", rule("brca", "mutation"), "brca"),
    "ask when in a circle": put(
        "questions.past-treatments.ask_when",
        rule("not-responded", "none"),
        "not-responded",
    ),
    "a question that rules use is gone": put("questions.pd-l1", GONE, "pd-l1"),
    "an answer that rules use is gone": put(f"{HER2}.choices.negative", GONE, part="", faults=None),
    "a category with options is gone": put("categories.surgery", GONE, "surgery", faults=5),
    "no answers": put("questions.menopause.choices", [], faults=None),
}

DUPLICATES = {f"two {kind} with one slug": twice(kind) for kind in KINDS} | {
    "two answers with one slug": put(
        f"{HER2}.choices.+", PLAIN["questions"][1]["choices"][0], "positive"
    ),
    "an answer twice in a rule": put(f"{CHEMO}.situations.0", rule("her2", "positive", "positive")),
    "a source twice": put(f"{CHEMO}.sources", ["pdq-summary", "pdq-summary"], "pdq-summary"),
    "title is there twice": edit("minutes: 5", "title: x\nminutes: 5", "title"),
    "label is there twice": edit(
        "    label: HER2 result",
        "    label: x\n    label: HER2 result",
        "label",
        line=LABEL_LINE + 1,
    ),
}

NAMES = {
    "a slug with a slash": put("slug", "breast/cancer", "slug"),
    "a slug with a space": put("slug", "breast cancer", "slug"),
    "an empty slug": put("slug", "", "slug"),
    "the slug of another page": put("slug", "admin", "admin"),
    "a term's slug with a space": put("terms.androgen.slug", "and rogen", "slug", part=""),
    "an answer's slug with a comma": put(f"{HER2}.choices.unsure.slug", "un,sure", "slug"),
    "a slug longer than its column": put("terms.androgen.slug", "x" * 51, "slug", part=""),
    "a title longer than its column": put("title", "x" * 121, "title"),
    "a label longer than its column": put(f"{HER2}.label", "x" * 61, "label"),
}

DAMAGED = CUT | ENCODINGS | SHAPES | TYPES | FIELDS | REFERENCES | DUPLICATES | NAMES
