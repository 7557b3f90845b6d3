from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    name = "officers.background"
    label = "background"
    verbose_name = "Background checks"
    default_auto_field = "django.db.models.BigAutoField"
