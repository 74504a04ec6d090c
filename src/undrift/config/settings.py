"""Django's settings. What an operator may choose is in env.py and docs/options.md."""

from __future__ import annotations

from pathlib import Path

from undrift.config import data, env, mail, safe_logging
from undrift.domain.export import LARGEST

LOGGING = safe_logging.LOGGING
PACKAGE = Path(__file__).resolve().parent.parent
DATA = data.folder()
ORIGIN = env.origin()
OPEN_SIGN_UP = env.flag("OPEN_SIGN_UP")
WORKER = env.flag("WORKER", default="yes")
MAIL = mail.server()

SECRET_KEY = data.signing_key(DATA)
DEBUG = False
# Any name may ask; secrets are only taken over TLS or on this very machine (web.pages.is_safe_place).
ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
if ORIGIN:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

INSTALLED_APPS = ["django.contrib.staticfiles", "undrift.store", "undrift.web"]
MIDDLEWARE = [
    "undrift.web.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "undrift.web.middleware.Sentences",
]
ROOT_URLCONF = "undrift.config.urls"
WSGI_APPLICATION = "undrift.config.wsgi.application"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"]),
            ],
            "context_processors": ["django.template.context_processors.csrf", "undrift.web.pages.everywhere"],
            "builtins": ["django.templatetags.static", "undrift.web.templatetags.words"],
        },
    },
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "undrift.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
                "PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON; PRAGMA cache_size=-4000;"
            ),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
HOME_ZONE = env.time_zone()
LANGUAGE_CODE = "en"
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "_built" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# Nothing a person writes may touch a disk in clear: bodies stay in memory and are small.
# The one file that may be larger is a person's own export; the guard in front says when (asgi.py).
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST + 65_536
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_097_152
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

CSRF_COOKIE_NAME = "__Host-undrift-form"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "undrift.web.carried.stale_form"

ADMINS: list[tuple[str, str]] = []
DEFAULT_EXCEPTION_REPORTER = "undrift.config.safe_logging.TypeOnlyReporter"
