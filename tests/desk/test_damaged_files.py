"""Damaged guide files are refused whole, with a line and a reason, and nothing is changed."""

import re
from dataclasses import replace
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from navigator.desk.drafts import write_draft
from navigator.guide.yaml import LARGEST, MOST_FAULTS, GuideFileError, read_guide
from tests.guide.damage import DAMAGED, TEXT
from tests.guides import real_guide
from tests.library import library

# What only a programmer would know what to do with.
PROGRAMMING = re.compile(
    r"Traceback|\b[A-Z]\w*(?:Error|Exception)\b|<class|object at 0x|NoneType|unicode string|"
    r"\byaml\.|\bcattrs\b|navigator\.|\.py\b|\bdict\b|\btuple\b|unknown error|has no attribute|"
    # PyYAML's own words.
    r"<\w+ ?\w* (?:start|end)>|<scalar>|\btoken\b|\bmapping\b|\bnode\b|\bflow\b|\bstream\b"
)
LONGEST = 300  # letters that one sentence about a fault may have
LEAST_CASES = 50


def everything():
    """Every row of every content table, and of the log."""
    models = [*apps.get_app_config("desk").get_models(include_auto_created=True), LogEntry]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def told(message, damage):
    """The sentences about a damaged file, each of which must be one that an editor can use."""
    sentences = message.splitlines()
    assert sentences
    for sentence in sentences:
        assert not PROGRAMMING.search(sentence), sentence
        assert len(sentence) <= LONGEST
        assert sentence.endswith((".", "?")), sentence
        if damage.has_line is not None:
            assert bool(re.match(r"line \d+: \S", sentence)) is damage.has_line, sentence
    return sentences


def must_name_the_place(sentences, damage):
    lines = [int(each) for each in re.findall(r"^line (\d+):", "\n".join(sentences), re.M)]
    assert all(1 <= line <= len(damage.lines) for line in lines), lines
    if damage.line:
        assert lines[0] == damage.line, sentences
    if damage.part:
        assert damage.part in [damage.part_at(line) for line in lines], sentences


def must_be_clear(message, damage):
    sentences = told(message, damage)
    must_name_the_place(sentences, damage)
    assert [word for word in damage.says if word not in message] == [], message
    if damage.faults:
        assert len(sentences) == damage.faults, sentences


@pytest.fixture
def file(tmp_path):
    return tmp_path / "guide.yaml"


@pytest.fixture
def draft(db):
    """A draft that each of the files would replace."""
    return write_draft(replace(library(), slug=real_guide().slug))


def test_there_are_enough_of_them():
    assert len(DAMAGED) >= LEAST_CASES
    assert len({damage.content for damage in DAMAGED.values()}) == len(DAMAGED)


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_refused_whole(draft, file, name):
    damage = DAMAGED[name]
    file.write_bytes(damage.content)
    before = everything()
    with pytest.raises(CommandError) as caught:
        call_command("load_guide", file, publish="x", stdout=StringIO())
    header, _, message = str(caught.value).partition("\n")
    assert str(file) in header
    assert everything() == before
    must_be_clear(message, damage)


@pytest.mark.parametrize(
    "name",
    [
        "empty",
        "in UTF-16",
        "cut just before its last line",
        "minutes is a word",
        "an option in no category",
        "ask when in a circle",
        "two answers with one slug",
        "an answer twice in a rule",
        "a slug with a slash",
        "larger than 1 MB",
    ],
)
def test_a_damaged_upload_is_refused_whole(draft, admin_client, name):
    before = everything()
    upload = SimpleUploadedFile("guide.yaml", DAMAGED[name].content)
    response = admin_client.post(reverse("admin:load_guide"), {"file": upload})
    assert response.status_code == 200
    assert everything() == before
    must_be_clear("\n".join(response.context["form"].errors["file"]), DAMAGED[name])


def test_nothing_is_loaded_when_one_of_two_files_is_damaged(draft, tmp_path):
    sound, damaged = tmp_path / "sound.yaml", tmp_path / "damaged.yaml"
    sound.write_text(TEXT.replace("slug: metastatic-breast-cancer", "slug: another", 1), "utf-8")
    damaged.write_text(TEXT.replace("minutes: 5", "minutes: five", 1), "utf-8")
    before = everything()
    with pytest.raises(CommandError):
        call_command("load_guide", sound, damaged, stdout=StringIO())
    assert everything() == before


@pytest.mark.parametrize("first", range(5))
def test_a_file_that_is_cut_between_any_two_lines_is_refused(first):
    lines = TEXT.splitlines(keepends=True)
    for number in range(first * 11 + 1, len(lines), 55):
        with pytest.raises(GuideFileError):
            read_guide("".join(lines[:number]).encode())


@pytest.mark.parametrize("first", range(3))
def test_a_file_that_is_cut_anywhere_is_refused(first):
    content = TEXT.encode()
    for place in range(first * 700 + 1, len(content) - 3, 2_100):
        with pytest.raises(GuideFileError):
            read_guide(content[:place])


@pytest.mark.parametrize("line", ["a: x", "- a", "a{}: x"], ids=["repeated", "list", "fields"])
def test_a_large_file_of_faults_is_refused(line):
    lines = [line.format(number) for number in range(LARGEST // 10 // len(line))]
    content = "\n".join(lines)[: LARGEST // 10].rpartition("\n")[0] + "\n...\n"
    with pytest.raises(GuideFileError) as refused:
        read_guide(content.encode())
    assert len(str(refused.value).splitlines()) <= MOST_FAULTS
