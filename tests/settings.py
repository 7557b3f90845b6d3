"""The portal's settings with the test run's own cluster and nothing slow."""

import os

os.environ.setdefault("WSO_CLUSTER", "test")

from wso_portal.settings import *  # noqa: F403
from wso_portal.settings import BASE_DIR, DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("WSO_TEST_DATABASE")}  # script/mutants runs several at a time
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = BASE_DIR / "static"  # nothing is collected; the live server finds files where they lie
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
