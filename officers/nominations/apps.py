from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "officers.nominations"
    label = "nominations"
    verbose_name = "Officers and nominations"
    default_auto_field = "django.db.models.BigAutoField"
