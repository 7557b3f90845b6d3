"""The pages of classes. Who sees which is in querysets.visible_to; who may do what in states.ACTIONS."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import READERS, Role
from officers.nominations.models import Nomination
from pages.access import allow, allow_on
from pages.acts import FORM_PAGE, tried, verb_page
from pages.lists import chips, part_of
from records.models import Event
from wso_portal import clock

from . import correcting, examining, forms, workflow
from .models import MOST_SEATS, PASS, Enrollment, Examination, TrainingClass
from .querysets import awaiting_seat, eligible_for
from .roster import roster_of
from .states import (
    ATTENDANCE,
    CANCEL,
    CHANGE,
    CORRECT,
    ENROLL,
    PROPOSE,
    REASSIGN,
    RETAKE,
    REVIEW,
    SCHEDULE,
    SCORE,
    UNENROLL,
    VOID,
)
from .steps import holder_of, offers, teaches

TRAIL = [("Classes", reverse_lazy("training:index"))]
WEST = "Pacific/Honolulu"  # a class is past once its day is over everywhere in the states


@allow()
@require_GET
def index(request):
    """The classes in one's scope, the next one first, then those of the past."""
    form = forms.ClassFilter(request.GET)
    day, user = clock.today(WEST), request.user
    classes = form.rows(
        TrainingClass.objects.visible_to(user).select_related("field_office", "instructor"), day
    ).with_vacated()
    context = {
        "title": "Classes",
        "form": form,
        "chips": chips(form, request.GET),
        "part": part_of(classes, request.GET),
        "day": day,
        "schedules": bool(user.active_memberships(*SCHEDULE.roles)),
        "waiting": awaiting_seat(Nomination.objects.filter(user.reach(*SCHEDULE.roles)), clock.now()).count(),
    }
    return render(request, "training/index.html", context)


@allow_on(TrainingClass)
@require_GET
def training_class(request, record):
    """One class: when, where, who teaches, who has a seat and how each of them stands."""
    now = clock.now()
    today = clock.day_of(now, record.field_office.zone)
    rows = roster_of(record, request.user, now)
    holder, next_step = holder_of(record, rows, today)
    primary, others = offers(record, rows, request.user, today)
    events = Event.objects.visible_to(request.user).about(record.subject).select_related("actor").order_by("-at", "-pk")
    context = {
        "title": str(record),
        "breadcrumbs": TRAIL,
        "training_class": record,
        "zone": record.field_office.zone,
        "rows": rows,
        "today": today,
        "holder": holder,
        "next_step": next_step,
        "primary": primary,
        "others": others,
        "events": events[:30],
        "teaches": teaches(record, request.user),
        "enrolls": request.user.holds(UNENROLL.roles, record.field_office),
        "voids": request.user.holds(VOID.roles, record.field_office),
        "reads_officers": bool(request.user.active_memberships(*READERS)),
    }
    return render(request, "training/training_class.html", context)


@allow_on(TrainingClass)
@require_GET
def sheet(request, record):
    """The sign-in sheet to print: name, agency, and a line to sign on."""
    rows = [row for row in roster_of(record, request.user, clock.now()) if not row.vacated]
    context = {
        "title": f"Sign-in sheet: {record}",
        "breadcrumbs": [*TRAIL, (str(record), address(record))],
        "training_class": record,
        "zone": record.field_office.zone,
        "rows": rows,
    }
    return render(request, "training/sheet.html", context)


@allow(*SCHEDULE.roles)
@require_http_methods(["GET", "POST"])
def schedule(request):
    """A new class of one of the person's field offices."""
    offices = [m.field_office for m in request.user.active_memberships(Role.FIELD_OFFICE)]
    form = forms.ScheduleForm(request.POST or None, offices=offices)
    made = []

    def act():
        office = form.cleaned_data["field_office"]
        made.append(workflow.schedule(office, form.plan(), by=request.user, at=clock.now()))

    if tried(form, act):
        messages.success(request, "Class scheduled. Enroll nominees next.")
        return redirect("training:training_class", made[0].pk)
    return render(request, "parts/form_page.html", {
        "title": SCHEDULE.label, "button": SCHEDULE.label, "clause": SCHEDULE.clause, "form": form,
        "cancel_url": TRAIL[0][1], "breadcrumbs": TRAIL,
        "lead": "Its instructor is told at once. Agencies see it when their nominees are enrolled.",
    })  # fmt: skip


