from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "agreements.register"
    label = "register"
    verbose_name = "ICE's published lists"
    default_auto_field = "django.db.models.BigAutoField"
