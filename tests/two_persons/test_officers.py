"""Who had a part in an act of an officer's way does not do the act that checks it, by the pages; a colleague does."""

from datetime import date
from decimal import Decimal

import pytest

from officers.background.models import BackgroundCheck
from officers.credentials.annulment import annul
from officers.credentials.models import Certification, Letter
from officers.credentials.workflow import certify
from officers.nominations import workflow as nominations
from officers.nominations.models import Nomination
from officers.nominations.states import ATTESTATIONS
from officers.nominations.workflow import Nominee
from officers.training import examining
from officers.training.models import TrainingClass
from records.models import Event
from records.two_persons import took_part
from tests import facts
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
ALL = {field for field, _ in ATTESTATIONS}
BY = "Ada Crane, Training Unit Chief"


# Nominate, correct, submit x accept, and x adjudicate.


@pytest.fixture
def put_forward(pinellas, administrator, both):
    """A submitted nomination in which `both` did one act and the administrator the others."""

    def make(part):
        who = {name: both if name == part else administrator for name in ("nominate", "correct", "submit")}
        facts.agreement(pinellas)
        officer = nominations.Officer(jurisdiction=pinellas, first_name="Ana", last_name="Ruiz", badge="B1")
        nomination = nominations.nominate(officer, ALL, by=who["nominate"], at=NOW)
        nominations.correct(
            nomination, Nominee("Ana", "Ruiz", "B2"), seen=nomination.version, by=who["correct"], at=NOW
        )
        nominations.submit(nomination, ALL, seen=nomination.version, by=who["submit"], at=NOW)
        return nomination

    return make


@pytest.mark.parametrize("part", ["nominate", "correct", "submit"])
def test_who_puts_forward_does_not_accept(client, both, office, put_forward, refused, part):
    nomination = put_forward(part)
    path, page = f"/nominations/{nomination.pk}/accept/", {"version": nomination.version}
    assert refused(both, path, page, "so a colleague must decide") and nomination_now().status == "submitted"
    refused(office, path, page)
    assert nomination_now().status == "accepted"


@pytest.mark.parametrize("part", ["nominate", "correct", "submit"])
def test_who_puts_forward_does_not_adjudicate(both, office, adjudicator, put_forward, refused, part):
    nomination = put_forward(part)
    nominations.accept(nomination, seen=nomination.version, by=office, at=NOW)
    path, page = f"/background/{nomination.pk}/decide/", {"outcome": "favorable", "version": 0}
    assert refused(both, path, page)
    facts.questionnaire(nomination)
    page["version"] = 1
    step = {"kinds": ["fingerprints"], "state": "received", "done_on": "2026-03-02", "version": 1}
    assert refused(both, path, page)
    assert refused(both, f"/background/{nomination.pk}/step/", step)
    assert BackgroundCheck.objects.get().status == "open"
    refused(adjudicator, path, page)
    assert BackgroundCheck.objects.get().status == "favorable"


def nomination_now():
    return Nomination.objects.get()


# Teach, record attendance, enter a score, review, retake, correct x certify.


@pytest.fixture
def passed(pinellas, miami, instructor, both):
    """An officer who passed at the retake; `both` did one act of it and the instructor the others."""

    def make(part):
        nomination = facts.nomination(facts.officer(pinellas), facts.agreement(pinellas))
        facts.cleared(nomination)
        held = facts.training_class(miami, on=TODAY, seats=5, instructor=instructor)
        seat = facts.enrolled(nomination, held)

        def teacher(act):
            held.instructor = both if act == part else instructor
            TrainingClass.objects.filter(pk=held.pk).update(instructor=held.instructor)
            return held.instructor

        examining.record_attendance(held, {seat.pk: True}, seen=held.version, by=teacher("attendance"), at=NOW)
        held.refresh_from_db()
        [exam] = examining.enter_scores(
            held, {seat.pk: Decimal(60)}, TODAY, seen=held.version, by=teacher("score"), at=NOW
        )
        exam = type(exam).objects.get()
        for act, given in (
            (examining.review, (TODAY,)), (examining.retake, (Decimal(80), TODAY)),
            (examining.correct, (examining.ExamAttempts(Decimal(61), TODAY, TODAY, Decimal(80), TODAY), "Slip")),
        ):  # fmt: skip
            by = teacher(act.__name__)
            exam = type(exam).objects.get()
            act(exam, *given, seen=exam.version, by=by, at=NOW)
        teacher("teach")
        return type(exam).objects.get()

    return make


