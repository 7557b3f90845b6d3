"""The numbers of the dashboard: compared with the facts and repaired, and what the clock folds and keeps of them."""

from notifications import daily
from officers.authority import keeping

from .figures import keep_figures
from .paces import keep_paces
from .tallies import COUNT_ANEW, DIFFERENCES, fold

daily.register("dashboards", fold)
daily.register("figures", keep_figures)
daily.register("paces", keep_paces)
keeping.KEPT_ABOVE.append((DIFFERENCES, COUNT_ANEW))
