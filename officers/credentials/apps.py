from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "officers.credentials"
    label = "credentials"
    verbose_name = "Certification, letters and credentials"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import annulment, checks, recounting  # noqa: F401 - registers the checks of the actions
