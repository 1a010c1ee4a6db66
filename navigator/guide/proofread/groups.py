"""Warnings of one code together, in a sentence."""

from __future__ import annotations

# By code: of one warning, and of several with their number.
SENTENCES = {
    "category-empty": ("A category has no option.", "{} categories have no option."),
    "copied-word": (
        "A text has a word of the guide that this one was copied from.",
        "{} texts have words of the guide that this one was copied from.",
    ),
    "drug-added": (
        "A text names a drug that the summary does not name there.",
        "{} times our words name a drug that the summary does not name there.",
    ),
    "drug-without-term": (
        "The summary names a drug that no term explains.",
        "{} times the summary names a drug that no term explains.",
    ),
    "drugs-left-out": (
        "A text names some drugs of the summary, and not others.",
        "{} texts name some drugs of the summary, and not others.",
    ),
    "facts-missing": (
        "Something is not told of a treatment.",
        "{} times something is not told of a treatment.",
    ),
    "hard-to-read": ("A text is hard to read.", "{} texts are hard to read."),
    "matter-without-kind": (
        "A thing that matters names no kind of fact.",
        "{} things that matter name no kind of fact.",
    ),
    "no-summary": ("The guide keeps no text of its summary.", ""),
    "no-summary-source": ("No source is the summary.", ""),
    "no-trial-topic": ("There is no search for trials.", ""),
    "not-in-glossary": (
        "An abbreviation is not in the glossary.",
        "{} abbreviations are not in the glossary.",
    ),
    "none-not-asked": (
        "A rule says “none of these” of a question that some are not asked.",
        "{} times a rule says “none of these” of a question that some are not asked.",
    ),
    "nothing-listed": ("Some answers lead to nothing.", ""),
    "panel-empty": ("No question stands on a panel.", "On {} panels, no question stands."),
    "only-for-patients": (
        "A text fits a patient only.",
        "{} texts fit a patient only, and not a caregiver.",
    ),
    "question-idle": (
        "A rule has a question that changes nothing.",
        "{} times a rule has a question that changes nothing.",
    ),
    "question-not-used": ("A question is never asked.", "{} questions are never asked."),
    "question-without-unknown": (
        "A question has no answer for who does not know.",
        "{} questions have no answer for who does not know.",
    ),
    "review-overdue": ("The medical review is overdue.", ""),
    "rule-without-effect": (
        "A rule has no effect, since its row is for everyone.",
        "{} rules have no effect, since their rows are for everyone.",
    ),
    "sentence-too-long": ("A sentence is too long.", "{} sentences are too long."),
    "sign-unseen": (
        "A text has a sign that nobody sees.",
        "{} times a text has a sign that nobody sees.",
    ),
    "term-not-said": (
        "A term does not tell how to say it.",
        "{} terms do not tell how to say them.",
    ),
    "term-not-used": ("A term is not used.", "{} terms are not used."),
    "text-too-long": (
        "A text is longer than suits its place.",
        "{} texts are longer than suits their place.",
    ),
    "treatment-not-named": (
        "An option has a treatment that the summary does not name there.",
        "{} times an option has a treatment that the summary does not name there.",
    ),
    "wording-drug-lost": (
        "A translation has lost the name of a drug.",
        "{} times a translation has lost the name of a drug.",
    ),
    "wording-hard-to-read": (
        "A translation is hard to read.",
        "{} translations of texts are hard to read.",
    ),
    "wording-lines": (
        "A translation has other lines than its source.",
        "{} translations of texts have other lines than their source.",
    ),
    "wording-link-lost": (
        "A translation has lost a link.",
        "{} translations of texts have lost a link.",
    ),
    "wording-number-lost": (
        "A translation has lost a number.",
        "{} times a translation has lost a number.",
    ),
    "wording-opening": (
        "A translation lacks the sign that a question or a call begins with.",
        "{} translations of texts lack the sign that a question or a call begins with.",
    ),
    "wording-phone-lost": (
        "A translation has lost a telephone number.",
        "{} times a translation has lost a telephone number.",
    ),
    "wording-placeholder": (
        "A translation has other placeholders than its source.",
        "{} times a translation has other placeholders than its source.",
    ),
    "wording-quotes": (
        "A translation has quotation marks of another language.",
        "{} translations of texts have quotation marks of another language.",
    ),
    "wording-same": (
        "A translation is the same as its source.",
        "{} translations of texts are the same as their source.",
    ),
    "wording-sentence-too-long": (
        "A sentence of a translation is too long.",
        "{} sentences of translations are too long.",
    ),
    "wording-too-long": (
        "A translation is longer than suits its place.",
        "{} translations of texts are longer than suits their place.",
    ),
    "words-from-elsewhere": (
        "Some words are not the summary's.",
        "{} times words are not the summary's.",
    ),
}


def in_a_sentence(code: str, count: int) -> str:
    """Return what was found so many times, e.g. 26 terms do not tell how to say them."""
    one, many = SENTENCES[code]
    return one if count == 1 else many.format(count)
