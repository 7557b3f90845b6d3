"""Numbers that the database keeps, for pages of apps below the dashboards."""

from django import template

from dashboards.counting import COUNTED_KINDS, officers_counted

register = template.Library()


@register.simple_tag
def officer_counts(user, at) -> list[tuple[str, str, str]]:
    """Who may serve, who may not and who is in progress in a person's scope: (number, words, filter), by one query."""
    found = officers_counted(user, at)
    everyone, progress, serving = (found.get(kind, 0) for kind in COUNTED_KINDS)
    return [
        (f"{serving:,}", "may serve", "?answer=yes"),
        (f"{everyone - progress - serving:,}", "may not serve", "?answer=no"),
        (f"{progress:,}", "in progress", "?answer=progress"),
    ]
