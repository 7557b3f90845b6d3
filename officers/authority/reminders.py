"""The daily check of the kept answers."""

from notifications import daily

from .keeping import check_when_due

daily.register("authority", check_when_due)
