"""Django's settings. What an operator may change comes from `environment`."""

import sys
from pathlib import Path

from csp.constants import NONE, SELF

from overture.server.project.environment import Environment
from overture.server.project.outgoing import Outgoing

ENVIRONMENT = Environment.read()
# The language model that may word replies of members who agree to it, or None.
OVERTURE_MODEL = ENVIRONMENT.model()
# What the law asks for in the places that the operator named, the strictest of each.
OVERTURE_RULES = ENVIRONMENT.rules()
OVERTURE_REVIEW_SHARE = ENVIRONMENT.review_share
OVERTURE_PLANNER = ENVIRONMENT.planner
HERE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret_key()
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = [
    f"https://{host}" for host in ENVIRONMENT.hosts if ENVIRONMENT.https and "*" not in host
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "overture.server.audit",
    "overture.server.accounts",
    "overture.server.safeguarding",
    "overture.server.assessments",
    "overture.server.practice",
    "overture.server.conversations",
    "overture.server.care",
    "overture.server.groups",
    "overture.server.web.public",
    "overture.server.web.member",
    "overture.server.web.supporter",
    "overture.server.web.clinician",
    "overture.server.web.operator",
    "overture.server.web.account",
    "overture.server.web.host",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "overture.server.web.middleware.HeadersMiddleware",
    "overture.server.web.signing.SigningMiddleware",
    "overture.server.web.middleware.MemberMiddleware",
    "overture.server.web.middleware.KeptMiddleware",
    "overture.server.web.member.gone.SceneGoneMiddleware",
    "overture.server.web.member.gone.SentBackMiddleware",
]

ROOT_URLCONF = "overture.server.project.urls"
ASGI_APPLICATION = "overture.server.project.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "overture.server.web.context.everywhere",
            ],
            "builtins": [
                "overture.server.web.templatetags.asked_of_me",
                "overture.server.web.templatetags.drawing",
                "overture.server.web.templatetags.hard_hours",
                "overture.server.web.templatetags.whens",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/account/login"
LOGIN_REDIRECT_URL = "/account/"
# Scrypt costs a thief memory as well as time, and comes with Python.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"overture.server.accounts.passwords.{name}"}
    for name in ("LongEnough", "NotTriedFirst", "NotOfHere")
]
# What counts tries, and codes that were used: one memory for all server processes.
CACHES = {"default": {"BACKEND": "overture.server.accounts.remembering.SharedCache"}}

DATABASES = {"default": ENVIRONMENT.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/London"

SESSION_COOKIE_NAME = "__Host-overture" if ENVIRONMENT.https else "overture"
SESSION_COOKIE_AGE = 180 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_NAME = "__Host-overture-form" if ENVIRONMENT.https else "overture-form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_FAILURE_VIEW = "overture.server.web.public.failures.stale_form"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.https
# Nothing is told to other sites. With "no-referrer" browsers would send "Origin: null" with our
# own forms, and the check would refuse them.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# A message may be long, a form never is; more is refused with a page that keeps nothing waiting.
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # the drawings carry their numbers in style attributes (--e, --h); there is no inline sheet
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# How people are told whom a member chose. Without a mail server nobody is told by e-mail.
OUTGOING = Outgoing.read(ENVIRONMENT)
OVERTURE_MAIL = OUTGOING.mail is not None
OVERTURE_MAIL_DOMAIN = OUTGOING.domain
OVERTURE_ADDRESS = OUTGOING.address
OVERTURE_TEAMS = OUTGOING.teams
OVERTURE_WEBHOOK_HOSTS = OUTGOING.webhook_hosts
OVERTURE_REPORTS_TO = OUTGOING.reports_to
EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = SERVER_EMAIL = OUTGOING.sender or "overture@localhost"
if OUTGOING.mail:
    EMAIL_HOST, EMAIL_PORT = OUTGOING.mail.host, OUTGOING.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = OUTGOING.mail.user, OUTGOING.mail.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = OUTGOING.mail.tls, OUTGOING.mail.starttls

ACCOUNT_ADAPTER = "overture.server.web.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = OVERTURE_MAIL
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SESSION_COOKIE_AGE = SESSION_COOKIE_AGE
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Codes go by post: without a mail server there are none, and pages say so.
ACCOUNT_LOGIN_BY_CODE_ENABLED = OVERTURE_MAIL
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# A second factor is never passed over: who has a new password signs in with both.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
# Nobody is locked out by somebody else's tries: a name is counted together with the place.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "signup": "20/h/ip",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "overture.server.web.account.factors_adapter.FactorsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Overture"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "overture.server.project.logs.Wordless",
            "fmt": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "plain"}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
