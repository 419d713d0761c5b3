"""What `django-admin startproject` writes, with Channels and Celery as their guides say."""

import os
from pathlib import Path

from playground import broker_address, databases

HOME = Path(os.environ["PLAIN_HOME"])
SECRET_KEY = "only for the comparison, on this machine"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "channels"]
INSTALLED_APPS += ["benchmarks.load.plain"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "benchmarks.load.plain.views"
DATABASES = {"default": databases.sqlite(HOME / "plain.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True

REDIS_URL = os.environ["REDIS_URL"]
# By its defaults redis-py gives up after five seconds: sockets to which nothing is sent would end.
LAYER = {"hosts": [{"address": REDIS_URL, "socket_timeout": None}]}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": LAYER}}
CELERY_BROKER_URL = broker_address.for_celery(REDIS_URL)
