from django.db import models


class Program(models.TextChoices):
    WSO = "WSO", "Warrant Service Officer"
    JEM = "JEM", "Jail Enforcement Model"
    TFM = "TFM", "Task Force Model"
