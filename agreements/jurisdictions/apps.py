from django.apps import AppConfig


class JurisdictionsConfig(AppConfig):
    name = "agreements.jurisdictions"
    label = "jurisdictions"
    verbose_name = "Jurisdictions"
    default_auto_field = "django.db.models.BigAutoField"
