from datetime import date

from django.db import models

PROGRAM_STARTED = date(2002, 1, 1)  # no 287(g) agreement is older (CRS IF11898)


class Program(models.TextChoices):
    WSO = "WSO", "Warrant Service Officer"
    JEM = "JEM", "Jail Enforcement Model"
    TFM = "TFM", "Task Force Model"
