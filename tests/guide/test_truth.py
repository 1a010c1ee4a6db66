import pytest

from navigator.guide.truth import Truth, all_of, any_of

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

# left, right, and, or: the tables as Kleene gives them.
TABLE = [
    (T, T, T, T),
    (T, U, U, T),
    (T, F, F, T),
    (U, T, U, T),
    (U, U, U, U),
    (U, F, F, U),
    (F, T, F, T),
    (F, U, F, U),
    (F, F, F, F),
]


@pytest.mark.parametrize(("left", "right", "both", "either"), TABLE)
def test_and_and_or_follow_the_tables(left, right, both, either):
    assert all_of([left, right]) is both
    assert any_of([left, right]) is either


@pytest.mark.parametrize("truth", Truth)
def test_one_truth_alone_stays_what_it_is(truth):
    assert all_of([truth]) is truth
    assert any_of([truth]) is truth


def test_all_of_nothing_is_true_and_any_of_nothing_is_false():
    assert all_of([]) is T
    assert any_of([]) is F


def test_a_late_certainty_overrules_earlier_unknowns():
    assert all_of([U, T, U, F]) is F
    assert any_of([U, F, U, T]) is T


def test_truths_may_come_from_a_generator():
    assert all_of(truth for truth in (T, U)) is U
    assert any_of(truth for truth in (F, U)) is U


USES_AS_A_BOOL = {
    "bool": bool,
    "if": lambda truth: 1 if truth else 2,
    "and": lambda truth: truth and 1,
    "or": lambda truth: truth or 1,
    "not": lambda truth: not truth,
}


@pytest.mark.parametrize("use", USES_AS_A_BOOL.values(), ids=USES_AS_A_BOOL.keys())
@pytest.mark.parametrize("truth", Truth)
def test_a_truth_refuses_to_be_a_bool(truth, use):
    with pytest.raises(TypeError):
        use(truth)


def test_python_s_own_all_and_any_are_refused_too():
    with pytest.raises(TypeError):
        all([U])
    with pytest.raises(TypeError):
        any([U])
