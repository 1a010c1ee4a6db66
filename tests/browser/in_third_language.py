"""The site's own settings, with the made-up language that is written from right to left."""

from django.utils.translation import trans_real

from navigator.settings import *  # noqa: F403
from tests.third_language import CODE, NAME, Turned

LANGUAGES = [*LANGUAGES, (CODE, NAME)]  # noqa: F405
LANGUAGES_BIDI = [CODE]
trans_real._translations[CODE] = Turned()
