"""The contract's tables, copied by hand from its text: a third source beside fixture and code.

`*` marks an uncertain choice, `~` one that is not covered, `!` one that excludes all others, `|`
reads as "any of", lines of `or` are separate situations, `only` is the test of that name. Change
this file only when the contract changes, never to make a test pass.
"""

from __future__ import annotations

from navigator.guide.model import Condition, Kind, Situation, Test
from tests.guide.builders import a_choice, a_guide, a_question, a_situation, an_option

QUESTIONS = """
hormone-receptor | one     | positive, negative, not-known*, unsure*
her2             | one     | positive, negative, unsure*
pd-l1            | one     | positive, negative, unsure*
brca             | one     | mutation, no-mutation, unsure*
menopause        | one     | premenopausal, postmenopausal, not-applicable~, unsure*
newly-diagnosed  | one     | yes, no, unsure*
spread           | several | bone, spine, soft-tissue, breast-chest-wall, brain, spinal-cord, \
                             lung, liver, other-organ, unsure*!
symptoms         | several | breast-lesion, bone-pain, weak-bones, fluid, other-symptoms, none!, \
                             unsure*!
past-treatments  | several | tamoxifen, other-hormone-therapy, chemotherapy, other-treatment, \
                             none!, unsure*!
not-responded    | several | hormone-therapy, other-treatment, none!, unsure*!
"""

ASK_WHEN = {
    "not-responded": (
        "past-treatments tamoxifen|other-hormone-therapy|chemotherapy|other-treatment"
    ),
}

EVERYONE = "everyone"

AFTER_MENOPAUSE = (
    "menopause postmenopausal, newly-diagnosed yes, hormone-receptor positive|not-known"
)
BEFORE_MENOPAUSE = "menopause premenopausal, newly-diagnosed yes, hormone-receptor positive"
AFTER_TAMOXIFEN = (
    "hormone-receptor positive|not-known, spread only bone|spine|soft-tissue|breast-chest-wall, "
    "past-treatments tamoxifen"
)
NOT_RESPONDED = "hormone-receptor positive, not-responded hormone-therapy|other-treatment"
CHEMOTHERAPY = (
    "not-responded hormone-therapy"
    " or spread brain|spinal-cord|lung|liver|other-organ"
    " or symptoms breast-lesion|bone-pain|weak-bones|fluid|other-symptoms"
)
# The contract says "symptoms any but none".
RADIATION = (
    "spread bone|spine|brain|spinal-cord|breast-chest-wall, "
    "symptoms breast-lesion|bone-pain|weak-bones|fluid|other-symptoms"
)

OPTIONS = {
    "hormone-therapy": {
        "tamoxifen-after-menopause": AFTER_MENOPAUSE,
        "aromatase-inhibitor-after-menopause": AFTER_MENOPAUSE,
        "parp-inhibitor-after-menopause": AFTER_MENOPAUSE + ", brca mutation",
        "tamoxifen-lhrh-agonist-before-menopause": BEFORE_MENOPAUSE,
        "ribociclib-before-menopause": BEFORE_MENOPAUSE,
        "aromatase-inhibitor-after-tamoxifen": AFTER_TAMOXIFEN,
        "other-hormone-therapy-after-tamoxifen": AFTER_TAMOXIFEN,
    },
    "targeted-therapy": {
        "targeted-therapy-hormone-receptor-positive": NOT_RESPONDED,
        "cdk-inhibitor-hormone-receptor-positive": NOT_RESPONDED,
        "her2-targeted-therapy": "her2 positive",
        "tucatinib-combination": "her2 positive",
        "parp-inhibitor-after-chemotherapy": (
            "her2 negative, brca mutation, past-treatments chemotherapy"
        ),
    },
    "chemotherapy": {"chemotherapy": CHEMOTHERAPY},
    "chemotherapy-and-immunotherapy": {
        "chemotherapy-pembrolizumab": "hormone-receptor negative, her2 negative, pd-l1 positive",
    },
    "surgery": {
        "total-mastectomy": "symptoms breast-lesion",
        "brain-spine-surgery": "spread brain|spine|spinal-cord",
        "lung-surgery": "spread lung",
        "bone-surgery": "symptoms weak-bones",
        "fluid-surgery": "symptoms fluid",
    },
    "radiation-therapy": {
        "radiation-therapy": RADIATION,
        "strontium-89": "spread bone|spine, symptoms bone-pain",
    },
    "other-treatments": {
        "bone-strengthening-drugs": "spread bone|spine",
        "sacituzumab-govitecan": "her2 negative",
        "stem-cell-transplant-trial": EVERYONE,
        "new-treatment-trials": EVERYONE,
    },
}


def contract_guide():
    """The contract as a Guide without words."""
    questions = [the_question(line) for line in QUESTIONS.strip().splitlines()]
    options = [
        the_option(category, slug, rule)
        for category, rules in OPTIONS.items()
        for slug, rule in rules.items()
    ]
    return a_guide(questions, options, categories=OPTIONS)


def the_question(line):
    slug, kind, choices = (cell.strip() for cell in line.split("|"))
    gate = ASK_WHEN.get(slug)
    return a_question(
        slug,
        [the_choice(text.strip()) for text in choices.split(",")],
        kind=Kind(kind),
        ask_when=the_situation(gate) if gate else (),
    )


def the_choice(text):
    exclusive = text.endswith("!")
    marked = text.removesuffix("!")
    return a_choice(
        marked.rstrip("*~"),
        uncertain=marked.endswith("*"),
        not_covered=marked.endswith("~"),
        exclusive=exclusive,
    )


def the_option(category, slug, rule):
    if rule == EVERYONE:
        return an_option(slug, for_everyone=True, category=category)
    situations = [the_situation(text) for text in rule.split(" or ")]
    return an_option(slug, *situations, category=category)


def the_situation(text) -> Situation:
    return a_situation(*(the_condition(part) for part in text.split(", ")))


def the_condition(text) -> Condition:
    question, *only, choices = text.split()
    return Condition(question, tuple(choices.split("|")), Test.ONLY if only else Test.ANY)
