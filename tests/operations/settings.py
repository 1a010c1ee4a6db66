"""The site's own settings, with a page that fails, and mails about it kept as files."""

from navigator.settings import *  # noqa: F403
from navigator.settings import VAR_DIR

ROOT_URLCONF = "tests.operations.urls"
ADMINS = [("Ops", "ops@hospital.example")]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
