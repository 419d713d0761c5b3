"""All settings of Descent: each comes from the environment and has a default that works."""

import os
import socket
from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE

from playground import broker_address, databases, environment, logs, production

ROOT = Path(__file__).resolve().parent.parent
DESCENT_HOME = environment.home_folder(default=ROOT / "var")

DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.secret_key(DESCENT_HOME)

# The address that `serve` listens on. HTTPS says that a proxy in front of it speaks https.
HOST = environment.text("HOST", "127.0.0.1")
PORT = environment.whole_number("PORT", 8000, lowest=1, highest=65535)
HTTPS = environment.flag("HTTPS", default=False)
# The loopback names are always allowed: the health checks use them.
ALLOWED_HOSTS = [*environment.words("ALLOWED_HOSTS"), "localhost", "127.0.0.1", "[::1]"]
if HOST not in ("0.0.0.0", "::"):
    ALLOWED_HOSTS.append(HOST)

# Training
# auto: one process on each GPU that there is, besides those on the processor.
DEVICE = environment.choice("DEVICE", "auto", ["auto", "cpu", "cuda"])
# What the worker processes of this environment train on.
TRAINS_ON = "cuda" if DEVICE == "cuda" else "cpu"
# What this machine is called among those that train together.
NODE = environment.name("NODE_NAME", socket.gethostname(), longest=80)
# Seconds after which a slice that does not move counts as hanging, unless it may take longer: then four of its leases.
HANGS_AFTER = environment.whole_number("HANGS_AFTER", 60, lowest=5, highest=3600)
# What the worker processes of this environment do; `serve` starts some of each kind.
DUTY = environment.choice("DUTY", "training", ["training", "validation"])
WORKERS = environment.whole_number("WORKERS", os.cpu_count() or 1, lowest=1, highest=256)

# Whether people who are in no class may train; reading what was shared by link needs no class either way.
GUESTS = environment.flag("GUESTS", default=True)

# What one student may ask for; a teacher may set other limits for a class. "none" is no limit.
QUOTAS = {
    "at_once": environment.limit("QUOTA_AT_ONCE", default=None),
    "queued": environment.limit("QUOTA_QUEUED", default=300),
    "epochs": environment.limit("QUOTA_EPOCHS", default=None),
    "parameters": environment.limit("QUOTA_PARAMETERS", default=None),
    "gpu_minutes": environment.limit("QUOTA_GPU_MINUTES", default=None, lowest=0),
    "megabytes": environment.limit("QUOTA_MEGABYTES", default=None),
}
# What all experiments and tables together may take.
SITE_MEGABYTES = environment.limit("SITE_MEGABYTES", default=None)

# Requests a second of one visitor, and of all at one address: a school has one for all its classes. "none" is no limit.
REQUESTS_OF_VISITOR = environment.limit("REQUESTS_OF_VISITOR", default=50)
REQUESTS_OF_ADDRESS = environment.limit("REQUESTS_OF_ADDRESS", default=200)

# Application
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "csp",
    "ninja",
    "playground",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "playground.static_files.StaticFilesMiddleware",
    "playground.careful_headers.CarefulHeaders",
    # Pages and answers hold no secret beside what somebody else may put into them: safe to compress.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "playground.metrics.Timing",
    "playground.api_refusals.ApiRefusals",
    "playground.access.admission.ApiTokens",
]
ROOT_URLCONF = "playground.urls"
ASGI_APPLICATION = "playground.asgi.application"
# The API and the pages name their addresses without a slash at the end.
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Database
DATABASES = {"default": databases.from_environment(DESCENT_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Broker: it carries bells only, so everything about it may be short-lived and impatient.
REDIS_URL = broker_address.from_environment(DESCENT_HOME)
CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}
}
CELERY_BROKER_URL = broker_address.for_celery(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60,
    # Without these two, kombu looks for lost messages only every hundred seconds.
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A full Redis refuses commands instead of connections; without this it would end the worker.
CELERY_BROKER_CHANNEL_ERROR_RETRY = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_WORKER_CONSUMER = "playground.listener:Listener"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_DISABLE_PREFETCH = True
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CONCURRENCY = WORKERS
# Kilobytes after which a process makes room for a fresh one, between two ticks; CUDA alone takes some gigabytes.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = environment.whole_number(
    "WORKER_MEMORY", 8_000_000 if DEVICE == "cuda" else 2_000_000, lowest=500_000, highest=10**9
)
CELERY_TIMEZONE = "UTC"

production.refuse_carelessness(
    debug=DEBUG,
    host=HOST,
    https=HTTPS,
    hosts=environment.words("ALLOWED_HOSTS"),
    secret_key=SECRET_KEY,
    redis_url=REDIS_URL,
)

# Static files: gathered, hashed and compressed into DESCENT_HOME, never fetched from another host
STATIC_URL = "/static/"
STATIC_ROOT = DESCENT_HOME / "static"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "playground.static_finders.PlotlyFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "playground.static_files.HashedStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# The built documentation; an image brings its own.
DOCUMENTATION = Path(environment.text("DOCUMENTATION", str(DESCENT_HOME / "docs"))).resolve()

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Plotly places its parts with style attributes. Style elements stay forbidden: one alone could read a page.
        "style-src-attr": [UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# "no-referrer" would also hide the origin of our own forms, which the CSRF check needs.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 365 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
# The proxy sends http on to https, since health checks speak http; and a school's domain has other hosts than this one.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
# Teachers log in; students come in by the code of their class.
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "/login", "/classes/", "/"
# A pasted table may have 5 MB; the rest is room for its JSON wrapping.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Language, time, log
LANGUAGE_CODE = "en"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True
LOG_LEVEL = environment.choice("LOG_LEVEL", "INFO", ["DEBUG", "INFO", "WARNING", "ERROR"])
LOG_FORMAT = environment.choice("LOG_FORMAT", "text", ["text", "json"])
LOGGING = logs.configuration(LOG_LEVEL, LOG_FORMAT)
# Who brings it may read /metrics; without one, only this machine may.
METRICS_TOKEN = environment.text("METRICS_TOKEN", "")
