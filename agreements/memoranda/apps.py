from django.apps import AppConfig


class MemorandaConfig(AppConfig):
    name = "agreements.memoranda"
    label = "memoranda"
    verbose_name = "Memoranda of Agreement"
    default_auto_field = "django.db.models.BigAutoField"
