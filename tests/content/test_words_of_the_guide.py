"""The words of the guide that the site ships with: easy to read, and every hard one explained."""

import re
from collections import defaultdict
from dataclasses import fields, replace
from importlib.resources import files

import pytest

from navigator.guide import readability
from navigator.guide.glossary import Glossary
from navigator.guide.proofread import treatments
from navigator.guide.readability import FLESCH_KINCAID, drug_names
from navigator.guide.texts import explained_in, our_texts, parts
from navigator.guide.voice import OTHER, Reader, for_reader
from tests.guides import real_guide
from tests.prose import in_a_row

GUIDE = real_guide()
GLOSSARY = Glossary(GUIDE.terms)
VOICES = {reader: for_reader(GUIDE, reader) for reader in Reader}
NAMES = drug_names(GUIDE)
DRUGS = {term.name for term in GUIDE.terms if term.is_drug}


def texts_for(reader):
    """Every text of ours in that voice, as (kind, slug, field, text)."""
    for kind, slug, part in parts(VOICES[reader]):
        for field, text in our_texts(part):
            if not field.endswith(OTHER):  # the other voice's words are in the field without it
                yield kind, slug, field, text


# Reading


@pytest.mark.parametrize("reader", Reader)
def test_no_sentence_is_long(reader):
    texts = [text for *_, text in texts_for(reader)]
    assert [long for text in texts for long in readability.long_sentences(text)] == []


@pytest.mark.parametrize("reader", Reader)
def test_each_text_by_itself_is_easy_to_read(reader):
    graded = [
        (kind, text, FLESCH_KINCAID.score(text, NAMES)) for kind, _, _, text in texts_for(reader)
    ]
    assert [each for each in graded if (each[2] or 0) > FLESCH_KINCAID.limit(each[0])] == []


@pytest.mark.parametrize("reader", Reader)
def test_texts_too_short_for_a_grade_are_easy_to_read_together(reader):
    """Labels, hints, rows of lists: each kind of them in a row. Names of things are no text."""
    short = defaultdict(list)
    for kind, _, field, text in texts_for(reader):
        is_name = field == "name" or kind == "trial topic"
        if not is_name and FLESCH_KINCAID.score(text, NAMES) is None:
            short[kind, field].append(text)
    grades = {key: FLESCH_KINCAID.score(in_a_row(rows), NAMES) or 0 for key, rows in short.items()}
    assert {key: each for key, each in grades.items() if each > FLESCH_KINCAID.limit(key[0])} == {}


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize(
    ("kinds", "highest"),
    [(("guide", "question", "notice"), 6), (("category", "option"), 8), (("term",), 8)],
    ids=["questions", "options", "terms"],
)
def test_all_texts_of_a_kind_keep_the_grade_that_the_site_promises(reader, kinds, highest):
    rows = [text for kind, _, _, text in texts_for(reader) if kind in kinds]
    assert 3 < FLESCH_KINCAID.score(in_a_row(rows), NAMES) <= highest
    assert {FLESCH_KINCAID.limit(kind) for kind in kinds} == {highest}


def test_only_names_of_drugs_are_masked_by_name():
    """Every one is listed by an option, or is the singular or another name of one."""
    assert {GLOSSARY.term_for(name) for name in NAMES} == {GLOSSARY.term_for(d) for d in DRUGS}


@pytest.mark.parametrize(
    "word", ["hormone therapy", "chemotherapy", "inhibitor", "receptor", "radiation", "menopause"]
)
def test_words_that_are_no_names_are_not_masked(word):
    assert readability.mask(f"It is {word}.", NAMES) == f"It is {word}."


def test_both_voices_say_something_of_their_own():
    own = [
        field.name
        for _, _, part in parts(GUIDE)
        for field in fields(part)
        if field.name.endswith(OTHER) and getattr(part, field.name)
    ]
    assert len(own) > 30


# Options


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("slug", list(GUIDE.option_by_slug))
def test_an_option_is_told_in_two_to_four_sentences(reader, slug):
    plain = VOICES[reader].option_by_slug[slug].plain
    assert 2 <= len(readability.sentences(plain)) <= 4


@pytest.mark.parametrize("option", GUIDE.options, ids=lambda option: option.slug)
def test_an_option_has_questions_for_the_care_team(option):
    assert 2 <= len(option.team_questions) <= 4
    assert all(question.endswith("?") for question in option.team_questions)


RANKING = re.compile(r"\b(?:best|better|should|recommend\w*|prefer\w*|effective|cure\w*)\b")
# Where a source compares with standard treatment, or tells what to report to a doctor.
MAY_COMPARE = {"stem-cell-transplant-trial", "clinical-trial", "endometrial-cancer"}


@pytest.mark.parametrize("reader", Reader)
def test_nothing_is_ranked_or_recommended(reader):
    ranking = [
        text
        for kind, slug, _, text in texts_for(reader)
        if kind in {"option", "category", "term"} and slug not in MAY_COMPARE
        if RANKING.search(text) and not text.endswith("?")  # the care team may be asked anything
    ]
    assert ranking == []


