"""The rows that staff edit, and the editions that readers are served."""

from .draft import (
    Category,
    Choice,
    Condition,
    ConditionChoice,
    Guide,
    Notice,
    Option,
    Part,
    Question,
    Source,
    Term,
    TrialTopic,
    Versioned,
)
from .edition import Edition, EditionFixedError

__all__ = [
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
