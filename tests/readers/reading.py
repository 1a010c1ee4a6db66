"""What tests of the options pages look at."""

from collections import Counter

from tests.html import parse
from tests.serving import path_to, question_path


def say(client, **said):
    """Answer questions; `her2=["positive"]`, with an underscore for a hyphen."""
    for name, chosen in said.items():
        slug = name.replace("_", "-")
        client.post(question_path(slug), {slug: chosen})


def opened(client, *steps):
    return parse(client.get(path_to(*steps)))


def verdicts(page):
    """Option slug to verdict; fails where an option is there more than once."""
    found = page.all(data_option=True)
    assert max(Counter(each["data-option"] for each in found).values()) == 1
    return {each["data-option"]: each["data-verdict"] for each in found}
