"""Back and forward do what people expect, with htmx and without."""

from playwright.sync_api import expect

from .steps import OPTIONS, START, question_path, reference_verdicts, shown_verdicts


def three_questions_in(visitor):
    """Has answered two questions, and is asked the third."""
    visitor.opens(START)
    visitor.begins()
    visitor.answers("hormone-receptor", "positive")
    visitor.answers("her2", "negative")
    visitor.is_asked("brca")


def test_back_and_forward_show_each_question_with_its_answer(either_visitor):
    three_questions_in(either_visitor)
    page = either_visitor.page
    page.go_back()
    either_visitor.is_asked("her2")
    either_visitor.shows_answer("her2", ["negative"])
    page.go_back()
    either_visitor.is_asked("hormone-receptor")
    either_visitor.shows_answer("hormone-receptor", ["positive"])
    page.go_back()
    either_visitor.is_at(START)
    page.go_forward()
    either_visitor.is_asked("hormone-receptor")
    either_visitor.shows_answer("hormone-receptor", ["positive"])
    page.go_forward()
    either_visitor.is_asked("her2")
    either_visitor.shows_answer("her2", ["negative"])
    page.go_forward()
    either_visitor.is_asked("brca")
    either_visitor.shows_answer("brca", [])


def test_an_answer_changed_after_going_back_counts(either_visitor):
    three_questions_in(either_visitor)
    either_visitor.page.go_back()
    either_visitor.answers("her2", "positive")
    either_visitor.opens(OPTIONS)
    assert shown_verdicts(either_visitor.page) == reference_verdicts(either_visitor.said)


def test_going_back_twice_and_changing_goes_on_from_there(either_visitor):
    three_questions_in(either_visitor)
    either_visitor.page.go_back()
    either_visitor.is_asked("her2")
    either_visitor.page.go_back()
    either_visitor.answers("hormone-receptor", "negative")
    assert either_visitor.following.slug == "pd-l1"
    either_visitor.page.go_back()
    either_visitor.is_asked("hormone-receptor")
    either_visitor.shows_answer("hormone-receptor", ["negative"])


def test_the_link_back_shows_the_earlier_answer(either_visitor):
    three_questions_in(either_visitor)
    either_visitor.follows(question_path("her2"))
    either_visitor.is_asked("her2")
    either_visitor.shows_answer("her2", ["negative"])
    either_visitor.follows(question_path("hormone-receptor"))
    either_visitor.is_asked("hormone-receptor")
    either_visitor.shows_answer("hormone-receptor", ["positive"])
    either_visitor.follows(START)
    either_visitor.is_at(START)
    expect(either_visitor.input("reader", "self")).to_be_checked()


def test_an_answer_changed_after_the_link_back_counts(either_visitor):
    three_questions_in(either_visitor)
    either_visitor.follows(question_path("her2"))
    either_visitor.answers("her2", "unsure")
    either_visitor.opens(OPTIONS)
    assert shown_verdicts(either_visitor.page) == reference_verdicts(either_visitor.said)


def test_back_from_the_options_shows_the_last_question_with_its_answer(either_visitor):
    three_questions_in(either_visitor)
    either_visitor.follows(OPTIONS)
    either_visitor.is_at(OPTIONS)
    either_visitor.changes("her2", "positive")
    either_visitor.page.go_back()
    either_visitor.is_asked("her2")
    either_visitor.shows_answer("her2", ["positive"])


def test_back_past_a_change_shows_the_changed_answer(either_visitor):
    three_questions_in(either_visitor)
    either_visitor.follows(OPTIONS)
    either_visitor.is_at(OPTIONS)
    either_visitor.changes("her2", "positive")
    goes_back_to(either_visitor, question_path("brca"))
    either_visitor.page.go_back()
    either_visitor.is_asked("her2")
    either_visitor.shows_answer("her2", ["positive"])


def test_after_clearing_the_back_button_shows_no_answer(either_visitor):
    three_questions_in(either_visitor)
    either_visitor.follows(OPTIONS)
    either_visitor.is_at(OPTIONS)
    either_visitor.clears()
    goes_back_to(either_visitor, OPTIONS)
    assert shown_verdicts(either_visitor.page) == reference_verdicts({})
    expect(either_visitor.page.locator("[id^='said-']")).to_have_count(0)
    for slug in ("brca", "her2", "hormone-receptor"):
        either_visitor.page.go_back()
        either_visitor.is_asked(slug)
        either_visitor.shows_answer(slug, [])
    either_visitor.page.go_back()
    either_visitor.is_at(START)
    expect(either_visitor.input("reader", "self")).not_to_be_checked()


def test_after_clearing_the_back_button_shows_nothing_that_was_ticked(either_visitor):
    either_visitor.opens_question("her2")
    either_visitor.answers("her2", "negative")
    following = either_visitor.following.slug
    either_visitor.input(following, "positive").check()
    either_visitor.clears()
    goes_back_to(either_visitor, question_path(following))
    either_visitor.shows_answer(following, [])


def test_a_page_from_the_browsers_memory_shows_nothing_before_it_is_loaded_anew(settled_visitor):
    """Playwright's Chromium keeps no pages in memory, so the event that tells of it is made."""
    settled_visitor.opens(OPTIONS)
    settled_visitor.page.context.clear_cookies()
    hidden = settled_visitor.page.evaluate(
        """() => {
            dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
            return !document.querySelector("main").checkVisibility();
        }"""
    )
    assert hidden
    expect(settled_visitor.page.locator("[id^='said-']")).to_have_count(0)


def goes_back_to(visitor, path):
    while not visitor.page.url.endswith(path):
        visitor.page.go_back()
    visitor.is_at(path)
