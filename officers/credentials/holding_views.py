"""The pages of the acts on one officer and on one credential: supervision, suspension, issue, and where it went."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement
from officers.nominations.models import Officer
from pages.access import allow_on
from pages.acts import act_page, form_page, press
from pages.forms import ReasonForm, VersionedForm
from pages.printing import asks_for_the_document, made_for_signature
from pages.reviewing import REVIEW_FIRST, reviewed_act
from wso_portal import clock

from . import holding_workflow as workflow
from . import recounting
from .checks import liftable, returnable, supervised_under
from .forms import (
    CorrectNumberForm,
    EndSupervisionForm,
    IssueForm,
    LeftHandForm,
    LiftForm,
    LossForm,
    StandDownForm,
    SuperviseForm,
    SuspendForm,
)  # fmt: skip
from .models import Credential
from .paper_views import PAPER_FORM, chosen_rows, papers_url
from .printing import suspension_from
from .states import (
    CALL_BACK,
    CORRECT_NUMBER,
    DESTROY,
    END_SUPERVISION,
    ISSUE,
    LIFT,
    LOSE,
    MAKE_SUSPENSION,
    RECOUNT,
    RECOVER,
    RETURN,
    RETURN_TO_DUTY,
    STAND_DOWN,
    STEAL,
    SUPERVISE,
    SURRENDER,
    SUSPEND,
    Status,
)  # fmt: skip

SUPERVISION = "The current supervisor is replaced. If you enter no date, the change is effective now."
NO_SUCCESSOR = (
    "No one replaces the supervising official. Without one, an officer may not serve. If you enter no date, "
    "supervision ends now; if no time is given, 12:00 a.m."
)
LOSS = "We tell the field office, which can issue another credential."
SUSPENSION = "If you enter no date, it takes effect when the agency is notified."


def officer_url(officer) -> str:
    return reverse("authority:officer", args=[officer.pk])


@allow_on(Officer, *SUPERVISE.roles)
@require_http_methods(["GET", "POST"])
def supervise(request, officer):
    """Another supervising official for one officer."""
    rows = Officer.objects.filter(pk=officer.pk)
    return supervision_page(request, officer, rows, about=officer, back=officer_url(officer))


@allow_on(Agreement, *SUPERVISE.roles)
@require_http_methods(["GET", "POST"])
def supervise_agency(request, agreement):
    """Another supervising official for the officers of an agency: all are checked at first."""
    named = agreement.authorizations.running(clock.now())
    rows = Officer.objects.filter(pk__in=named.values("officer")).select_related("jurisdiction")
    return supervision_page(request, agreement, rows, about=agreement.jurisdiction, back=papers_url(agreement.pk))


def supervision_page(request, record, rows, *, about, back: str):
    form = SuperviseForm(request.POST or None, record=record, rows=rows, chosen=chosen_rows(request, rows, "pk"))
    return act_page(request, SUPERVISE, form, workflow.supervise, about=about, back=back, lead=SUPERVISION)


@allow_on(Agreement, *END_SUPERVISION.roles)
@require_http_methods(["GET", "POST"])
def end_supervision(request, agreement):
    """Supervision ends and nobody takes over; the review names who is then without an official."""
    rows = supervised_under(agreement, clock.now())
    one = chosen_rows(request, rows, "pk") if "officer" in request.GET else rows.none()
    form = EndSupervisionForm(request.POST or None, record=agreement, rows=rows, chosen=one)
    return reviewed_act(
        request, END_SUPERVISION, form, partial(workflow.end_supervision, agreement), agency=agreement.jurisdiction,
        named=form.officers_given, because="no supervising official", about=agreement.jurisdiction,
        back=papers_url(agreement.pk), lead=NO_SUCCESSOR,
    )  # fmt: skip


@allow_on(Officer, *SUSPEND.roles)
@require_http_methods(["GET", "POST"])
def suspend(request, officer):
    """Suspend one officer: by the MOA (R1) or by policy, as the agreement's terms say."""
    clause = workflow.suspension_clause(officer)
    form = SuspendForm(request.POST or None, record=officer)
    action = replace(SUSPEND, clause=clause.where)
    frame = {"about": officer, "back": officer_url(officer), "lead": f"{clause.says} {SUSPENSION}"}
    if asks_for_the_document(request):
        write = partial(suspension_from, form)
        made = made_for_signature(request, MAKE_SUSPENSION, officer, form, write, later=form.later)
        return made or form_page(request, action, form, template=PAPER_FORM, button=REVIEW_FIRST, **frame)
    return reviewed_act(
        request, action, form, partial(workflow.suspend, officer), agency=officer.jurisdiction,
        named=lambda: [officer], because="suspended by ICE", template=PAPER_FORM, **frame,
    )  # fmt: skip


@allow_on(Officer, *LIFT.roles)
@require_http_methods(["GET", "POST"])
def lift(request, officer):
    """Lift the suspension that is in effect or to come, now or later."""
    suspension = liftable(officer, clock.now()).first()
    if suspension is None:
        messages.info(request, "This officer is not suspended.")
        return redirect(officer_url(officer))
    return reviewed_act(
        request, LIFT, LiftForm(request.POST or None, record=suspension), partial(workflow.lift, suspension),
        agency=officer.jurisdiction, named=lambda: [officer], about=officer, back=officer_url(officer),
        lead="The officer has authority again from the date you enter. If you enter no date, it is effective now.",
    )  # fmt: skip


