"""Celery is only the clock: beat ticks, the worker walks the ledger."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wso_portal.settings")

app = Celery("wso_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
