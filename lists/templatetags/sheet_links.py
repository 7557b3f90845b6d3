from django import template
from django.urls import reverse

from lists.writing import listed_by
from pages.sheets import SHEETS
from pages.templatetags.show import render

register = template.Library()


@register.simple_tag(takes_context=True)
def download(context, name: str) -> str:
    """The links above a list that give exactly what its filters show, as Excel or CSV."""
    query = listed_by(context["request"].GET)
    base = reverse(f"lists:of_{name}")
    found = []
    for form, label in (("xlsx", "Excel"), ("csv", "CSV")):
        asked = query.copy()
        asked["format"] = form
        found.append((f"{base}?{asked.urlencode()}", label))
    return render("download", links=found, title=SHEETS[name].title)
