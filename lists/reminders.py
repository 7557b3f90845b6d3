"""What the clock does for exports: their files go after a week."""

from notifications import daily

from .making import expire

daily.register("exports", expire)
