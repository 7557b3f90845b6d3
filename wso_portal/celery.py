"""Celery is the clock only: beat ticks, and the worker sends what the ledger holds."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wso_portal.settings")

app = Celery("wso_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