@allow_on(Officer, *STAND_DOWN.roles)
@require_http_methods(["GET", "POST"])
def stand_down(request, officer):
    """The agency stops its own officer at once, or from a date until a date."""
    return reviewed_act(
        request, STAND_DOWN, StandDownForm(request.POST or None, record=officer), partial(workflow.stand_down, officer),
        agency=officer.jurisdiction, named=lambda: [officer], because="stood down by the agency", about=officer,
        back=officer_url(officer), lead="The officer may not serve while stood down. If you enter no start date, it "
        "takes effect now. If you enter no end date, it lasts until you return the officer to duty.",
    )  # fmt: skip


@allow_on(Officer, *RETURN_TO_DUTY.roles)
@require_http_methods(["GET", "POST"])
def return_to_duty(request, officer):
    """End the stand-down that is in effect or to come, now or later. The agency reads its reason here."""
    row = returnable(officer, clock.now()).first()
    if row is None:
        messages.info(request, "This officer is not stood down.")
        return redirect(officer_url(officer))
    return reviewed_act(
        request, RETURN_TO_DUTY, LiftForm(request.POST or None, record=row), partial(workflow.return_to_duty, row),
        agency=officer.jurisdiction, named=lambda: [officer], about=officer, back=officer_url(officer),
        lead=f"Stood down because: “{row.reason}”. If you enter no date, the stand-down ends now.",
    )  # fmt: skip


@allow_on(Officer, *ISSUE.roles)
@require_http_methods(["GET", "POST"])
def issue(request, officer):
    """Issue a credential to an officer whom a letter authorizes."""
    return act_page(
        request, ISSUE, IssueForm(request.POST or None, record=officer), partial(workflow.issue, officer),
        about=officer, back=officer_url(officer),
        lead="The officer must carry it while acting. It is ICE's property and is returned when authority ends.",
    )  # fmt: skip


@allow_on(Credential, *CORRECT_NUMBER.roles)
@require_http_methods(["GET", "POST"])
def correct_number(request, credential):
    form = CorrectNumberForm(request.POST or None, record=credential, initial={"number": credential.number})
    return act_page(
        request, CORRECT_NUMBER, form, partial(workflow.correct_number, credential), about=credential,
        back=credential_url(credential), lead="The timeline keeps both numbers, with your reason.",
    )  # fmt: skip


@allow_on(Credential, *CALL_BACK.roles)
@require_http_methods(["GET", "POST"])
def call_back(request, credential):
    return act_page(
        request, CALL_BACK, ReasonForm(request.POST or None, record=credential),
        partial(workflow.call_back, credential), about=credential, back=credential_url(credential),
        lead="ICE asks for its credential without withdrawing the officer's authority. The agency collects it and "
        "returns it to ICE. The officer may serve until the agency collects it.",
    )  # fmt: skip


@allow_on(Credential, *SURRENDER.roles)
@require_http_methods(["GET", "POST"])
def surrender(request, credential):
    return leaving_page(request, credential, SURRENDER, "Take the credential from the officer and return it to ICE.")


@allow_on(Credential, *RETURN.roles)
@require_http_methods(["GET", "POST"])
def return_credential(request, credential):
    page = leaving_page if credential.status == Status.ISSUED else disposal_page
    return page(request, credential, RETURN, "Record that ICE received the credential.")


@allow_on(Credential, *LOSE.roles)
@require_http_methods(["GET", "POST"])
def lose(request, credential):
    return leaving_page(request, credential, LOSE, LOSS, LossForm)


@allow_on(Credential, *STEAL.roles)
@require_http_methods(["GET", "POST"])
def steal(request, credential):
    return leaving_page(request, credential, STEAL, LOSS, LossForm)


@allow_on(Credential, *DESTROY.roles)
@require_http_methods(["GET", "POST"])
def destroy(request, credential):
    page = leaving_page if credential.status == Status.ISSUED else disposal_page
    return page(request, credential, DESTROY, "The credential no longer exists.")


@allow_on(Credential, *RECOVER.roles)
@require_http_methods(["GET", "POST"])
def recover(request, credential):
    return disposal_page(request, credential, RECOVER, "ICE has this credential. The officer may not use it again.")


def leaving_page(request, credential, action, lead: str, asks: type[VersionedForm] = LeftHandForm):
    """A credential leaves the officer's hand: asks when it did."""
    return act_page(
        request, action, asks(request.POST or None, record=credential),
        partial(workflow.close_credential, credential, action), about=credential, back=credential_url(credential),
        lead=f"{lead} Without a valid ICE credential the officer may not serve.",
    )  # fmt: skip


def disposal_page(request, credential, action, lead: str):
    """A credential that has left the officer's hand: nothing more is asked."""
    return act_page(
        request, action, VersionedForm(request.POST or None, record=credential),
        partial(workflow.dispose_of_credential, credential, action), about=credential,
        back=credential_url(credential), lead=lead,
    )  # fmt: skip


def credential_url(credential) -> str:
    return reverse("credentials:credential", args=[credential.pk])


@allow_on(Jurisdiction, *RECOUNT.roles)
@require_http_methods(["GET", "POST"])
def recount(request, agency):
    """After a change of the agency's time zone: which dates on record would move, and for a colleague the choice."""
    back = reverse("dashboards:jurisdiction", args=[agency.pk])
    if request.method == "POST":
        shown = request.POST.get("shown", "")
        return press(request, RECOUNT, None, partial(recounting.recount, agency, shown), back=back)
    found = recounting.find_moves(agency)
    if not found:
        messages.info(request, "All dates on record use the agency's time zone.")
        return redirect(back)
    context = {
        "title": f"Dates entered in another time zone: {agency}",
        "breadcrumbs": [(str(agency), back)],
        "agency": agency, "zone": agency.zone, "moves": found, "shown": recounting.digest(found), "back": back,
    }  # fmt: skip
    return render(request, "credentials/recount.html", context)
