"""The numbers of the dashboard: compared and repaired with the kept answers, folded by the clock."""

from notifications import daily
from officers.authority import keeping

from .tallies import COUNT_ANEW, DIFFERENCES, fold

daily.register("dashboards", fold)
keeping.KEPT_ABOVE.append((DIFFERENCES, COUNT_ANEW))
