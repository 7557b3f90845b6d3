from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    label = "records"
    verbose_name = "Record of events and documents"
    default_auto_field = "django.db.models.BigAutoField"
