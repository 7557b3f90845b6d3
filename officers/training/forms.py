"""The shape of what is entered: by the field office a class and who comes, by the instructor what came of it."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateformat import format as format_date

from accounts.models import User
from agreements.jurisdictions.models import FieldOffice
from pages.columns import Column, sorted_list
from pages.fields import DayField, HourField, Line, ReasonField
from pages.forms import VersionedForm
from wso_portal import clock

from .examining import ExamAttempts, attempts_of
from .fields import ClassDayField, ScoreField
from .models import MOST_SEATS, PASS, TrainingClass
from .states import Status
from .workflow import ClassPlan

LONGEST = timedelta(days=30)
FURTHEST = timedelta(days=730)  # two years ahead is a slip of the keyboard
ONE_DAY = "Leave empty for a one-day class, the usual length. (ICE policy, not an MOA requirement.)"
ATTENDANCE_CHOICES = [("yes", "Attended"), ("no", "Did not attend")]
WHERE = "The address and room. For an online class, the link or phone number."
WEST = "Pacific/Honolulu"  # a class is past once its day is over everywhere in the states


def class_columns() -> list[Column]:
    """The columns of the list: the next class first, then those of the past."""
    return [
        Column("Date", "date", ("starts_on",)),
        Column("Where", "where"),
        Column("Instructor", "instructor", ("instructor__name", "starts_on")),
        Column("Seats taken", "seats", number=True),
        Column("Status", "status"),
    ]


class ClassFilter(forms.Form):
    """The filters of the list, in its address. What cannot be read counts as not given."""

    when = forms.ChoiceField(required=False, choices=[("", "Any"), ("upcoming", "Upcoming"), ("past", "Past")])
    status = forms.ChoiceField(required=False, choices=[("", "Any"), *Status.choices])
    seats = forms.ChoiceField(required=False, choices=[("", "Any"), ("free", "Seats available")])

    def rows(self, classes, day):
        """The classes that were asked for, the next one first."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("when"):
            classes = classes.upcoming(day) if chosen["when"] == "upcoming" else classes.past(day)
        if chosen.get("status"):
            classes = classes.filter(status=chosen["status"])
        if chosen.get("seats"):
            classes = classes.with_seats()
        return classes.next_first(day)


def classes_listed(user, query, at):
    """The form of the filters, and the classes in a person's scope that pass them, the next one first."""
    form = ClassFilter(query)
    classes = TrainingClass.objects.visible_to(user).select_related("field_office", "instructor")
    found = form.rows(classes, clock.day_of(at, WEST)).with_vacated()
    return form, sorted_list(found, class_columns(), query)


class PlanForm(VersionedForm):
    """Date, place, instructor and seats of a class."""

    starts_on = ClassDayField(label="Date")
    ends_on = ClassDayField(label="Last date", required=False, help_text=ONE_DAY)
    starts_time = HourField(label="Start time", help_text="In the field office's time zone.")
    online = forms.BooleanField(label="Online class", required=False)
    site = Line(label="Location or how to join", max_length=160, help_text=WHERE)
    instructor = forms.ModelChoiceField(User.objects.none(), help_text="Instructors of this field office.")
    seats = forms.IntegerField(min_value=1, max_value=MOST_SEATS, help_text=f"1 to {MOST_SEATS}.")

    def __init__(self, data=None, *, record=None, offices, initial=None):
        super().__init__(data, record=record, initial=initial)
        self.fields["instructor"].queryset = instructors_of(offices)

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day > clock.today() + FURTHEST:
            raise ValidationError("This is more than two years away. Check the year.")
        return day

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and not first <= last <= first + LONGEST:
            self.add_error("ends_on", "The last date must be the first date or up to 30 days later.")
        return cleaned

    def given(self) -> tuple:
        return (self.plan(),)

    def plan(self) -> ClassPlan:
        """What was entered; without a last day the class lasts one."""
        last = self.cleaned_data["ends_on"] or self.cleaned_data["starts_on"]
        fields = ("starts_on", "starts_time", "online", "site", "instructor", "seats")
        return ClassPlan(ends_on=last, **{field: self.cleaned_data[field] for field in fields})


class ScheduleForm(PlanForm):
    field_office = forms.ModelChoiceField(FieldOffice.objects.none(), empty_label=None)
    field_order = ["field_office"]

    def __init__(self, data=None, *, offices):
        super().__init__(data, offices=offices, initial={"field_office": offices[0], "seats": 20})
        self.fields["field_office"].queryset = FieldOffice.objects.filter(pk__in=[office.pk for office in offices])
        if len(offices) == 1:
            self.fields["field_office"].widget = forms.HiddenInput()

    def given(self) -> tuple:
        return self.cleaned_data["field_office"], self.plan()

    def seen(self) -> dict[str, int]:
        return {}


class ChangeForm(PlanForm):
    def __init__(self, data=None, *, record):
        fields = ("starts_on", "ends_on", "starts_time", "online", "site", "instructor", "seats")
        initial = {field: getattr(record, field) for field in fields}
        super().__init__(data, record=record, offices=[record.field_office], initial=initial)


class ReassignForm(VersionedForm):
    instructor = forms.ModelChoiceField(User.objects.none(), help_text="Instructors of this field office.")

    def __init__(self, data=None, *, record):
        super().__init__(data, record=record)
        others = instructors_of([record.field_office]).exclude(pk=record.instructor_id)
        self.fields["instructor"].queryset = others