def test_lists_to_choose_from_are_short():
    """Seven things at most can be taken in at a glance."""
    for guide in VOICES.values():
        assert 3 <= len(guide.matters) <= 7
        assert 3 <= len(guide.next_steps) <= 7
        assert 3 <= len(guide.have_at_hand) <= 7


# The glossary

# Words that most grown-ups know, beside the 2,900 that most children of ten know (Dale-Chall).
GROWN_UPS = """
    action adapted adult advanced advice affect allergic angles appetite apply approved approves
    attach available avoid baby balance belly brands breastbone breastfeeding bruise bruises
    buttock calcium camera cancer capsule chat cholesterol clinic clot clots code collapse
    collected combinations combine combined common computer constipation control dense dental
    diabetes diagnosed diarrhea dictionary differ disease distant dizzy dose drug ease eased
    effect effects emergency exam example exercises express fade fades failure features flu
    fluid flushing gently glands gotten growth handout heartbeat immune implant include
    including infection inflamed information insulin interest itching joint joints kidney
    kidneys lab lack leukemia linked links local lowers lowest lung mainly marrow memory
    menstrual microscope mouthwash mucus muscle muscles nausea negative normal numb numbs online
    operation option ovaries overview patient pelvis percent period positive pregnancy press
    presses pressing pressure prevent primary problem program proof protein quality quoted
    radiation radioactive rare rash reaction reactions rebuilt recover reduce release relieve
    responded restore result results rhythm risk risks scan section seizures series serious
    severe sex shown signals site skull soreness spinal spine staff standard status stomach
    strength stroke substance summaries summary support supported surgeon surgery swollen
    symptom symptoms system targeted text themselves therapy thigh thinners thirst threatening
    throughout tingles tiredness tissue travel travels treatment tube tumor type unable unborn
    uneven unusual unwell urine usual vagina vein version vitamin vomit vomiting weight within
    womb
"""
EVERYDAY = {*GROWN_UPS.split()} | {
    # Explained in the same sentence.
    "aromatase", "pathologist", "anticancer", "enzyme", "equivocal", "phosphate", "platelets",
    "inhibitor", "parp", "pleura", "sac", "warfarin",
    # Parts of names that are given in full: of LHRH, of what CDK stands for, of a source.
    "luteinizing", "releasing", "cyclin", "dependent", "kinase", "medquad", "navigating",
    # Explained by terms that are named after them, or that a hyphen joins to another word here.
    "cdk", "lhrh", "mtor", "receptors",
}  # fmt: skip
ENDINGS = ("", "s", "es", "ed", "d", "ing", "er", "r", "ly")
ADDRESS = re.compile(r"https?://\S+|\b[\w.]+\.gov\b")


def dale_chall():
    return set((files("textstat") / "resources/en/easy_words.txt").read_text().lower().split())


def words_beside_terms(text):
    """The words that no term explains, in lower case."""
    left = GLOSSARY._pattern.sub(" ", ADDRESS.sub(" ", text))
    return {
        part for word in re.findall(r"[^\W\d_]+(?:[’'][a-z]+)?", left) for part in [word.lower()]
    }


def is_known(word, known):
    stems = {re.sub("[’']s$", "", word)} | {word.removesuffix(end) for end in ENDINGS}
    stems |= {f"{stem}e" for stem in stems} | {re.sub("i$", "y", stem) for stem in stems}
    # "stopped", "stopping"
    stems |= {stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]}
    return not stems.isdisjoint(known) or len(word) == 1


def test_every_word_that_readers_may_not_know_is_explained():
    known = dale_chall() | EVERYDAY
    hard = {
        word: text
        for kind, _, part in parts(GUIDE)
        if kind != "source"  # their titles, and where a copy was read
        for _, text in explained_in(part)
        for word in words_beside_terms(text)
        if not is_known(word, known)
    }
    assert hard == {}


def test_a_word_that_nothing_explains_would_be_found():
    known = dale_chall() | EVERYDAY
    words = words_beside_terms("Anastrozole and chemotherapy may cause osteonecrosis.")
    assert [word for word in words if not is_known(word, known)] == ["osteonecrosis"]


# Examples of a class that the summary names; no source that we may use tells how to say them.
UNSAID = {"Docetaxel", "Everolimus", "Pamidronate", "Zoledronic acid"}


def test_every_drug_is_explained_and_how_it_is_said_is_told():
    for drug in sorted(DRUGS):
        term = GLOSSARY.term_for(drug)
        assert term is not None, drug
        assert term.say or drug in UNSAID, drug


def drugs_in_rows():
    """Each drug that an option's words of the summary name, as (option, its start, its end)."""
    names = Glossary(term for term in GUIDE.terms if term.is_drug)._pattern
    for option in GUIDE.options:
        bullet = option.source_text.find("•") + 1
        for match in names.finditer(option.source_text, bullet):
            yield option, match.start(), match.end()


