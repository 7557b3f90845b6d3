"""How a page does an act: try it, and show a refusal where the person can put it right."""

from django.contrib import messages
from django.shortcuts import render

from .actions import Action, Refused

FORM_PAGE = "parts/form_page.html"


def tried(form, act) -> bool:
    """Whether the form was valid and the act done; a refusal becomes an error of the form, which keeps its input."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def pressed(request, record, act, done: str) -> None:
    """Does an act of one button on the record as its page showed it, and says how it went."""
    version = request.POST.get("version", "")
    if hasattr(record, "version"):
        record.version = int(version) if version.isdecimal() and len(version) < 10 else 0
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{done}.")


def verb_page(request, form, action: Action, *, about, lead: str, back: str, crumbs=(), template=FORM_PAGE):
    """The page of one verb: what will happen and by which clause, the form, one button, a way back."""
    context = {
        "title": f"{action.label}: {about}",
        "breadcrumbs": [*crumbs, (str(about), back)],
        "lead": lead,
        "clause": action.clause,
        "form": form,
        "button": action.label,
        "cancel_url": back,
    }
    return render(request, template, context)
