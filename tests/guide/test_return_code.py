"""The return code: answers as letters and digits, and back, or told that they are mistyped."""

import random
from itertools import combinations, product

import pytest

from navigator.guide.answers import Answers, fitting
from navigator.guide.model import Kind
from navigator.guide.return_code import ALPHABET, MEANT, PRIME, CodeError, decode, encode, read
from navigator.guide.voice import Reader
from tests.library import library

from . import reference
from .builders import a_choice, a_guide, a_question
from .random_guides import random_answers, random_guide

GUIDE = library()
FULL = Answers(
    {"age": ["teen"], "guardian": ["yes"], "home": ["far"], "likes": ["books", "sound-books"]}
)
# Of three and of four groups, with few zeros and with many.
CODES = [
    encode(1, 1, Reader.SELF, GUIDE, FULL),
    encode(7, 63, Reader.OTHER, GUIDE, FULL.only(["likes"])),
    encode(4_711, 99_999, Reader.OTHER, GUIDE, FULL),
]
codes = pytest.mark.parametrize("code", CODES)


def opened(text, guide):
    code = read(text)
    return code.guide, code.edition, *decode(code, guide)


def all_answers(guide):
    """Every set of answers that a guide can have, of questions that it would not ask as well."""
    ways = [[None, *reference.acceptable_answers(each)] for each in guide.questions]
    for chosen in product(*ways):
        said = zip(guide.questions, chosen, strict=True)
        yield Answers({question.slug: each for question, each in said if each})


# There and back


@pytest.mark.parametrize("time", range(12))
def test_every_answer_comes_back_in_either_voice_and_no_two_have_one_code(time):
    guide = random_guide()
    found = set()
    for answers, reader in product(all_answers(guide), Reader):
        code = encode(time + 1, 3, reader, guide, answers)
        assert opened(code, guide) == (time + 1, 3, reader, answers)
        found.add(code)
    assert len(found) == 2 * len(list(all_answers(guide)))


@pytest.mark.parametrize("most", [1, 10, 100, 1_000, 10**6, 10**12])
def test_a_guide_and_an_edition_of_any_number_come_back(most):
    for _ in range(100):
        numbers = random.randint(1, most), random.randint(0, most)
        answers = Answers(random_answers(GUIDE))
        assert opened(encode(*numbers, Reader.SELF, GUIDE, answers), GUIDE) == (
            *numbers,
            Reader.SELF,
            answers,
        )


def test_a_large_guide_gets_as_many_groups_as_it_needs():
    choices = [a_choice(f"c{number}") for number in range(300)]
    guide = a_guide([a_question("q", choices, kind=Kind.SEVERAL)], [])
    answers = Answers({"q": random.sample([each.slug for each in choices], 150)})
    code = encode(1, 1, Reader.SELF, guide, answers)
    assert opened(code, guide) == (1, 1, Reader.SELF, answers)


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_written_in_groups_of_four_without_a_letter_that_is_mistaken(code):
    groups = code.split("-")
    assert len(groups) in (3, 4)
    assert {len(group) for group in groups} == {4}
    assert set("".join(groups)) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_what_was_said_is_in_no_log_line_about_a_code():
    assert str(read(CODES[0]).said) not in repr(read(CODES[0]))


# As people type it


@codes
@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: f"  {' - '.join(code.split('-'))} \r\n",
        lambda code: " ".join(code),
        lambda code: code.replace("-", "\N{EN DASH}"),
        lambda code: code.replace("-", "\N{MINUS SIGN}"),
        lambda code: code.replace("-", "\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}"),
        lambda code: "\N{ZERO WIDTH SPACE}\ufeff".join(code) + "\N{SOFT HYPHEN}\u202c",
        lambda code: f"“{code}”.",
        lambda code: "".join(chr(ord(each) + 0xFEE0) for each in code),  # full width
        lambda code: code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    ],
)
def test_a_code_is_read_whatever_its_case_spaces_and_hyphens(code, typed):
    assert read(typed(code)) == read(code)


@codes
def test_a_letter_that_no_code_has_is_what_it_looks_like_and_hides_no_mistake(code):
    for place, letter in product(range(len(code)), "ILOUilou"):
        if code[place] == "-":
            continue
        typed = code[:place] + letter + code[place + 1 :]
        if code[place] == letter.upper().translate(MEANT):
            assert read(typed) == read(code)
        else:
            with pytest.raises(CodeError):
                read(typed)


# Mistyped


@codes
def test_every_single_wrong_character_is_told(code):
    for place, wrong in product(range(len(code)), ALPHABET):
        if code[place] not in ("-", wrong):
            with pytest.raises(CodeError):
                read(code[:place] + wrong + code[place + 1 :])


@codes
def test_every_two_characters_that_changed_places_are_told(code):
    bare = code.replace("-", "")
    for one, two in combinations(range(len(bare)), 2):
        swapped = [*bare]
        swapped[one], swapped[two] = bare[two], bare[one]
        if bare[one] != bare[two]:
            with pytest.raises(CodeError):
                read("".join(swapped))


@codes
def test_a_character_too_few_or_too_many_is_told(code):
    bare = code.replace("-", "")
    for place in range(len(bare)):
        with pytest.raises(CodeError):
            read(bare[:place] + bare[place + 1 :])
        for more in ALPHABET:
            with pytest.raises(CodeError):
                read(bare[:place] + more + bare[place:])


def test_no_other_code_is_a_wrong_character_or_a_swap_away_however_long_it_is():
    """Which the ones above show for some: the difference is never a multiple of the prime."""
    assert all(PRIME % number for number in range(2, 182))
    assert all(pow(len(ALPHABET), apart, PRIME) != 1 for apart in range(1, 2_000))


@pytest.mark.parametrize("groups", [3, 4])
def test_less_than_one_in_ten_thousand_random_texts_is_taken_for_a_code(groups):
    """Of every random beginning, with every end that there can be."""
    beginning = "".join(random.choices(ALPHABET[1:], k=4 * groups - 3))
    passed = 0
    for end in product(ALPHABET, repeat=3):
        try:
            read(beginning + "".join(end))
            passed += 1
        except CodeError:
            pass
    assert passed < len(ALPHABET) ** 3 / 10_000


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "----", "AB12-CD34-EF56", "0000-0000-0000", "hello", "é" * 12, "💊" * 12),
        *("Ω" * 16, "A" * 2_000, "½" * 12, "\0" * 12, CODES[0][:9]),
        *(CODES[0] * 2, CODES[0] + "-0000", CODES[0] + CODES[1]),
    ],
)
def test_what_is_no_code_is_told(text):
    with pytest.raises(CodeError):
        read(text)


@pytest.mark.parametrize("time", range(20))
def test_a_code_read_with_another_guide_is_refused_or_gives_what_that_one_can_accept(time):
    made, other = random_guide(), random_guide()
    for _ in range(20):
        code = read(encode(1, 1, Reader.SELF, made, Answers(random_answers(made))))
        try:
            _, answers = decode(code, other)
        except CodeError:
            continue
        assert fitting(other, answers) == answers


def test_a_code_that_holds_more_than_a_guide_can_be_told_is_refused():
    code = read(encode(1, 1, Reader.SELF, GUIDE, FULL))
    with pytest.raises(CodeError):
        decode(code, a_guide([a_question("q", [a_choice("a")])], []))
