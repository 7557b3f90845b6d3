"""The pages of classes. Who sees which is in querysets.visible_to; who may do what in states.ACTIONS."""

from functools import partial

from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import READERS, Role
from officers.nominations.models import Nomination
from pages.access import allow, allow_on
from pages.acts import FORM_PAGE, act_page
from pages.forms import ReasonForm
from pages.lists import chips, part_of
from records.models import Event
from records.offers import Offers, offers_of
from wso_portal import clock

from . import correcting, examining, forms, workflow
from .checks import must_teach
from .models import MOST_SEATS, PASS, Enrollment, Examination, TrainingClass
from .printing import seats_to_sign
from .querysets import awaiting_seat, eligible_for
from .roster import offers_on_seat, roster_of
from .states import (
    ATTENDANCE,
    CANCEL,
    CHANGE,
    CORRECT,
    ENROLL,
    INSTRUCTOR,
    OFFICE,
    PROPOSE,
    REASSIGN,
    RETAKE,
    REVIEW,
    SCHEDULE,
    SCORE,
    UNENROLL,
)
from .turns import holder_of_class, turn_of

TRAIL = [("Classes", reverse_lazy("training:index"))]


@allow()
@require_GET
def index(request):
    """List the classes in the person's scope, the next one first, then past ones."""
    user, at = request.user, clock.now()
    form, table = forms.classes_listed(user, request.GET, at)
    context = {
        "title": "Classes",
        "form": form,
        "chips": chips(form, request.GET),
        "table": table,
        "part": part_of(table.rows, request.GET),
        "day": clock.day_of(at, forms.WEST),
        "schedules": bool(user.active_memberships(*SCHEDULE.roles)),
        "waiting": awaiting_seat(Nomination.objects.filter(user.reach(*SCHEDULE.roles)), at).count(),
    }
    return render(request, "training/index.html", context)


@allow_on(TrainingClass)
@require_GET
def training_class(request, record):
    """Show one class: when, where, who teaches, and who has a seat with what result."""
    now = clock.now()
    today = clock.day_of(now, record.field_office.zone)
    rows = roster_of(record, request.user, now)
    turn = turn_of(record, rows, today)
    offered = [(row, offers_on_seat(row, request.user, now)) for row in rows]
    runs = request.user.holds(OFFICE, record.field_office) or teaches(record, request.user)
    events = Event.objects.visible_to(request.user).about(record.subject).select_related("actor").order_by("-at", "-pk")
    context = {
        "title": str(record),
        "breadcrumbs": TRAIL,
        "training_class": record,
        "zone": record.field_office.zone,
        "rows": offered,
        "today": today,
        "turn": turn,
        "holder": holder_of_class(record, turn),
        "offers": offers_on(record, request.user, now, turn.actions if turn else ()),
        "events": events[:30],
        "runs": runs,
        "acts": runs or any(offers for _, offers in offered),
        "reads_officers": bool(request.user.active_memberships(*READERS)),
    }
    return render(request, "training/training_class.html", context)


def offers_on(record: TrainingClass, user, at, turn) -> Offers:
    """Give what this person may do with the class: first what its turn asks for."""
    acts = (ATTENDANCE, SCORE, ENROLL, CHANGE, REASSIGN, CANCEL)
    return offers_of([(action, record) for action in acts], user, at, turn=turn)


def teaches(record: TrainingClass, user) -> bool:
    """Whether this person is the class's own instructor, with the role today."""
    return record.instructor_id == user.pk and user.holds(INSTRUCTOR, record.field_office)


@allow_on(TrainingClass)
@require_GET
def sheet(request, record):
    """The sign-in sheet to print: name, agency, and a line to sign on."""
    seats = seats_to_sign(record, request.user, clock.now())
    context = {
        "title": f"Sign-in sheet: {record}",
        "breadcrumbs": [*TRAIL, (str(record), class_url(record))],
        "training_class": record,
        "zone": record.field_office.zone,
        "seats": seats,
    }
    return render(request, "training/sheet.html", context)


@allow(*SCHEDULE.roles)
@require_http_methods(["GET", "POST"])
def schedule(request):
    """Schedule a class of one of the person's field offices."""
    offices = [m.field_office for m in request.user.active_memberships(Role.FIELD_OFFICE)]
    form = forms.ScheduleForm(request.POST or None, offices=offices)
    return act_page(
        request, SCHEDULE, form, workflow.schedule, about="", back=reverse("training:index"), after=class_url,
        lead="We tell the instructor. Agencies see the class when their nominees are enrolled.", crumbs=tuple(TRAIL),
        said=lambda _: "The class was scheduled, and the instructor was told. Enroll nominees next.",
    )  # fmt: skip


@allow_on(TrainingClass, *CHANGE.roles)
@require_http_methods(["GET", "POST"])
def change(request, record):
    form = forms.ChangeForm(request.POST or None, record=record)
    lead = "We tell the instructor and the agencies with seats. Reminders use the new date."
    said = "The class was changed. We told the instructor and the agencies with seats."
    return class_page(request, CHANGE, form, workflow.change, lead, lambda _: said)


@allow_on(TrainingClass, *REASSIGN.roles)
@require_http_methods(["GET", "POST"])
def reassign(request, record):
    form = forms.ReassignForm(request.POST or None, record=record)
    lead = f"The new instructor records attendance and scores instead of {record.instructor}."
    said = "{} is now the instructor of this class."
    return class_page(request, REASSIGN, form, workflow.reassign, lead, lambda _: said.format(record.instructor))