@pytest.mark.parametrize("part", ["attendance", "score", "review", "retake", "correct", "teach"])
def test_who_examines_does_not_certify(client, both, office, passed, refused, part):
    examination = passed(part)
    path = f"/credentials/certify/{examination.nomination.agreement_id}/"
    page = {"officers": [examination.pk], "certified_by": BY, "certified_on": "2026-03-02"}
    assert refused(both, path, page, "so a colleague must certify") and not Certification.objects.exists()
    with pytest.raises(nominations.Refused, match="so a colleague must certify"):
        certify(examination.nomination.agreement, [examination], BY, TODAY, by=both, at=NOW)
    refused(office, path, page)
    assert Certification.objects.count() == 1


@pytest.mark.parametrize("path", ["new", "change", "reassign"])
def test_nobody_names_themselves_the_instructor(both, office, miami, instructor, refused, path):
    before = facts.training_class(miami, on=date(2026, 3, 20), instructor=instructor)
    where = "/classes/new/" if path == "new" else f"/classes/{before.pk}/{path}/"
    page = {
        "field_office": miami.pk, "starts_on": "2026-03-21", "starts_time": "08:00", "site": "Largo", "seats": 5,
        "instructor": both.pk, "version": 1,
    }  # fmt: skip
    assert refused(both, where, page, "You can&#x27;t make yourself")
    assert not TrainingClass.objects.filter(instructor=both).exists()
    refused(office, where, page)
    assert TrainingClass.objects.filter(instructor=both).exists()


# Certify x sign the letter, in both orders.


def letter_page(certification):
    return {
        "officers": [certification.pk], "signed_by": "Dana Cole", "title": "Field Office Director",
        "signed_on": "2026-03-02", "from_on": "2026-03-02", "powers": ["I-200"], "official": "Sam Ortiz",
        "position": "Supervisory Detention and Deportation Officer",
    }  # fmt: skip


@pytest.fixture
def certifiable(pinellas):
    nomination = facts.nomination(facts.officer(pinellas), facts.agreement(pinellas))
    facts.cleared(nomination)
    return facts.examined(nomination)


def test_who_certifies_does_not_sign_the_letter(both, director, certifiable, refused):
    agreement = certifiable.nomination.agreement
    [row] = certify(agreement, [certifiable], BY, TODAY, by=both, at=NOW)
    path, page = f"/credentials/letter/{agreement.pk}/", letter_page(row)
    assert refused(both, path, page, "You certified Ana Ruiz") and not Letter.objects.exists()
    refused(director, path, page)
    assert Letter.objects.count() == 1


def test_who_signed_the_letter_does_not_certify_anew(both, office, certifiable, refused):
    agreement = certifiable.nomination.agreement
    [row] = certify(agreement, [certifiable], BY, TODAY, by=office, at=NOW)
    refused(both, f"/credentials/letter/{agreement.pk}/", letter_page(row))
    annul("certification", row, "Wrong date", by=office, at=NOW)
    path = f"/credentials/certify/{agreement.pk}/"
    page = {"officers": [certifiable.pk], "certified_by": BY, "certified_on": "2026-03-02"}
    assert refused(both, path, page, "You signed the letter") and Certification.objects.count() == 1
    refused(office, path, page)
    assert Certification.objects.count() == 2


def test_took_part_reads_the_timeline(both, office, put_forward):
    nomination = put_forward("submit")
    assert took_part(nomination, both, [nominations.SUBMIT]) and not took_part(nomination, office, [nominations.SUBMIT])
    assert not took_part(nomination, both, [nominations.ACCEPT]) and Event.objects.of(nomination).count() == 3
