"""The rows that staff edit, and the editions that readers are served."""

from .draft import (
    Category,
    Choice,
    Notice,
    Option,
    Part,
    Question,
    Source,
    Term,
    TrialTopic,
)
from .edition import Edition, EditionFixedError
from .guide import Guide, Versioned
from .rule import Condition, ConditionChoice

# The model of each kind of part, as `navigator.matching.guide.KINDS` calls it.
PART_MODELS: dict[str, type[Part]] = {
    "category": Category,
    "question": Question,
    "option": Option,
    "notice": Notice,
    "term": Term,
    "source": Source,
    "trial topic": TrialTopic,
}

__all__ = [
    "PART_MODELS",
    "Category",
    "Choice",
    "Condition",
    "ConditionChoice",
    "Edition",
    "EditionFixedError",
    "Guide",
    "Notice",
    "Option",
    "Part",
    "Question",
    "Source",
    "Term",
    "TrialTopic",
    "Versioned",
]
