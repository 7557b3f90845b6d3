from django.apps import AppConfig


class PostingsConfig(AppConfig):
    name = "officers.postings"
    label = "postings"
    verbose_name = "Postings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks  # noqa: F401 - registers the checks of the actions