def names_without_a_term(option, text):
    guide = replace(GUIDE, options=(replace(option, source_text=text),))
    found = (each for each in treatments.findings(guide) if each.code == "drug-without-term")
    return [re.search("“(.+)”", each.what)[1] for each in found]


@pytest.mark.parametrize("option", GUIDE.options, ids=lambda option: option.slug)
def test_no_name_among_the_drugs_of_the_summary_is_without_a_term(option):
    assert names_without_a_term(option, option.source_text) == []


@pytest.mark.parametrize("unknown", ["zanidatamab", "Inavolisib", "T-DXQ"])
@pytest.mark.parametrize(
    "beside", ["{new}, {drug}", "{drug}, {new}", "{new} or {drug}", "{drug} and {new}"]
)
def test_a_drug_that_no_term_explains_is_found_in_front_of_and_behind_each_other(beside, unknown):
    """So in front of each row of drugs, in the middle and at the end."""
    rows = [*drugs_in_rows()]
    assert len(rows) > len(DRUGS) / 2
    for option, start, end in rows:
        text = option.source_text
        row = beside.format(drug=text[start:end], new=unknown)
        (name,) = names_without_a_term(option, f"{text[:start]}{row}{text[end:]}")
        assert unknown in name


@pytest.mark.parametrize(
    "word",
    [
        "hormone receptor", "HER2", "BRCA", "PD-L1", "triple-negative", "metastatic",
        "aromatase inhibitor", "CDK inhibitor", "cyclin-dependent kinase inhibitor",
        "PARP inhibitor", "LHRH agonist", "mTOR inhibitors", "antibody-drug conjugate",
        "bisphosphonate", "tyrosine kinase inhibitor", "radionuclide", "locally recurrent",
        "inoperable", "pathology report", "immunotherapy", "stem cell transplant", "clinical trial",
        "inherited", "mutations", "monoclonal antibodies", "soft tissue", "chest wall",
    ],
)  # fmt: skip
def test_a_word_of_the_field_has_a_term(word):
    assert GLOSSARY.term_for(word)


@pytest.mark.parametrize("term", GUIDE.terms, ids=lambda term: term.slug)
def test_a_term_is_told_from_a_source_in_one_to_three_sentences(term):
    assert 1 <= len(readability.sentences(term.definition)) <= 3
    assert term.sources


@pytest.mark.parametrize("term", GUIDE.terms, ids=lambda term: term.slug)
def test_how_a_word_is_said_is_spelled_in_syllables(term):
    """One syllable in capitals is the loud one; letters that are said one by one stand alone."""
    assert re.fullmatch(r"(?:[A-Za-z]+(?:-[A-Za-z]+)*(?: |$))*", term.say)
    for word in term.say.split():
        if word.count("-") > 1:
            assert re.search("[A-Z]", word)


def test_no_name_stands_for_two_terms():
    names = [name.lower() for term in GUIDE.terms for name in (term.name, *term.also)]
    assert len(names) == len(set(names))


# What was judged

JUDGED = {
    "aromatase-inhibitor-after-tamoxifen": [
        "spine counts as bone, the spinal cord as an organ",
        "chest wall",
    ],
    "other-hormone-therapy-after-tamoxifen": ["spine counts as bone, the spinal cord as an organ"],
    "aromatase-inhibitor-after-menopause": ["alpelisib", "PI3K"],
    "targeted-therapy-hormone-receptor-positive": ["HER2", "without a HER2 condition"],
    "sacituzumab-govitecan": ["HER2 negative", "hormone receptor is not in the rule"],
    "chemotherapy": ["soft tissue", "not organs"],
    "radiation-therapy": ["any symptom but none"],
    "chemotherapy-pembrolizumab": ["triple-negative", "Locally recurrent", "inoperable"],
    "parp-inhibitor-after-chemotherapy": ["inherited"],
    "tamoxifen-after-menopause": ["not known", "women"],
}


@pytest.mark.parametrize(("slug", "points"), JUDGED.items(), ids=list(JUDGED))
def test_what_was_judged_is_noted_for_staff_where_it_counts(slug, points):
    note = GUIDE.option_by_slug[slug].staff_note
    assert [point for point in points if point not in note] == []


@pytest.mark.parametrize("slug", ["spread", "hormone-receptor", "symptoms", "not-responded"])
def test_what_was_judged_in_a_question_is_noted_for_staff(slug):
    assert "Judgement:" in GUIDE.question_by_slug[slug].staff_note


def test_that_the_summary_speaks_of_women_only_is_noted_and_told():
    assert "women only" in GUIDE.staff_note
    everyone = [notice for notice in GUIDE.notices if notice.on_start]
    assert any("women" in notice.text and "men" in notice.text for notice in everyone)
