from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    name = "officers.authority"
    label = "authority"
    verbose_name = "Authority"
    default_auto_field = "django.db.models.BigAutoField"
