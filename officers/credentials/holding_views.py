"""The pages of the acts on one officer and on one credential: supervision, suspension, issue, and where it went."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement
from officers.nominations.models import Officer
from pages.access import allow_on
from pages.acts import pressed
from pages.forms import VersionedForm
from wso_portal import clock

from . import holding_workflow as workflow
from . import recounting
from .forms import IssueForm, LeftHandForm, LiftForm, SuperviseForm, SuspendForm, instant
from .models import Credential
from .paper_views import act_page, form_page, papers_url, ticked
from .states import DESTROY, ISSUE, LIFT, LOSE, RECOUNT, RECOVER, RETURN, STEAL, SUPERVISE, SUSPEND, Status

SUPERVISION = "Whoever supervised until then stops then. Without a day the change takes effect at once."
SUSPENSION = "Without a day it takes effect at once on notice to the agency."


def officer_url(officer) -> str:
    return reverse("authority:officer", args=[officer.pk])


@allow_on(Officer, *SUPERVISE.roles)
@form_page
def supervise(request, officer):
    """Another supervising official for one officer."""
    rows = Officer.objects.filter(pk=officer.pk)
    return supervision_page(request, officer, rows, about=officer, back=officer_url(officer))


@allow_on(Agreement, *SUPERVISE.roles)
@form_page
def supervise_agency(request, agreement):
    """Another supervising official for the officers of an agency: all are ticked at first."""
    named = agreement.authorizations.running(clock.now())
    rows = Officer.objects.filter(pk__in=named.values("officer")).select_related("jurisdiction")
    return supervision_page(request, agreement, rows, about=agreement.jurisdiction, back=papers_url(agreement))


def supervision_page(request, record, rows, *, about, back: str):
    at = clock.now()
    form = SuperviseForm(request.POST or None, record=record, rows=rows, ticked=ticked(request, rows, "pk"))
    return act_page(
        request, form, SUPERVISE,
        lambda: workflow.supervise(
            list(form.cleaned_data["officers"]), form.cleaned_data["official"], form.cleaned_data["position"],
            instant(form, "starts", at), by=request.user, at=at,
        ),
        about=about, back=back, lead=SUPERVISION,
    )  # fmt: skip


@allow_on(Officer, *SUSPEND.roles)
@form_page
def suspend(request, officer):
    """Suspends one officer: by the MOA (R1) or by policy, as the agreement's terms say."""
    at, clause = clock.now(), workflow.suspension_clause(officer)
    form = SuspendForm(request.POST or None, record=officer)
    return act_page(
        request, form, replace(SUSPEND, clause=clause.where),
        lambda: workflow.suspend(officer, *form.moments(), by=request.user, at=at),
        about=officer, back=officer_url(officer),
        lead=f"{clause.says} {SUSPENSION}",
    )  # fmt: skip


@allow_on(Officer, *LIFT.roles)
@form_page
def lift(request, officer):
    """Lifts the suspension that stands or is to come, now or later."""
    at = clock.now()
    suspension = officer.suspensions.open(at).order_by("starts_at").first()
    if suspension is None:
        messages.info(request, "This officer is not suspended.")
        return redirect(officer_url(officer))
    form = LiftForm(request.POST or None, record=suspension)
    return act_page(
        request, form, LIFT,
        lambda: workflow.lift(suspension, instant(form, "ends", at), by=request.user, at=at),
        about=officer, back=officer_url(officer),
        lead="The officer's authority counts again from then on; without a day, at once.",
    )  # fmt: skip


@allow_on(Officer, *ISSUE.roles)
@form_page
def issue(request, officer):
    """Hands a credential to an officer whom a letter authorizes."""
    form = IssueForm(request.POST or None, record=officer)
    return act_page(
        request, form, ISSUE,
        lambda: workflow.issue(
            officer, form.cleaned_data["number"], form.cleaned_data["issued_on"], form.cleaned_data["expires_on"],
            form.cleaned_data["issued_time"], by=request.user, at=clock.now(),
        ),
        about=officer, back=officer_url(officer),
        lead="The officer carries it while acting. It is ICE's property and is returned when authority ends.",
    )  # fmt: skip


@allow_on(Credential, *RETURN.roles)
@form_page
def return_credential(request, credential):
    return leaving_page(request, credential, RETURN, "ICE has its credential back.")


@allow_on(Credential, *LOSE.roles)
@form_page
def lose(request, credential):
    return leaving_page(request, credential, LOSE, "Another credential can be issued once this is recorded.")


@allow_on(Credential, *STEAL.roles)
@form_page
def steal(request, credential):
    return leaving_page(request, credential, STEAL, "Another credential can be issued once this is recorded.")


@allow_on(Credential, *DESTROY.roles)
@form_page
def destroy(request, credential):
    page = leaving_page if credential.status == Status.ISSUED else settled_page
    return page(request, credential, DESTROY, "The credential no longer exists.")


@allow_on(Credential, *RECOVER.roles)
@form_page
def recover(request, credential):
    return settled_page(request, credential, RECOVER, "ICE has found it. The officer does not get this one back.")


def leaving_page(request, credential, action, lead: str):
    """A credential leaves the officer's hand: asks when it did."""
    form = LeftHandForm(request.POST or None, record=credential)
    return act_page(
        request, form, action,
        lambda: workflow.give_up(form.record, action, form.cleaned_data["left_on"], form.cleaned_data["left_time"],
            **form.seen(), by=request.user, at=clock.now(),
        ),
        about=credential, back=reverse("credentials:credential", args=[credential.pk]),
        lead=f"{lead} Without a credential in hand the officer may not serve.",
    )  # fmt: skip


def settled_page(request, credential, action, lead: str):
    """A credential that has left the officer's hand: nothing more is asked."""
    form = VersionedForm(request.POST or None, record=credential)
    return act_page(
        request, form, action,
        lambda: workflow.settle(form.record, action, **form.seen(), by=request.user, at=clock.now()),
        about=credential, back=reverse("credentials:credential", args=[credential.pk]), lead=lead,
    )  # fmt: skip


@allow_on(Jurisdiction, *RECOUNT.roles)
@form_page
def recount(request, agency):
    """After a change of the agency's time zone: which dates on record would move, and for a colleague the choice."""
    back = reverse("dashboards:jurisdiction", args=[agency.pk])
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        pressed(
            request, agency, lambda _: recounting.recount(agency, seen, by=request.user, at=clock.now()), RECOUNT.done
        )
        return redirect(back)
    found = recounting.moves(agency)
    if not found:
        messages.info(request, "All dates on record are counted in the agency's time zone.")
        return redirect(back)
    context = {
        "title": f"Dates counted in another time zone: {agency}",
        "breadcrumbs": [(str(agency), back)],
        "agency": agency, "zone": agency.zone, "moves": found, "seen": recounting.digest(found), "back": back,
    }  # fmt: skip
    return render(request, "credentials/recount.html", context)
