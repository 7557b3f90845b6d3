from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "officers.credentials"
    label = "credentials"
    verbose_name = "Certification, letters and credentials"
    default_auto_field = "django.db.models.BigAutoField"
