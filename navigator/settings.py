"""Settings, the same everywhere: what differs between places comes from the environment.

A variable with a bad value stops the start with a message, it is never guessed around.

DEBUG          "true" for the autoreloading server; off otherwise
ALLOWED_HOSTS  the public host names, with commas between; naming any switches HTTPS on
PROXIES        addresses (IP) of the machines whose nginx stands before the site, with commas
               between; default: this machine alone
SECRET_KEY     signs and encrypts; without it, the file `secret_key` in VAR_DIR is used
SECRET_KEY_FALLBACKS  former keys, with commas between, still accepted while a new one comes in
DATABASE_URL   default: the SQLite file `navigator.sqlite3` in VAR_DIR
VAR_DIR        what the site writes to; default: `var` beside manage.py
EDITION_LOOK_SECONDS  how old a process's idea of the newest edition may be; default: 2
TIME_ZONE      the clock of dates that are shown; default: America/New_York
TRAIL_FILE     a file for lines of JSON on what staff and strangers did; default: the log
ALERT_COMMAND  a command that gets the few of these lines that somebody should see the same day
ALERT_MAIL     addresses, with commas between, that they are mailed to; needs EMAIL_HOST
KNOWN_PASSWORDS  a file with hashes of passwords that are refused: see door/known_passwords.py
LOG_LEVEL      default: INFO. No level writes down what a reader said
EMAIL_HOST     the server that mail is sent through; without it, none is sent
EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS  how; default: 25, no password, off
EMAIL_FROM     who mail is from; has to be set where EMAIL_HOST is

serve.py has the rest: BIND, WORKERS, THREADS and MEMORY.
"""

import logging
import os
from pathlib import Path

from django.utils.translation import gettext_lazy
from environs import EnvError, validate

from navigator import database
from navigator.environment import (
    check_addresses,
    check_command,
    check_hosts,
    check_time_zone,
    env,
    ip_address_in,
    secret_keys,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
# What the site writes, with hashes of passwords in it, is for its own account alone.
os.umask(0o077)

DEBUG = env.bool("DEBUG", False)
SECRET_KEY, SECRET_KEY_FALLBACKS = secret_keys(VAR_DIR / "secret_key")
PUBLIC_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [], validate=check_hosts)
if PUBLIC_HOSTS and DEBUG:
    raise EnvError("DEBUG must be off where ALLOWED_HOSTS names public hosts.")
ALLOWED_HOSTS = PUBLIC_HOSTS or ["127.0.0.1", "localhost", "[::1]"]

# Who is believed about how and from where a request came; see wsgi.py. An address is compared as it
# is written.
PROXIES: list[str] = env.list("PROXIES", [], subcast=ip_address_in) or ["127.0.0.1", "::1"]

# A public host is served over HTTPS only; loopback has no certificate and needs none.
HTTPS = bool(PUBLIC_HOSTS)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # see wsgi.py for whose
FORCE_SCRIPT_NAME = ""  # the site is at the root, whatever a request says

INSTALLED_APPS = [
    "navigator.door.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, for the renderer below
    "django_htmx",
    "django_otp",
    "navigator.door",
    "navigator.trail",
    "navigator.backup",
    "navigator.editions",
    "navigator.desk",
    "navigator.readers",
]

MIDDLEWARE = [
    "navigator.headers.with_headers",
    "django.middleware.security.SecurityMiddleware",
    "navigator.headers.refusing",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
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
                "navigator.desk.preview.mark",
                "navigator.readers.languages.to_other_languages",
            ],
        },
    },
]

# Widgets have templates beside those of the pages.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

