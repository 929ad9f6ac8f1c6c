"""Django's settings, derived from the typed options. Nothing is configured here that an option could not explain."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from kohtaamo.config.database import database
from kohtaamo.config.options import read_options
from kohtaamo.config.secret import secret_key

KOHTAAMO: dict[str, Any] = read_options()
DATA = cast(Path, KOHTAAMO["DATA"])
URL = cast(str, KOHTAAMO["URL"])
_url = urlsplit(URL)
_package = Path(__file__).resolve().parent.parent

DEBUG = bool(KOHTAAMO["DEBUG"])
SECRET_KEY = secret_key(cast(str, KOHTAAMO["SECRET_KEY"]), DATA)
ALLOWED_HOSTS = [cast(str, _url.hostname), "127.0.0.1", "localhost", *cast(list[str], KOHTAAMO["HOSTS"])]
CSRF_TRUSTED_ORIGINS = [f"{_url.scheme}://{_url.netloc}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "kohtaamo.platform",
    "kohtaamo.staff",
    "kohtaamo.customers",
    "kohtaamo.touchpoints",
    "kohtaamo.encounters",
    "kohtaamo.mandates",
    "kohtaamo.offers",
    "kohtaamo.promises",
    "kohtaamo.targets",
    "kohtaamo.work",
    "kohtaamo.outreach",
    "kohtaamo.knowledge",
    "kohtaamo.serving",
    "kohtaamo.rules",
    "kohtaamo.channels.mail",
    "kohtaamo.passage",
    "kohtaamo.api",
    "kohtaamo.web",
    "kohtaamo.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kohtaamo.web.static_serving.StaticFiles",
    "kohtaamo.web.turns.in_turn",
    "kohtaamo.api.door.door",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kohtaamo.web.middleware.reader_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kohtaamo.web.middleware.reader_manner",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kohtaamo.web.middleware.clear_errors",
    "kohtaamo.web.middleware.only_text",
]

ROOT_URLCONF = "kohtaamo.config.urls"
ASGI_APPLICATION = "kohtaamo.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_package / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kohtaamo.web.context.house",
                "kohtaamo.web.desk.operations.context.operations",
                "kohtaamo.demo.context.demonstration",
            ],
            "builtins": ["kohtaamo.web.templatetags.kohtaamo"],
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {"default": database(cast(str, KOHTAAMO["DATABASE_URL"]), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
_NEAR = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "near",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
_SHARED = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
# What several processes must know together (tries to sign in) is kept in their database; the rest in memory.
CACHES = {"default": _SHARED if KOHTAAMO["DATABASE_URL"] else _NEAR, "near": _NEAR}

AUTH_USER_MODEL = "staff.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "kohtaamo.web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is opened from the mailbox itself
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 3 * 60 * 60  # seconds
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "reset_password": "10/m/ip,3/h/key"}
ACCOUNT_FORMS = {
    "login": "kohtaamo.web.accounts.forms.SignIn",
    "reauthenticate": "kohtaamo.web.accounts.forms.PasswordAgain",
    "reset_password": "kohtaamo.web.accounts.forms.ForgotPassword",
    "reset_password_from_key": "kohtaamo.web.accounts.forms.NewPassword",
    "change_password": "kohtaamo.web.accounts.forms.ChangePassword",
}
MFA_FORMS = {
    "authenticate": "kohtaamo.web.accounts.forms.Code",
    "reauthenticate": "kohtaamo.web.accounts.forms.CodeAgain",
    "activate_totp": "kohtaamo.web.accounts.forms.StartCodes",
    "add_webauthn": "kohtaamo.web.accounts.forms.AddPasskey",
    "edit_webauthn": "kohtaamo.web.accounts.forms.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _url.hostname in {"127.0.0.1", "localhost"}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up by themselves
MFA_ADAPTER = "kohtaamo.web.accounts.adapter.MfaAdapter"
MFA_TOTP_ISSUER = cast(str, KOHTAAMO["ORGANISATION"])

DEMONSTRATION_KEPT = timedelta(seconds=15)  # whether this is a demonstration is asked no more often
TROUBLES_KEPT = timedelta(seconds=30)  # as old may the count of troubles in the navigation be
SEEN_EVERY = timedelta(minutes=1)  # that a person is here is written down no more often
LANGUAGE_CODE = cast(str, KOHTAAMO["LANGUAGE"])
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [_package / "locale"]
TIME_ZONE = cast(str, KOHTAAMO["TIME_ZONE"])
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

MESSAGE_DOMAIN = _url.hostname or "localhost"  # in the Message-ID of our own mails

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kohtaamo.web.static_files.HashedWhenCollected"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _url.scheme == "https"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kohtaamo.web.errors.csrf_refused"
if KOHTAAMO["METRICS"] != "off" or KOHTAAMO["LOG_REQUESTS"]:
    MIDDLEWARE.insert(0, "kohtaamo.web.counting.counting")
if KOHTAAMO["BEHIND_PROXY"]:
    MIDDLEWARE.insert(0, "kohtaamo.web.middleware.nearest_client")
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if _url.scheme == "https":
    SECURE_HSTS_SECONDS = 31536000

DEFAULT_FROM_EMAIL = cast(str, KOHTAAMO["MAIL_FROM"])
_smtp = urlsplit(cast(str, KOHTAAMO["SMTP_URL"]))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _smtp.hostname else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "", _smtp.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _smtp.username or "", _smtp.password or ""
EMAIL_USE_TLS = _smtp.port in {None, 587}
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_TIMEOUT = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "kohtaamo.config.log_lines.WithoutWords",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "json": {"()": "kohtaamo.config.log_lines.AsJson"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": KOHTAAMO["LOG_FORMAT"]}
    },
    "root": {"handlers": ["stderr"], "level": cast(str, KOHTAAMO["LOG_LEVEL"])},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # anyone may send any name; each would be a long trace
        "mail.log": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # an address is unique whatever its case, by a constraint Django does not see
