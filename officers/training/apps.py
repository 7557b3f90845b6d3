from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "officers.training"
    label = "training"
    verbose_name = "Training and examination"
    default_auto_field = "django.db.models.BigAutoField"
