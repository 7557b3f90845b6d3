from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "officers.training"
    label = "training"
    verbose_name = "Training and exams"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Register the checks of the actions, so that every app that offers one asks it."""
        from . import checks  # noqa: F401
