"""The site's own settings, with the bench's addresses."""

from navigator.settings import *  # noqa: F403, all of them

ROOT_URLCONF = "bench.site.urls"
