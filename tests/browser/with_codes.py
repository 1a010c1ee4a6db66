"""The site's own settings, asking staff for a code on loopback as well."""

from navigator.settings import *  # noqa: F403

STAFF_NEED_CODE = True
