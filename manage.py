#!/usr/bin/env python
"""Django's commands; the embedded database is started for their time when no other is named in the environment."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from wso_portal import embedded

# These need no database, or ask for none at the moment they run.
WITHOUT_DATABASE = {"help", "version", "collectstatic", "makemessages", "compilemessages", "diffsettings"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wso_portal.settings")
    if not sys.argv[1:] or sys.argv[1] in WITHOUT_DATABASE:
        execute_from_command_line(sys.argv)
        return
    try:
        services = embedded.running(
            settings.CLUSTER, database=settings.EMBEDDED_DATABASE, broker=settings.EMBEDDED_BROKER
        )
        with services:
            execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, embedded.StartFailed) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