@allow_on(TrainingClass, *CANCEL.roles)
@require_http_methods(["GET", "POST"])
def cancel(request, record):
    form = ReasonForm(request.POST or None, record=record)
    lead = (
        "Every seat is released, and the nominees can be enrolled in another class. We tell the agencies and the "
        "instructor, with your reason."
    )
    said = "The class was canceled and its seats were released."
    return class_page(request, CANCEL, form, workflow.cancel, lead, lambda _: said)


@allow_on(TrainingClass, *ENROLL.roles)
@require_http_methods(["GET", "POST"])
def enroll(request, record):
    """Show cleared nominees without a seat, the longest cleared first: several at once, all or none."""
    own = Nomination.objects.filter(jurisdiction__field_office=record.field_office)
    eligible = eligible_for(record, own, clock.now()).select_related("officer", "jurisdiction", "background")
    form = forms.EnrollForm(request.POST or None, record=record, nominees=eligible[:MOST_SEATS])
    lead = "If there are not enough seats, no one is enrolled. Agencies will be notified."
    said, template = "The nominees were enrolled. We told their agencies.", "training/enroll.html"
    return class_page(request, ENROLL, form, workflow.enroll, lead, lambda _: said, template)


@allow_on(Enrollment, *UNENROLL.roles)
@require_http_methods(["GET", "POST"])
def unenroll(request, seat):
    record, officer = seat.training_class, seat.nomination.officer
    form = ReasonForm(request.POST or None, record=record)
    return act_page(
        request, UNENROLL, form, partial(workflow.unenroll, seat), about=record, back=class_url(record),
        lead=f"{officer} loses the seat and can be enrolled in another class. We tell the agency, with your reason.",
        said=lambda _: f"{officer}'s seat was released.", crumbs=tuple(TRAIL),
    )  # fmt: skip


@allow_on(TrainingClass, *ATTENDANCE.roles)
@require_http_methods(["GET", "POST"])
def attendance(request, record):
    """Show who came, all on one page. Who has a score is left out: the attendance can no longer change."""
    must_teach(ATTENDANCE, record, request.user)
    seats = record.enrollments.kept().filter(examination=None).with_people()
    form = forms.AttendanceForm(request.POST or None, record=record, seats=seats)
    lead = "Choose for each person whether they attended. You can leave some open and record them later."
    said, template = "Attendance was recorded. Enter the scores next.", "training/attendance.html"
    return class_page(request, ATTENDANCE, form, examining.record_attendance, lead, lambda _: said, template)


@allow_on(TrainingClass, *SCORE.roles)
@require_http_methods(["GET", "POST"])
def score(request, record):
    """Show the grid of scores: those who attended and have none yet. Cells left empty are for later."""
    must_teach(SCORE, record, request.user)
    form = forms.ScoresForm(request.POST or None, record=record, seats=record.enrollments.to_examine().with_people())
    lead = (
        f"Enter each score and press Enter to move to the next. {PASS} percent is required to pass. Scores are "
        "not rounded."
    )
    return class_page(request, SCORE, form, examining.enter_scores, lead, results_in_words, "training/score.html")


def results_in_words(examinations: list[Examination]) -> str:
    """Say how many passed."""
    passed = sum(examination.passed for examination in examinations)
    return (
        f"Scores were recorded: {passed} passed, {len(examinations) - passed} did not. {PASS}% is required (MOA IV.C)."
    )


@allow_on(Examination, *REVIEW.roles)
@require_http_methods(["GET", "POST"])
def review(request, examination):
    form = forms.ReviewForm(request.POST or None, record=examination)
    lead = "Before the retake, the nominee reviews the testing material."
    return instructors_page(request, REVIEW, form, examining.review, lead)


@allow_on(Examination, *RETAKE.roles)
@require_http_methods(["GET", "POST"])
def retake(request, examination):
    form = forms.RetakeForm(request.POST or None, record=examination)
    lead = "A nominee may retake a similar exam once. A nominee who does not pass the retake is disqualified."
    return instructors_page(request, RETAKE, form, examining.retake, lead)


@allow_on(Examination, *CORRECT.roles)
@require_http_methods(["GET", "POST"])
def correct(request, examination):
    form = forms.CorrectForm(request.POST or None, record=examination)
    proposes = form.is_valid() and examining.changes_outcome(examination, form.attempts())
    action, verb = (PROPOSE, correcting.propose) if proposes else (CORRECT, examining.correct)
    lead = (
        "Use this for a typing error, until ICE certifies the officer. The history keeps the earlier scores. If the "
        "correction changes pass or fail, the field office must agree first."
    )
    return instructors_page(request, action, form, verb, lead)


def instructors_page(request, action, form, verb, lead):
    """Show the page of an instructor's act on one examination, the form's record; afterwards back to the class."""
    must_teach(action, form.record.enrollment.training_class, request.user)
    officer = form.record.nomination.officer
    return examination_page(request, action, form, partial(verb, form.record), lead, form.record,
                            lambda _: f"{action.done}: {officer}.")  # fmt: skip


def examination_page(request, action, form, do, lead, examination, said):
    """Show the page of an act on one examination; afterwards back to the class."""
    record = examination.enrollment.training_class
    about = f"{examination.nomination.officer}, {record}"
    return act_page(
        request, action, form, do, about=about, lead=lead, back=class_url(record), said=said, crumbs=tuple(TRAIL)
    )


def class_page(request, action, form, verb, lead, said, template=FORM_PAGE):
    """Show the page of an act on a class, the form's record; afterwards back to it."""
    record = form.record
    return act_page(
        request, action, form, partial(verb, record), about=record, lead=lead, back=class_url(record), said=said,
        crumbs=tuple(TRAIL), template=template,
    )  # fmt: skip


def class_url(record: TrainingClass) -> str:
    """Give the address of the class's page."""
    return reverse("training:training_class", args=[record.pk])
