from django.apps import AppConfig


class WsoPortalConfig(AppConfig):
    """The project's app; it exists so that Django finds the system checks."""

    name = "wso_portal"

    def ready(self) -> None:
        from wso_portal import checks  # noqa: F401
