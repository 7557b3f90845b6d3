"""What a web process serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wso_portal.settings")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  every view is imported before the first request
