"""Page, roster, list of nominations and Home name the same turn of every officer, and offer what can be done."""

import pytest
from django.urls import reverse

from officers.authority.models import Course
from officers.authority.officer_page import OfficerPage
from officers.authority.turns import BY_NAME, STOPPED, courses_of
from officers.nominations.models import Departure, Officer
from officers.training.models import Examination
from tests import facts
from tests.authority.agreeing import OF_OFFICERS, disagreements
from tests.cast import NOW
from tests.dashboards.test_partnerships import suspended as suspended_by_notice
from tests.facts import DAY

pytestmark = pytest.mark.django_db


def passed(place):
    return facts.examined(cleared(place))


def cleared(place, status="favorable"):
    put_forward = nominated(place)
    facts.cleared(put_forward, status=status)
    return put_forward


def nominated(place, status="accepted"):
    under = place.agreements.first() or facts.agreement(place)
    return facts.nomination(facts.officer(place), under, status=status)


def failed(place, **columns):
    put_forward = cleared(place)
    examination = facts.examined(put_forward, score=60)
    Examination.objects.filter(pk=examination.pk).update(**columns)


def in_class(place, days, attended=None):
    put_forward = cleared(place)
    day = (NOW + days * DAY).date()
    facts.enrolled(put_forward, facts.training_class(place.field_office, on=day), attended=attended)


def lettered(place, **dates):
    done = facts.certified(passed(place))
    authorization = facts.authorized(done, facts.letter(done.agreement, **dates))
    facts.supervised(done.officer)
    return authorization


def without(authorization, *steps):
    columns = {f"{step}_{part}": None for step in steps for part in ("on", "at")}
    type(authorization).objects.filter(pk=authorization.pk).update(**columns)


def entry(**columns) -> dict:
    return {"recorded_by": facts.clerk(), "recorded_at": NOW, **columns}


def withdrawn(place):
    authorization = lettered(place)
    facts.credential(authorization)
    notice = authorization.agreement.withdrawals.create(
        signed_by="Dana Cole", notified_at=NOW - DAY, effective_at=NOW - DAY, **entry()
    )
    type(authorization).objects.update(withdrawal=notice, withdrawn_at=NOW - DAY)


def departed(place):
    officer = facts.serving(place)
    day = (NOW - 2 * DAY).date()
    Departure.objects.create(officer=officer, notice_on=day, last_day_on=day, departs_at=NOW - DAY, **entry())


def suspended(place):
    facts.serving(place).suspensions.create(notified_at=NOW - DAY, starts_at=NOW - DAY, **entry())


def agreement_suspended(place):
    facts.serving(place)
    suspended_by_notice(place.agreements.get())


YESTERDAY = (NOW - DAY).date()
PLACES = {
    "draft": lambda place: nominated(place, "draft"),
    "sent_back": lambda place: nominated(place, "sent_back"),
    "submitted": lambda place: nominated(place, "submitted"),
    "taken_back": lambda place: nominated(place, "taken_back"),
    "accepted": nominated,
    "cleared": cleared,
    "not_approved": lambda place: cleared(place, "not_favorable"),
    "class_ahead": lambda place: in_class(place, 3),
    "attendance": lambda place: in_class(place, -3),
    "score": lambda place: in_class(place, -3, attended=True),
    "review_due": failed,
    "retake_due": lambda place: failed(place, reviewed_on=YESTERDAY),
    "disqualified": lambda place: failed(
        place, reviewed_on=YESTERDAY, retake_score=50, retake_on=YESTERDAY, retake_at=NOW - DAY
    ),
    "passed": passed,
    "certified": lambda place: facts.certified(passed(place)),
    "letter_ahead": lambda place: lettered(place, starts_at=NOW + 5 * DAY),
    "letter_ended": lambda place: lettered(place, ends_at=NOW - DAY),
    "form": lambda place: without(lettered(place), "form", "receipt"),
    "receipt": lambda place: without(lettered(place), "receipt"),
    "no_supervisor": lambda place: lettered(place).officer.supervisions.all().delete(),
    "authorized": lettered,
    "credential_ended": lambda place: facts.credential(lettered(place), expires_at=NOW - DAY),
    "serving": facts.serving,
    "suspended": suspended,
    "agreement_suspended": agreement_suspended,
    "withdrawn": withdrawn,
    "departed": departed,
    "agreement_ended": lambda place: nominated(place) and place.agreements.update(ends_at=NOW - DAY),
    "not_nominated": facts.officer,
}  # fmt: skip
NEVER_MADE = {"unmet"}  # the rule and the stages agree; it is what the page would say if they did not


