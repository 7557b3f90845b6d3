"""The numbers of the dashboard: compared and repaired with the kept answers, folded by the clock."""

from notifications import daily
from officers.authority import keeping

from .tallies import DIFFERENCES, COUNT_ANEW, fold

daily.register("dashboards", fold)
keeping.KEPT_ABOVE.append((DIFFERENCES, COUNT_ANEW))