@allow_on(TrainingClass, *CHANGE.roles)
@require_http_methods(["GET", "POST"])
def change(request, record):
    form = forms.ChangeForm(request.POST or None, record=record)
    if tried(form, lambda: workflow.change(form.record, form.plan(), **form.seen(), by=request.user, at=clock.now())):
        return back_to(request, record, "The class is changed, and everyone concerned is told.")
    lead = "The agencies with seats and the instructor are told. Reminders follow the new day."
    return act_page(request, form, CHANGE, record, lead)


@allow_on(TrainingClass, *REASSIGN.roles)
@require_http_methods(["GET", "POST"])
def reassign(request, record):
    form = forms.ReassignForm(request.POST or None, record=record)

    def act():
        workflow.reassign(form.record, form.cleaned_data["instructor"], **form.seen(), by=request.user, at=clock.now())

    if tried(form, act):
        return back_to(request, record, f"{record.instructor} teaches this class from now on.")
    lead = f"From then on the new instructor records attendance and scores instead of {record.instructor}."
    return act_page(request, form, REASSIGN, record, lead)


@allow_on(TrainingClass, *CANCEL.roles)
@require_http_methods(["GET", "POST"])
def cancel(request, record):
    form = forms.ReasonForm(request.POST or None, record=record)

    def act():
        workflow.cancel(form.record, form.cleaned_data["reason"], **form.seen(), by=request.user, at=clock.now())

    if tried(form, act):
        return back_to(request, record, "The class is canceled and its seats are released.")
    lead = (
        "Every seat is released, and the agencies and the instructor are told. The nominees can be enrolled elsewhere."
    )
    return act_page(request, form, CANCEL, record, lead)


@allow_on(TrainingClass, *ENROLL.roles)
@require_http_methods(["GET", "POST"])
def enroll(request, record):
    """Cleared nominees without a seat, the longest cleared first: several at once, all or none."""
    now = clock.now()
    own = Nomination.objects.filter(jurisdiction__field_office=record.field_office)
    nominees = eligible_for(record, own, now).select_related("officer", "jurisdiction", "background")[:MOST_SEATS]
    form = forms.EnrollForm(request.POST or None, record=record, nominees=nominees)

    def act():
        workflow.enroll(form.record, form.cleaned_data["nominees"], **form.seen(), by=request.user, at=now)

    if tried(form, act):
        return back_to(request, record, "Enrolled. Their agencies are told.")
    lead = "All who are chosen get a seat, or none of them. Their agencies are told."
    return act_page(request, form, ENROLL, record, lead, template="training/enroll.html")


@allow_on(Enrollment, *UNENROLL.roles)
@require_http_methods(["GET", "POST"])
def unenroll(request, seat):
    record = seat.training_class
    form = forms.ReasonForm(request.POST or None, record=record)

    def act():
        workflow.unenroll(seat, form.cleaned_data["reason"], **form.seen(), by=request.user, at=clock.now())

    if tried(form, act):
        return back_to(request, record, f"The seat of {seat.nomination.officer} is released.")
    lead = f"{seat.nomination.officer} gives up the seat and can be enrolled in another class. The agency is told."
    return act_page(request, form, UNENROLL, record, lead)


