from django.apps import AppConfig


class WsoPortalConfig(AppConfig):
    """The wiring; an app only so that its system checks are found."""

    name = "wso_portal"

    def ready(self) -> None:
        from wso_portal import checks  # noqa: F401
