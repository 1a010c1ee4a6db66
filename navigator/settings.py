"""Settings, the same everywhere: what differs between places comes from the environment.

A variable with a bad value stops the start with a message, it is never guessed around.

DEBUG          "true" for the autoreloading server; off otherwise
ALLOWED_HOSTS  the public host names, with commas between; naming any switches HTTPS on
SECRET_KEY     signs and encrypts; without it, the file `secret_key` in VAR_DIR is used
SECRET_KEY_FALLBACKS  former keys, with commas between, still accepted while a new one comes in
DATABASE_URL   default: the SQLite file `navigator.sqlite3` in VAR_DIR
VAR_DIR        what the site writes to; default: `var` beside manage.py
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")


def _secret_key() -> str:
    given = env.str("SECRET_KEY", "")
    if given:
        return given
    stored = VAR_DIR / "secret_key"
    if not stored.is_file():
        raise ImproperlyConfigured(f"Set SECRET_KEY, or run `make setup` to make {stored}.")
    return stored.read_text().strip()


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
PUBLIC_HOSTS = env.list("ALLOWED_HOSTS", [])
ALLOWED_HOSTS = PUBLIC_HOSTS or ["127.0.0.1", "localhost", "[::1]"]

# A public host is served over HTTPS only; loopback has no certificate and needs none.
HTTPS = bool(PUBLIC_HOSTS)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "crispy_forms",
    "csp",
    "navigator.content",
    "navigator.questionnaire",
    "navigator.options",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "navigator.urls"
WSGI_APPLICATION = "navigator.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "navigator.content.preview.mark",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["tiles"]
CRISPY_TEMPLATE_PACK = "tiles"

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'navigator.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue at the start of a transaction instead of failing at its end.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# How old a process's idea of the newest edition may be, in seconds.
EDITION_LOOK_SECONDS = env.float("EDITION_LOOK_SECONDS", 2.0)

# Answers live in one encrypted cookie and nowhere else; see questionnaire/answer_store.py.
ANSWERS_COOKIE_NAME = "__Host-answers" if HTTPS else "answers"
ANSWERS_SECONDS = 12 * 60 * 60

LANGUAGE_CODE = "en-us"
TIME_ZONE = env.str("TIME_ZONE", "America/New_York")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Readers' pages load from the site itself and from nowhere else. The trial search form is answered
# with a redirect to NCI, which browsers hold against form-action.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, "https://www.cancer.gov"],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # until the browser closes: it need not remember that it was here
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
CSRF_FAILURE_VIEW = "navigator.questionnaire.views.cookies_needed"
if HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
else:
    # These four ask for HTTPS, which loopback cannot have.
    SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
