"""Settings: one home, one database, nothing that the machine decides."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

PACKAGE = Path(__file__).resolve().parent.parent
# The public pages alone: no zone, no database, nothing kept.
PUBLIC = "ZONEBOOK_PUBLIC" in os.environ
HOME = Path(os.environ.get("ZONEBOOK_HOME_FOLDER", Path.cwd() / "var" / "homes" / "unset"))


def database(address: str) -> dict[str, object]:
    """Django's settings for `postgresql://user:password@host:port/name?host=/socket`, or SQLite."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "book.sqlite",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        # A statement made once is planned once a connection (records/prepared.py); Django's own
        # never are. A connection ends with its request (CONN_MAX_AGE is 0, as Django has it). A
        # pooler that hands out sessions by the transaction must know prepared statements (ADR 11).
        "OPTIONS": {"prepare_threshold": 0},
    }


NO_DATABASE = {"ENGINE": "django.db.backends.dummy"}
DATABASES = {
    "default": NO_DATABASE if PUBLIC else database(os.environ.get("ZONEBOOK_DATABASE", ""))
}
SECRET_KEY = os.environ.get(
    "ZONEBOOK_SECRET_KEY", "only for commands and tests; serve makes its own"
)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ZONEBOOK_HOSTS", "localhost,127.0.0.1,testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "zonebook.records",
    "zonebook.desk",
    "zonebook.systems.bulletin",
    "zonebook.systems.approvals",
    "zonebook.systems.ladder",
    "zonebook.systems.drafts",
    "zonebook.systems.proposals",
    "zonebook.systems.policies",
    "zonebook.systems.service",
    "zonebook.systems.promotion",
    "zonebook.site",
]
AUTH_USER_MODEL = "records.Person"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zonebook.site.form_addresses.FormAddressMiddleware",
    "zonebook.site.signed_in.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "csp.middleware.CSPMiddleware",
    "zonebook.site.today.TodayMiddleware",
    "zonebook.desk.refusals.RefusedMiddleware",
]
ROOT_URLCONF = "zonebook.site.public_urls" if PUBLIC else "zonebook.site.urls"
SESSION_ENGINE = f"django.contrib.sessions.backends.{'signed_cookies' if PUBLIC else 'db'}"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zonebook.desk.context.frame",
            ]
        },
    }
]
LOGIN_URL = "/enter"
AUTHENTICATION_BACKENDS = ["zonebook.site.entry.ByPassword"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # moments are UTC; legal days are local days of the zone
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
LOGGING = {  # a fault of ours stands with its traceback where the server was started
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
JOBS_IN_THREADS = True  # long imports run beside the page that shows their progress
API_RATE = "600/m"  # requests of one token; more are answered 429
CSRF_FAILURE_VIEW = "zonebook.site.signed_in.stale_form"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'self'"],
        "object-src": ["'none'"],
    }
}