class EnrollForm(VersionedForm):
    nominees = forms.TypedMultipleChoiceField(
        label="Cleared nominees, longest wait first",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one nominee.",
            "invalid_choice": "A nominee you chose is not cleared or already has a seat (MOA IV.B, IV.C).",
        },
    )

    def __init__(self, data=None, *, record, nominees):
        super().__init__(data, record=record)
        self.fields["nominees"].choices = [(nomination.pk, cleared_words(nomination)) for nomination in nominees]


class GridForm(VersionedForm):
    """A form with one field for each seat, in a table: `rows` are pairs of seat and bound field."""

    def __init__(self, data=None, *, record, seats, initial=None):
        super().__init__(data, record=record, initial=initial)
        self.seats = list(seats)
        for seat in self.seats:
            self.fields[f"seat-{seat.pk}"] = self.field_for(seat)

    @property
    def rows(self):
        return [(seat, self[f"seat-{seat.pk}"]) for seat in self.seats]

    def entered(self) -> dict:
        """What was entered, by seat; empty cells are left for later."""
        cells = {seat.pk: self.cleaned_data.get(f"seat-{seat.pk}") for seat in self.seats}
        return {pk: value for pk, value in cells.items() if value not in (None, "")}


class AttendanceForm(GridForm):
    def field_for(self, seat):
        initial = {True: "yes", False: "no"}.get(seat.attended)
        return forms.ChoiceField(
            label=str(seat.nomination.officer),
            choices=ATTENDANCE_CHOICES,
            initial=initial,
            required=False,
            widget=forms.RadioSelect,
        )

    def given(self) -> tuple:
        return (self.attended(),)

    def attended(self) -> dict[int, bool]:
        return {pk: value == "yes" for pk, value in self.entered().items()}


class ScoresForm(GridForm):
    sat_on = ClassDayField(label="Date of the exam")

    def __init__(self, data=None, *, record, seats):
        super().__init__(data, record=record, seats=seats, initial={"sat_on": record.ends_on})

    def field_for(self, seat):
        return ScoreField(label=str(seat.nomination.officer), required=False)

    def given(self) -> tuple:
        return self.entered(), self.cleaned_data["sat_on"]


class ReviewForm(VersionedForm):
    reviewed_on = ClassDayField(label="Date of the review", initial=clock.today)
    planned_on = DayField(
        label="Planned date of the retake",
        required=False,
        help_text="Shown on Home, with reminders. You can leave it empty.",
    )


class RetakeForm(VersionedForm):
    score = ScoreField(
        label="Score of the retake (percent)", help_text=f"{PASS} percent is required to pass (MOA IV.C)."
    )
    retake_on = ClassDayField(label="Date of the retake", initial=clock.today)


class CorrectForm(VersionedForm):
    """Every score and date on record, to be corrected."""

    score = ScoreField(
        label="Score of the first exam (percent)", help_text=f"{PASS} percent is required to pass (MOA IV.C)."
    )
    sat_on = ClassDayField(label="Date of the first exam")
    reviewed_on = ClassDayField(label="Date of the review")
    retake_score = ScoreField(label="Score of the retake (percent)")
    retake_on = ClassDayField(label="Date of the retake")
    reason = forms.CharField(max_length=300, help_text="What was wrong, and how you know.")

    def __init__(self, data=None, *, record):
        known = vars(attempts_of(record))
        super().__init__(data, record=record, initial=known)
        for name in [name for name, value in known.items() if value is None]:
            del self.fields[name]

    def given(self) -> tuple:
        return self.attempts(), self.cleaned_data["reason"]

    def attempts(self) -> ExamAttempts:
        return ExamAttempts(
            **{name: self.cleaned_data[name] for name in vars(attempts_of(self.record)) if name in self.fields}
        )


class AnswerForm(VersionedForm):
    """The field office's answer to a correction that changes pass or fail."""

    AGREE, DECLINE = "agree", "decline"
    answer = forms.ChoiceField(
        choices=[(AGREE, "Agree: the corrected scores count"), (DECLINE, "Decline: the scores stay as they are")],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(
        label="Reason for declining", required=False, help_text="Required if you decline. The instructor sees it."
    )

    def clean(self):
        if self.cleaned_data.get("answer") == self.DECLINE and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Enter the reason for declining.")
        return self.cleaned_data

    @property
    def agrees(self) -> bool:
        """Whether what was posted agrees."""
        return self.is_bound and self.data.get("answer") == self.AGREE

    def given(self) -> tuple:
        return () if self.agrees else (self.cleaned_data["reason"],)


class VoidForm(VersionedForm):
    reason = ReasonField(
        label="Reason for voiding",
        help_text="What was wrong with the exam or its scores, and how you know.",
    )


def instructors_of(offices):
    """Active people who hold the instructor's role today for one of these field offices."""
    found = User.objects.none()
    for office in offices:
        found = found | User.objects.holding("instructor", field_office=office)
    return found.distinct().order_by("name")


def cleared_words(nomination) -> str:
    """Ana Ruiz, Pinellas County Sheriff's Office: cleared Mar 3, 2027."""
    decided_on = clock.day_of(nomination.background.decided_at, nomination.jurisdiction.zone)
    return f"{nomination.officer}, {nomination.jurisdiction}: cleared {format_date(decided_on, 'M j, Y')}"
