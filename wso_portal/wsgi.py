"""What a web process serves."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.urls import get_resolver
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wso_portal.settings")
UNREADABLE = "unreadable"


class Request(WSGIRequest):
    """A request whose address is read as UTF-8 whatever character set it names: Django would decode the address by
    that name before any page of ours could refuse it (wso_portal.middleware.utf8_only)."""

    def _set_content_type_params(self, meta: dict) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (LookupError, ValueError):
            self.content_type, self.content_params = "", {"charset": UNREADABLE}


class Handler(WSGIHandler):
    request_class = Request


django.setup(set_prefix=False)
application = Handler()
get_resolver().url_patterns  # noqa: B018  every view is imported before the first request