@pytest.fixture
def _then(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


def test_courses_read_by_the_kept_statement_are_those_of_the_queryset(pinellas, _then):
    officers = [facts.officer(pinellas, name) for name in ("Ana Ruiz", "Bo Lee")]
    lettered_officer = lettered(pinellas).officer
    kept = courses_of([*officers, lettered_officer.pk], NOW)
    plain = {course.officer_id: course for course in Course.objects.with_turn(NOW)}
    read = ("officer_id", "nomination_id", "jurisdiction_id", "stage", "turn", "turn_since")
    assert {pk: [getattr(c, name) for name in read] for pk, c in kept.items()} == {
        pk: [getattr(c, name) for name in read] for pk, c in plain.items()
    }


def test_every_place_is_tried():
    assert set(PLACES) | NEVER_MADE == set(BY_NAME)


@pytest.mark.parametrize("name", PLACES)
def test_each_place_is_found_and_its_acts_open(name, client, pinellas, onlookers, _then):
    PLACES[name](pinellas)
    course = Course.objects.with_turn(NOW).get()
    assert course.turn == name
    officer = Officer.objects.select_related("jurisdiction__field_office").get()
    assert not disagreements([officer], onlookers, NOW)
    for user in onlookers[2:5]:  # the field office, the director, the agency: the others are offered no act here
        page = OfficerPage(officer, NOW, user)
        offers = [page.offers.primary, *page.offers.others]
        client.force_login(user)
        for offer in offers:
            if offer and not offer.refused and not offer.one_click:
                assert client.get(offer.url).status_code == 200, (user, offer)
        links = [reason.cure_url for reason in page.unmet if reason.cure_url]
        assert set(links) <= {offer.url for offer in offers if offer}


@pytest.mark.parametrize("name", sorted(OF_OFFICERS - {"attendance", "score", "review_due", "retake_due"}))
def test_whose_turn_it_is_gets_the_primary_act(name, pinellas, onlookers, _then):
    PLACES[name](pinellas)
    officer = Officer.objects.select_related("jurisdiction").get()
    for user in onlookers:
        page = OfficerPage(officer, NOW, user)
        has_turn = user.holds(BY_NAME[name].actions[0].roles, pinellas)
        assert (page.offers.primary is not None) == has_turn, user


@pytest.mark.parametrize("name", [*STOPPED, "suspended", "withdrawn", "serving"])
def test_where_nobody_must_act_nobody_is_named(name, pinellas, onlookers, _then):
    PLACES[name](pinellas)
    officer = Officer.objects.select_related("jurisdiction").get()
    for user in onlookers:
        page = OfficerPage(officer, NOW, user)
        assert page.holder == "" and page.offers.primary is None


@pytest.mark.parametrize("name", ["disqualified", "not_approved", "departed"])
def test_for_whom_nothing_can_be_done_no_cure_is_named(name, pinellas, onlookers, _then):
    PLACES[name](pinellas)
    officer = Officer.objects.select_related("jurisdiction").get()
    for user in onlookers:
        assert [r.code for r in OfficerPage(officer, NOW, user).unmet if r.cure or r.cure_url] == []


def test_who_failed_once_is_offered_the_review_not_a_class(pinellas, office, _then):
    failed(pinellas)
    page = OfficerPage(Officer.objects.select_related("jurisdiction").get(), NOW, office)
    cure = next(reason for reason in page.unmet if reason.code == "examination")
    assert "reviews the exam" in cure.cure and cure.cure_url == ""
    assert reverse("training:index") not in [offer.url for offer in page.offers.others]


def test_another_moment_asks_nobody_and_offers_nothing(pinellas, director):
    certified_officer = facts.certified(passed(pinellas)).officer
    page = OfficerPage(certified_officer, NOW - DAY, director, now=NOW)
    assert page.turn is None and page.offers.primary is None and page.offers.others == []
    assert [reason.code for reason in page.unmet if reason.cure] == []
