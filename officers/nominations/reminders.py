"""A name or badge that was recorded for a later date begins on that date."""

from notifications import daily

from .naming import begin_names

daily.register("names", begin_names)
