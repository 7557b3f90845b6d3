"""The page on which program managers keep ICE's blank templates."""

from functools import partial

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pages.access import allow, allow_on
from pages.acts import act_page, try_act
from records.models import Attachment

from . import blanks as templates
from .forms import BlankForm, VoidBlankForm
from .models import Blank
from .states import FILE_BLANK, VOID_BLANK


@allow(*FILE_BLANK.roles)
@require_http_methods(["GET", "POST"])
def blanks(request):
    """The templates on record, with their hashes, and the form that adds one."""
    form, here = BlankForm(request.POST or None, request.FILES or None), reverse("memoranda:blanks")
    if done := try_act(request, FILE_BLANK, form, templates.file_blank, back=here):
        return done
    rows = Blank.objects.select_related("recorded_by", "annulled_by")
    files = Attachment.objects.filter(model=Blank._meta.label_lower, record__in=[row.pk for row in rows])
    by_blank = {file.record: file for file in files.select_related("document")}
    return render(request, "memoranda/blanks.html", {
        "title": "Blank templates", "breadcrumbs": [("Agreements", reverse("memoranda:agreements"))], "form": form,
        "rows": [(row, by_blank.get(row.pk)) for row in rows], "button": FILE_BLANK.label,
    })  # fmt: skip


@allow_on(Blank, *VOID_BLANK.roles)
@require_http_methods(["GET", "POST"])
def void_blank(request, blank):
    form = VoidBlankForm(request.POST or None)
    lead = "Use this if the file is wrong. The template stays on record as void, and agreements no longer offer it."
    verb, back = partial(templates.void_blank, blank), reverse("memoranda:blanks")
    return act_page(request, VOID_BLANK, form, verb, about=blank, lead=lead, back=back)
