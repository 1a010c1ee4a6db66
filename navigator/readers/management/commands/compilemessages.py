"""manage.py compilemessages: make the files that Django reads of the message files."""

from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compiles the message files of locale/, without GNU gettext."

    def handle(self, **options: Any) -> None:
        (folder,) = settings.LOCALE_PATHS
        for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
