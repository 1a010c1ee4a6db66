"""The presses by which a guide is made at the desk out of the text of its summary.

They are made from a guide file, which says what there is to type.
"""

from __future__ import annotations

from itertools import groupby

from playwright.sync_api import Locator, expect

from navigator.guide.model import (
    AtLeast,
    Category,
    Condition,
    ExampleReader,
    Guide,
    Kind,
    Notice,
    Option,
    Panel,
    Question,
    Situation,
    Term,
    Test,
)

from .typist import Typist

TESTS = {
    Test.ANY: "any of these",
    Test.NONE: "none of these",
    Test.ONLY: "these and no other",
}
AT_LEAST = "at least so many of these"
OFFERED = 3  # answers of a new question, the last of which is for who does not know


class Maker:
    """An editor with the guide on paper, who types it."""

    def __init__(self, typist: Typist, guide: Guide) -> None:
        self.typist, self.page, self.guide = typist, typist.page, guide

    def makes_the_guide(self) -> None:
        """Make all of it, and publish it."""
        self._begins()
        self._adds("category", self.guide.categories, self._category)
        self._carries()
        self._fills_in_the_texts()
        for has_panel, pages in groupby(self.guide.pages, key=lambda page: page[0] is not None):
            if has_panel:
                for panel, _ in pages:
                    self._panel(panel)
            else:
                alone = [question for _, (question,) in pages]
                self._adds("question", alone, self._question)
        for question in self.guide.questions:
            if question.ask_when or (question.panel and question.staff_note):
                self._changes(question)
        for option in self.guide.options:
            self._option(option)
        self._adds("notice", self.guide.notices, self._notice)
        self._adds("term", self.guide.terms, self._term)
        for example in self.guide.example_readers:
            self._example(example)
        self._publishes()

    # The whole of it

    def _begins(self) -> None:
        self.typist.making = "the guide and its texts"
        self.typist.leads_to(".model-guide th a")
        self.typist.leads_to(self.typist.link("New guide from a summary"))
        self.typist.types("[name=title]", self.guide.title)
        self.typist.types("[name=slug]", self.guide.slug)
        self.typist.types("[name=pasted]", self.guide.summary)
        self.typist.types("[name=taken_from]", self.guide.summary_from)
        self.typist.leads_to(self.typist.button("Make the guide"))

    def _carries(self) -> None:
        """Correct what is guessed wrong of the statements, and let them be carried."""
        self.typist.making = "the statements"
        self._opens_workbench()
        self._goes_to("The summary")
        names = {each.slug: each.name for each in self.guide.categories}
        belongs = {_bullet(each): names[each.category] for each in self.guide.options}
        for row in self.page.locator("tr.is-left").all():
            select, text = row.locator("select"), row.locator("td").first.inner_text().strip()
            label = select.locator("option:checked").inner_text()
            wanted = self._way(select, text, belongs)
            if wanted and wanted != label:
                self.typist.picks(select, wanted)
        self.typist.leads_to(self.typist.button("Let the statements be carried as picked"))

    def _way(self, select: Locator, text: str, belongs: dict[str, str]) -> str:
        labels = [each.strip() for each in select.locator("option").all_inner_texts()]
        if text.strip("• \n") in belongs:
            return next(each for each in labels if belongs[text.strip("• \n")] in each)
        if text in self.guide.source_intro:
            return next((each for each in labels if "opening words" in each), "")
        return ""

    def _fills_in_the_texts(self) -> None:
        self.typist.making = "the guide and its texts"
        self._goes_to("Workbench")
        guide = self.guide
        for name in ("publisher", "introduction", "about_condition", "decision", "help_now"):
            self.typist.types(f"#id_{name}", getattr(guide, name))
        for name in ("have_at_hand", "next_steps"):
            self.typist.types(f"#id_{name}", "\n".join(getattr(guide, name)))
        self.typist.types("#id_minutes", str(guide.minutes))
        for name in ("trials_about", "trials_url", "disclaimer", "attribution"):
            self.typist.types(f"#id_{name}", getattr(guide, name))
        self.typist.types("#id_staff_note", guide.staff_note)
        if guide.how_made:
            self._opens("#id_how_made")
            self.typist.types("#id_how_made", guide.how_made)
        self._saves("_continue")
        (source,) = guide.sources
        self._opens_row("sources", source.title)
        self.typist.types("#id_publisher", source.publisher)
        self._saves()

    def _publishes(self) -> None:
        self.typist.making = "publishing"
        self._opens_workbench()
        form = self.page.locator("form[action$='/publish/']")
        self.typist.types(form.locator("[name=note]"), "Made at the desk.")
        self.typist.leads_to(form.get_by_role("button"))
        expect(self.page.locator(".messagelist .success")).to_be_visible()

    # Its parts

    def _category(self, category: Category) -> None:
        self.typist.types("#id_name", category.name)
        self._fills(category, "about", "none_listed")

    def _question(self, question: Question) -> None:
        self.typist.types("#id_label", question.label)
        if question.kind is not Kind.ONE:
            labels = {Kind.SEVERAL: "several of them", Kind.NUMBER: "a number is typed in"}
            self.typist.picks("#id_kind", labels[question.kind])
        self._fills(question, "text", "unit", "why", "where", "ask_team", "staff_note")
        if question.highest is not None:
            self.typist.types("#id_highest", str(question.highest))
        certain = [each for each in question.choices if not each.uncertain]
        (unsure,) = (each for each in question.choices if each.uncertain)
        rows = [0, 1, *range(OFFERED, OFFERED + len(certain) - 2)]
        for number, choice in zip(rows, certain, strict=True):
            if number >= OFFERED:
                self.typist.presses_on("#choices-group .add-row a")
            self._answer(number, choice)
        self._answer(OFFERED - 1, unsure)

    def _answer(self, number: int, choice) -> None:
        at = f"#id_choices-{number}-"
        for name in ("label", "statement"):
            if self.page.locator(at + name).input_value() != getattr(choice, name):
                self.typist.types(at + name, getattr(choice, name))
        if choice.least is not None:
            self.typist.types(f"{at}least", str(choice.least))
        for flag in ("uncertain", "exclusive", "not_covered"):
            box = self.page.locator(at + flag)
            if box.is_checked() != getattr(choice, flag):
                self.typist.presses_on(box)

    def _panel(self, panel: Panel) -> None:
        self.typist.making = "the panel"
        self._opens_workbench()
        self.typist.leads_to(".workbench .parts a:has-text('panel')")
        self.typist.leads_to(".object-tools a.addlink")
        self._fills(panel, "text", "why", "where", "staff_note")
        tests = [each.label for each in self.guide.questions if each.panel == panel.slug]
        self.typist.types("#id_tests", "\n".join(tests))
        self._saves()

    def _changes(self, question: Question) -> None:
        """Say when a question is asked, and what had to be judged."""
        self.typist.making = "when questions are asked"
        self._opens_row("questions", question.label)
        if question.panel:
            self._fills(question, "staff_note")
        self._rule("ask_when", question.ask_when)
        self._saves()

    def _option(self, option: Option) -> None:
        self.typist.making = "options"
        self._opens_row("options", "", source_text=option.source_text)
        self.typist.types("#id_name", option.name)
        self._fills(option, "plain", "staff_note")
        if option.for_everyone:
            self.typist.presses_on("#id_for_everyone")
        self._rule("conditions", option.situations)
        self._saves()

    def _notice(self, notice: Notice) -> None:
        self._fills(notice, "title", "text", "staff_note")
        for flag in ("on_start", "on_top", "for_everyone"):
            if getattr(notice, flag):
                self.typist.presses_on(f"#id_{flag}")
        self._rule("conditions", notice.situations)

    def _term(self, term: Term) -> None:
        self._fills(term, "name", "definition", "staff_note")
        if term.say:
            self.typist.types("#id_say", term.say)

    def _example(self, example: ExampleReader) -> None:
        self.typist.making = "example readers"
        self._opens_workbench()
        self._goes_to("Try a reader")
        for said in example.answers:
            for choice in said.choices:
                self.typist.presses_on(f'[name="{said.question}"][value="{choice}"]')
        self.typist.leads_to(self.typist.button("Show every option"))
        self.typist.types("#id_example-who", example.who)
        self.typist.leads_to(self.typist.button("Keep, with what they get now"))

    # Rules

    def _rule(self, prefix: str, situations: tuple[Situation, ...]) -> None:
        rows = [
            (number, condition)
            for number, situation in enumerate(situations, start=1)
            for condition in situation.conditions
        ]
        for place, (number, condition) in enumerate(rows):
            row = self.page.locator(f"#{prefix}-{place}")
            if not row.count():
                self.typist.presses_on(f"#{prefix}-group .add-row a")
            self._row(row, prefix, place, condition)
            if number > 1:
                self.typist.types(f"#id_{prefix}-{place}-situation", str(number))

    def _row(self, row: Locator, prefix: str, place: int, condition: Condition | AtLeast) -> None:
        at = f"#id_{prefix}-{place}-"
        if isinstance(condition, AtLeast):
            if condition.number > 1:
                self.typist.picks(f"{at}test", AT_LEAST)
                self.typist.types(f"{at}number", str(condition.number))
        elif condition.test is not Test.ANY:
            self.typist.picks(f"{at}test", TESTS[condition.test])
        if row.locator("details").get_attribute("open") is None:
            self.typist.presses_on(row.locator("summary"))
        for each in condition.of if isinstance(condition, AtLeast) else (condition,):
            question = self.guide.question_by_slug[each.question]
            legend = self.page.locator(f'legend:text-is("{question.label}")')
            under = row.locator("fieldset").filter(has=legend)
            for slug in each.choices:
                label = question.choice_by_slug[slug].label
                self.typist.presses_on(under.get_by_label(label, exact=True))

    # Getting about

    def _adds(self, kind: str, parts, fill) -> None:
        self.typist.making = {"category": "categories"}.get(kind, f"{kind}s")
        self._opens_workbench()
        self.typist.leads_to(f".workbench .parts a[href*='/desk/{kind}/']")
        self.typist.leads_to(".object-tools a.addlink")
        for part in parts:
            fill(part)
            self._saves("_save" if part is parts[-1] else "_addanother")

    def _opens_workbench(self) -> None:
        if not self.page.locator(".workbench .parts").count():
            self.typist.leads_to(".model-guide th a")
            self.typist.leads_to(
                self.page.locator("#result_list tbody th a", has_text=self.guide.title)
            )

    def _opens_row(self, plural: str, name: str, **wanted: str) -> None:
        """Open the form of a part from its list, by its name or by what it says."""
        kind = plural.removesuffix("s")
        if f"/desk/{kind}/" not in self.page.url or "change" in self.page.url:
            self._opens_workbench()
            self.typist.leads_to(f".workbench .parts a[href*='/desk/{kind}/']")
        link = self.page.locator("#result_list tbody th a", has_text=name)
        if "source_text" in wanted:
            place = [each.source_text for each in self.guide.options].index(wanted["source_text"])
            link = self.page.locator("#result_list tbody th a").nth(place)
        self.typist.leads_to(link.first)

    def _goes_to(self, step: str) -> None:
        self.typist.leads_to(self.page.locator(".steps a", has_text=step))

    def _fills(self, part, *names: str) -> None:
        for name in names:
            if getattr(part, name, ""):
                self.typist.types(f"#id_{name}", getattr(part, name))

    def _opens(self, field: str) -> None:
        fold = self.page.locator("details", has=self.page.locator(field)).last
        if fold.count() and fold.get_attribute("open") is None:
            self.typist.presses_on(fold.locator("summary").first)

    def _saves(self, name: str = "_save") -> None:
        self.typist.leads_to(f".submit-row [name={name}]")
        expect(self.page.locator(".messagelist .success").first).to_be_visible()


def _bullet(option: Option) -> str:
    """Return the statement of an option without what stands above it."""
    return option.source_text.rsplit("•", 1)[-1].strip()