@allow_on(TrainingClass, *ATTENDANCE.roles)
@require_http_methods(["GET", "POST"])
def attendance(request, record):
    """Who came, all on one page. Who has a score is shown no more: it can no longer change."""
    examining.must_teach(ATTENDANCE, record, request.user)
    seats = record.enrollments.kept().filter(examination=None).with_people()
    form = forms.AttendanceForm(request.POST or None, record=record, seats=seats)

    def act():
        examining.record_attendance(form.record, form.attended(), **form.seen(), by=request.user, at=clock.now())

    if tried(form, act):
        return back_to(request, record, "Attendance recorded. Enter the scores next.")
    lead = "Say for each person whether they attended. What you leave open can be recorded later."
    return act_page(request, form, ATTENDANCE, record, lead, template="training/attendance.html")


@allow_on(TrainingClass, *SCORE.roles)
@require_http_methods(["GET", "POST"])
def score(request, record):
    """The grid of scores: those who attended and have none yet. Cells left empty are for later."""
    examining.must_teach(SCORE, record, request.user)
    form = forms.ScoresForm(request.POST or None, record=record, seats=record.enrollments.to_examine().with_people())
    saved = []

    def act():
        sat_on = form.cleaned_data["sat_on"]
        saved.extend(
            examining.enter_scores(form.record, form.entered(), sat_on, **form.seen(), by=request.user, at=clock.now())
        )

    if tried(form, act):
        passed = sum(examination.passed for examination in saved)
        words = f"{passed} passed, {len(saved) - passed} did not. {PASS} percent passes (MOA IV.C)."
        return back_to(request, record, words)
    lead = f"Type a score, press Enter, go on. {PASS} percent passes; scores are exact and never rounded."
    return act_page(request, form, SCORE, record, lead, template="training/score.html")


@allow_on(Examination, *REVIEW.roles)
@require_http_methods(["GET", "POST"])
def review(request, examination):
    form = forms.ReviewForm(request.POST or None, record=examination)

    def act():
        examining.review(form.record, form.cleaned_data["reviewed_on"], **form.seen(), by=request.user, at=clock.now())

    lead = "Before the one re-take the nominee goes through a review of what was missed."
    return examination_page(request, examination, form, REVIEW, act, lead)


@allow_on(Examination, *RETAKE.roles)
@require_http_methods(["GET", "POST"])
def retake(request, examination):
    form = forms.RetakeForm(request.POST or None, record=examination)

    def act():
        entered = form.cleaned_data
        examining.retake(
            form.record, entered["score"], entered["retake_on"], **form.seen(), by=request.user, at=clock.now()
        )

    lead = "There is one re-take of a similar examination. Who fails it too is disqualified."
    return examination_page(request, examination, form, RETAKE, act, lead)


@allow_on(Examination, *CORRECT.roles)
@require_http_methods(["GET", "POST"])
def correct(request, examination):
    form = forms.CorrectForm(request.POST or None, record=examination)
    asks = form.is_valid() and examining.changes_outcome(examination, form.attempts())
    act_on = correcting.propose if asks else examining.correct

    def act():
        act_on(
            form.record, form.attempts(), form.cleaned_data["reason"], **form.seen(), by=request.user, at=clock.now()
        )

    lead = (
        "For a typing error, until ICE certifies. What stood before stays in the history. If the correction changes "
        "pass or fail, the field office must agree first."
    )
    return examination_page(request, examination, form, PROPOSE if asks else CORRECT, act, lead)


def examination_page(request, examination, form, action, act, lead):
    """The page of an act on one examination; afterwards back to the class."""
    record, officer = examination.enrollment.training_class, examination.nomination.officer
    examining.must_teach(action, record, request.user)
    if tried(form, act):
        return back_to(request, record, f"{action.done}: {officer}.")
    about = f"{officer}, {record}"
    return verb_page(request, form, action, about=about, lead=lead, back=address(record), crumbs=TRAIL)


def act_page(request, form, action, record, lead, template=FORM_PAGE):
    """The page of an act on a class."""
    back = address(record)
    return verb_page(request, form, action, about=record, lead=lead, back=back, crumbs=TRAIL, template=template)


def back_to(request, record, words: str):
    messages.success(request, words)
    return redirect(address(record))


def address(record) -> str:
    return reverse("training:training_class", args=[record.pk])
