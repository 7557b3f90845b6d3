from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ListsConfig(AppConfig):
    name = "lists"
    label = "lists"
    verbose_name = "Lists as spreadsheets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Each app declares the sheets of its lists in exports.py, so that this app need not know the others."""
        autodiscover_modules("exports")
