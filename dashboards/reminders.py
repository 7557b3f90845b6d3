"""The numbers of the dashboard: compared and repaired with the kept answers, folded and kept monthly by the clock."""

from notifications import daily
from officers.authority import keeping

from .figures import keep_figures
from .tallies import COUNT_ANEW, DIFFERENCES, fold

daily.register("dashboards", fold)
daily.register("figures", keep_figures)
keeping.KEPT_ABOVE.append((DIFFERENCES, COUNT_ANEW))