IN_VAR_DIR = f"sqlite:///{VAR_DIR / 'navigator.sqlite3'}"
DATABASES = {"default": database.from_environment(IN_VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

EDITION_LOOK_SECONDS = env.float("EDITION_LOOK_SECONDS", 2.0, validate=validate.Range(min=0))
# What a process that starts while the database is away serves readers from.
SHELF_COPY = VAR_DIR / "newest-editions.signed"

# Mail goes to those who are told that a review is due, and to ALERT_MAIL.
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 25, validate=validate.Range(min=1, max=65535))
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "")
# Who is told at once of the few things that somebody should see the same day: see trail/alerts.py.
ALERT_COMMAND = env.str("ALERT_COMMAND", "", validate=check_command)
ALERT_MAIL: list[str] = env.list("ALERT_MAIL", [], validate=check_addresses)
if ALERT_MAIL and not EMAIL_HOST:
    raise EnvError("ALERT_MAIL is set: set EMAIL_HOST as well, through which mail is sent.")
if EMAIL_HOST and not DEFAULT_FROM_EMAIL:
    raise EnvError("EMAIL_HOST is set: set EMAIL_FROM as well, e.g. navigator@hospital.example.")

# Answers live in one encrypted cookie and nowhere else; see readers/answer_store.py.
ANSWERS_COOKIE_NAME = "__Host-answers" if HTTPS else "answers"
ANSWERS_SECONDS = 12 * 60 * 60

# Those that the site has its own words in. Each but the first has a file in locale/.
LANGUAGES = [("en", gettext_lazy("English")), ("es", gettext_lazy("Spanish"))]
LANGUAGE_CODE = "en"
TIME_ZONE = env.str("TIME_ZONE", "America/New_York", validate=check_time_zone)
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# What browsers and crawlers look for at the root, whatever a page says.
WHITENOISE_ROOT = BASE_DIR / "public"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no page but our own uses our files
FILE_UPLOAD_PERMISSIONS = 0o600  # of collected files, which Django opens to all otherwise
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "navigator.storage.ShortStorage"},
}

LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"

# The staff's door; see door/. Before the public, a password alone opens nothing.
STAFF_NEED_CODE = HTTPS
SITE_NAME = "Navigator"  # in the app of a phone, and where a browser keeps a passkey
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in {
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator": {},
        "django.contrib.auth.password_validation.MinimumLengthValidator": {"min_length": 12},
        "django.contrib.auth.password_validation.CommonPasswordValidator": {},
        "django.contrib.auth.password_validation.NumericPasswordValidator": {},
        "navigator.door.known_passwords.KnownPasswordValidator": {},
    }.items()
]
KNOWN_PASSWORDS = env.path("KNOWN_PASSWORDS", None)
if KNOWN_PASSWORDS and not KNOWN_PASSWORDS.is_file():
    raise EnvError(f"KNOWN_PASSWORDS: there is no file {KNOWN_PASSWORDS}.")
SESSION_ENGINE = "navigator.door.sessions"
SESSION_COOKIE_AGE = 30 * 60
SESSION_LONGEST = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Every page, the admin's as well, loads from the site itself and from nowhere else, and runs and
# styles nothing that stands within it. What the answers of headers.py carry besides.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # until the browser closes: it need not remember that it was here
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
CSRF_FAILURE_VIEW = "navigator.faults.csrf_failure"
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
else:
    # These four ask for HTTPS, which loopback cannot have.
    SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

# Neither the log nor an error mail holds a value, only where in the code it went wrong; `make dev`
# is for a developer's own made-up readers.
if not DEBUG:
    DEFAULT_EXCEPTION_REPORTER = "navigator.quiet.QuietReporter"
# What staff and strangers did, a line of JSON each: see trail/notes.py.
TRAIL_FILE = env.str("TRAIL_FILE", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "quiet": {"()": "navigator.quiet.QuietFormatter"},
        "bare": {"format": "%(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "quiet"},
        "trail": {
            **(
                {"class": "logging.handlers.WatchedFileHandler", "filename": TRAIL_FILE}
                if TRAIL_FILE
                else {"class": "logging.StreamHandler"}
            ),
            "formatter": "bare",
        },
    },
    "loggers": {
        "navigator.trail": {"level": "INFO", "handlers": ["trail"], "propagate": False},
    },
    "root": {"handlers": ["console"], "level": env.log_level("LOG_LEVEL", logging.INFO)},
}
