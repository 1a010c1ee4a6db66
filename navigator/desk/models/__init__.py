"""The rows that staff edit: a guide's draft, its parts, and its rules. Readers never see them.

A column has the name of the field in `navigator.guide.model` that it becomes, so that `rows`
carries rows over without knowing each one. `following` has what is not part of a guide: what is to
check, approvals, comments, requests, the warnings that are accepted, and wordings in other
languages, which become part of it.
"""

from .following import (
    Acceptance,
    Approval,
    Comment,
    PublishRequest,
    Reviewer,
    RowToCheck,
    Wording,
)
from .guides import Guide, Judged, Versioned, seen_signs
from .parts import (
    PART_MODELS,
    Category,
    Choice,
    Cited,
    ExampleReader,
    Fact,
    FactKind,
    Matter,
    Notice,
    Option,
    Panel,
    Part,
    Placed,
    Question,
    ReportLine,
    Ruled,
    Source,
    Term,
    Translation,
    TrialTopic,
    part_fields,
)
from .rules import AT_LEAST, Condition, ConditionChoice

__all__ = [
    "AT_LEAST",
    "PART_MODELS",
    "Acceptance",
    "Approval",
    "Category",
    "Choice",
    "Cited",
    "Comment",
    "Condition",
    "ConditionChoice",
    "ExampleReader",
    "Fact",
    "FactKind",
    "Guide",
    "Judged",
    "Matter",
    "Notice",
    "Option",
    "Panel",
    "Part",
    "Placed",
    "PublishRequest",
    "Question",
    "ReportLine",
    "Reviewer",
    "RowToCheck",
    "Ruled",
    "Source",
    "Term",
    "Translation",
    "TrialTopic",
    "Versioned",
    "Wording",
    "part_fields",
    "seen_signs",
]
