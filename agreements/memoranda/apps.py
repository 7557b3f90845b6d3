from django.apps import AppConfig


class MemorandaConfig(AppConfig):
    name = "agreements.memoranda"
    label = "memoranda"
    verbose_name = "Memoranda of Agreement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Register the checks of the actions, so that every app that offers one asks it."""
        from . import checks  # noqa: F401
