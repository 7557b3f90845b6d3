from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    verbose_name = "People and roles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """A worker that sends the mails of this app needs to know what belongs into them."""
        from . import mails  # noqa: F401
