"""The rows that staff edit."""

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
from .guide import Guide, Versioned
from .rule import Condition, ConditionChoice

# The model of each kind of part, as `navigator.guide.model.KINDS` calls it.
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
