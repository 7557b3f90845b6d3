"""Settings of the portal. Whatever differs between places comes from the environment; with nothing set, the
embedded default serves from var/. README's configuration table lists every variable."""

import tomllib
from importlib.util import find_spec
from os import environ
from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE

from wso_portal import embedded, environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(environ.get("WSO_VAR") or BASE_DIR / "var").resolve()
environment.keep_private(VAR)
CLUSTER_NAME = environ.get("WSO_CLUSTER", "server")  # the test run has one of its own
CLUSTER = embedded.Cluster(VAR / CLUSTER_NAME, durable=CLUSTER_NAME != "test")

VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
DEBUG = environment.flag("DEBUG")
DEMO_PASSWORD = environ.get("DEMO_PASSWORD", "rehearsal")
WAITING_DAYS = environment.number("WAITING_DAYS", 14)  # what waits longer is overdue on Home (policy, not MOA)
OFFICIAL_BANNER = environment.flag("OFFICIAL_BANNER")  # only an official site may claim to be one
BEHIND_TLS = environment.flag("BEHIND_TLS")

OWN_HOSTS = environment.words("ALLOWED_HOSTS")
ALLOWED_HOSTS = [*environment.LOOPBACK, *OWN_HOSTS]
# Pages say: people and events are invented.
DEMO = environment.demo("DEMO", default=not environ.get("DATABASE_URL"), behind_tls=BEHIND_TLS, hosts=OWN_HOSTS)

SECRET_KEY = environment.secret("SECRET_KEY", VAR / "secret_key")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "records",
    "pages",
    "notifications",
    "accounts",
    "lists",
    "agreements.jurisdictions",
    "agreements.memoranda",
    "agreements.register",
    "officers.nominations",
    "officers.postings",
    "officers.background",
    "officers.training",
    "officers.credentials",
    "officers.authority",
    "dashboards",
    "wso_portal",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",  # allauth.mfa and an identity provider take their place here
    "crispy_forms",
    "django.forms",  # its widget templates, beside ours (parts/kept_file.html)
    "csp",
    "pghistory",
    "pgtrigger",
]

MIDDLEWARE = [
    "wso_portal.middleware.head_as_get",  # first: it drops whatever body the others make
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # a page is closed unless it says login_not_required
    "wso_portal.middleware.session_limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pages.typed.keep_typed",
    "wso_portal.middleware.utf8_only",  # after those that the page of a refusal needs
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "wso_portal.urls"
WSGI_APPLICATION = "wso_portal.wsgi.application"
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
                "wso_portal.context.site",
                "dashboards.navigation.portal",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "uswds"
CRISPY_TEMPLATE_PACK = "uswds"
CRISPY_CLASS_CONVERTERS = {
    **dict.fromkeys(
        ("textinput", "emailinput", "passwordinput", "numberinput", "urlinput", "dateinput", "timeinput"), "usa-input"
    ),
    "datetimeinput": "usa-input",
    "textarea": "usa-textarea",
    **dict.fromkeys(("select", "selectmultiple", "nullbooleanselect"), "usa-select"),
    **dict.fromkeys(("fileinput", "clearablefileinput"), "usa-file-input"),
    **dict.fromkeys(("checkboxinput", "checkboxselectmultiple"), "usa-checkbox__input"),
    "radioselect": "usa-radio__input",
}

DATABASES = {
    "default": {
        **environment.database("DATABASE_URL", CLUSTER.database),
        **environment.pooling(environment.flag("DATABASE_POOLED")),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EMBEDDED_DATABASE = not environ.get("DATABASE_URL")
EMBEDDED_BROKER = not environ.get("CELERY_BROKER_URL")

# The broker is only a clock (the ledger is the queue), so a request never waits for it.
CELERY_BROKER_URL = environment.broker("CELERY_BROKER_URL", CLUSTER.broker_url)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # longer than the longest task (below), or it would run twice
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "plan": {"task": "notifications.tasks.plan", "schedule": 60, "options": {"expires": 55}},
    "sweep": {"task": "notifications.tasks.sweep", "schedule": 3600, "options": {"expires": 3000}},
    "deliver": {"task": "notifications.tasks.deliver", "schedule": 30, "options": {"expires": 25}},
    "exports": {"task": "lists.tasks.make_exports", "schedule": 60, "options": {"expires": 55}},
    "housekeep": {"task": "notifications.tasks.housekeep", "schedule": 600, "options": {"expires": 300}},
}

# The cache counts attempts to sign in. In the database (the default) it is shared and cannot be down by itself.
CACHES = {"default": environment.cache("CACHE_URL", "db://portal_cache")}
vars().update(environment.mail("EMAIL_URL", f"file:{VAR / 'mail'}"))
DEFAULT_FROM_EMAIL = environ.get("DEFAULT_FROM_EMAIL", "WSO Partnership Portal <portal@wso.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
PORTAL_URL = environ.get("PORTAL_URL", "http://localhost:8000").rstrip("/")  # begins the links in mails

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "accounts.passwords.Guessable", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "accounts.password_forms.SignIn",
    "reauthenticate": "accounts.password_forms.ConfirmIdentity",
    "change_password": "accounts.password_forms.ChangedPassword",
    "set_password": "accounts.password_forms.FirstPassword",
    "reset_password": "accounts.password_forms.ForgottenPassword",
    "reset_password_from_key": "accounts.password_forms.ChosenPassword",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by a program manager, for an address already known
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody without an account hears from us
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip"}  # for one address: accounts.attempts
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0  # else all of them would share the proxy's address and its limit

SESSION_COOKIE_AGE = 30 * 60  # seconds without a request (the idle limit)
SESSION_LIFETIME = 12 * 60 * 60  # seconds from sign-in to sign-out at the latest
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

if DEBUG:  # Django's own error pages carry their style and script in the page
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["style-src"] = [SELF, UNSAFE_INLINE]
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"] = [SELF, UNSAFE_INLINE]
DEBUG_TOOLBAR = DEBUG and find_spec("debug_toolbar") is not None  # script/dev has it; see requirements-dev.txt
if DEBUG_TOOLBAR:
    INSTALLED_APPS.append("debug_toolbar")
    MIDDLEWARE.insert(3, "debug_toolbar.middleware.DebugToolbarMiddleware")  # below CSPMiddleware
    INTERNAL_IPS = ["127.0.0.1"]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "wso_portal.finders.UswdsFinder",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("png", "webp", "woff", "woff2", "gz", "br", "map", "txt", "md")
MEDIA_ROOT = VAR / "media"
DOCUMENT_MAX_BYTES: int = environment.number("DOCUMENT_MAX_MB", 25) * 1024 * 1024  # bytes of one document
UPLOADS_PER_HOUR: int = environment.number("UPLOADS_PER_HOUR", 60)  # of one person
UPLOAD_BYTES_PER_HOUR: int = environment.number("UPLOAD_MB_PER_HOUR", 500) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes of a form without its files
FILE_UPLOAD_HANDLERS = [
    "wso_portal.uploads.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "wso_portal.logs.LogLine", "fmt": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environ.get("LOG_LEVEL", "INFO").upper()},
    "loggers": {"django": {"handlers": [], "propagate": True}, "django.server": {"handlers": [], "propagate": True}},
}
