"""An upgrade while the site is served: what processes of before link to stays where it is."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import HttpResponseNotFound
from django.templatetags.static import static
from whitenoise.middleware import WhiteNoiseMiddleware

from navigator.settings import STORAGES

# A file's answer has to be closed, and Django then looks after its connections to the database.
pytestmark = pytest.mark.django_db

COLLECT = shlex.split(
    re.search(r"\$\(MANAGE\) (collectstatic .+)", Path("Makefile").read_text(encoding="utf-8"))[1]
)


@pytest.fixture
def style(settings, tmp_path):
    """A style sheet, all there is, with files collected as in earnest."""
    sources = tmp_path / "sources"
    sources.mkdir()
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [sources]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = STORAGES
    return sources / "style.css"


def a_process():
    """What serves files in a process that starts now."""
    return WhiteNoiseMiddleware(lambda request: HttpResponseNotFound())


def body(process, request):
    response = process(request)
    content = response.getvalue()
    response.close()
    return response.status_code, content


def test_files_that_served_pages_link_to_outlive_an_upgrade(style, rf):
    style.write_text("p { color: black }")
    call_command(*COLLECT)
    link, process = static("style.css"), a_process()

    style.write_text("p { color: navy }")
    call_command(*COLLECT)
    assert body(process, rf.get(link)) == (200, b"p { color: black }")
    assert static("style.css") != link
    assert body(a_process(), rf.get(static("style.css"))) == (200, b"p { color: navy }")
    # A page that was sent before the reload asks the new processes.
    assert body(a_process(), rf.get(link)) == (200, b"p { color: black }")


def test_our_own_files_go_out_without_comments_and_those_of_libraries_as_they_are(style, rf):
    words = "/* for us */\n.a  :is(p, q) { color: black }\n"
    for folder in ("css", "library"):
        (style.parent / folder).mkdir()
        (style.parent / folder / "style.css").write_text(words)
    call_command(*COLLECT)
    short = b".a :is(p,q){color:black}"
    assert body(a_process(), rf.get(static("css/style.css"))) == (200, short)
    assert body(a_process(), rf.get(static("library/style.css"))) == (200, words.encode())
