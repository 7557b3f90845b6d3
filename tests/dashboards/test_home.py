"""Home: what waits for each role, whom others hold, and that it empties when the step is done."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.states import DRAFT
from agreements.register.models import Listing
from dashboards.home import HomePage
from dashboards.models import Partnership
from dashboards.waiting import MINE
from officers.background import workflow as background
from officers.background.states import Waiver
from officers.nominations import workflow as nominations
from officers.training.models import Correction
from officers.training.states import EXAMINE
from tests.cast import LONG_AGO, NOW, agency, did
from tests.dashboards.test_home_standing import left
from tests.dashboards.test_partnerships import listing, under_way
from tests.facts import (
    DAY,
    agreement,
    authorized,
    certified,
    cleared,
    clerk,
    credential,
    enrolled,
    examined,
    letter,
    nomination,
    officer,
    serving,
    supervised,
    training_class,
)

URL = reverse("dashboards:home")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


def mine(user, at=NOW) -> dict[str, int]:
    user.__dict__.pop("memberships_now", None)
    return {group.row.name: group.number for group in tasks(HomePage(user, at))}


def tasks(home: HomePage) -> list:
    """The kinds of a person's tasks, with those from ICE's lists."""
    return [*home.mine.groups, *(group for lane in home.lanes for group in lane.groups)]


def sent(user) -> dict[str, int]:
    return {group.row.name: group.number for group in HomePage(user, NOW).others.groups}


def under(place, status="accepted"):
    return nomination(officer(place), agreement(place), status=status)


def passed(place, instructor=None):
    put_forward = under(place)
    cleared(put_forward)
    return examined(put_forward)


def named_in_letter(place):
    done = certified(passed(place))
    return authorized(done, letter(done.agreement))


def letter_ended(place, user):
    done = certified(passed(place))
    authorized(done, letter(done.agreement, ends_at=NOW - DAY))


def credential_ended(place):
    authorization = named_in_letter(place)
    supervised(authorization.officer)
    credential(authorization, expires_at=NOW - DAY)


def stood_down(someone):
    """By the agency, as a fact: whoever looks on."""
    someone.stand_downs.create(reason="An inquiry", starts_at=NOW - DAY, recorded_by=clerk(), recorded_at=NOW)


def without_form(authorization):
    type(authorization).objects.filter(pk=authorization.pk).update(
        form_on=None, form_at=None, receipt_on=None, receipt_at=None
    )


def held_class(place, instructor, *, attended=None):
    put_forward = under(place)
    cleared(put_forward)
    enrolled(
        put_forward,
        training_class(place.field_office, on=(NOW - 2 * DAY).date(), instructor=instructor),
        attended=attended,
    )


def failed_once(place, instructor, *, reviewed_on=None):
    put_forward = under(place)
    cleared(put_forward)
    examination = examined(put_forward, score=60)
    examination.enrollment.training_class.__class__.objects.update(instructor=instructor)
    type(examination).objects.update(reviewed_on=reviewed_on)


def awaiting_role():
    """An adjudicator's role that somebody granted."""
    Membership.objects.create(
        user=clerk(), role=Role.ADJUDICATOR, from_on=LONG_AGO, granted_at=NOW, awaits_confirmation=True
    )


def corrected(examination):
    """A correction that awaits the field office."""
    Correction.objects.create(
        examination=examination, of_version=1, score=60, sat_on=examination.sat_on, reason="Digits swapped",
        status="proposed", proposed_by=clerk(), proposed_at=NOW,
    )  # fmt: skip


# step, whose turn, and what makes it wait for them
WAITS = {
    "confirm_role": ("manager", lambda place, user: awaiting_role()),
    "place": ("manager", lambda place, user: listing(agency("Nowhere Police", "Texas", "", None))),
    "record_copy": ("office", lambda place, user: listing(place)),
    "confirm": ("office", lambda place, user: under_way(place, "recorded")),
    "send": ("office", lambda place, user: under_way(place)),
    "sign_agency": ("administrator", lambda place, user: under_way(place, "sent")),
    "sign_ice": ("manager", lambda place, user: under_way(place, "sent")),
    "sent_back": ("administrator", lambda place, user: under(place, "sent_back")),
    "draft": ("administrator", lambda place, user: under(place, "draft")),
    "submitted": ("office", lambda place, user: under(place, "submitted")),
    "accepted": ("adjudicator", lambda place, user: under(place)),
    "cleared": ("office", lambda place, user: cleared(under(place))),
    "attendance": ("instructor", held_class),
    "score": ("instructor", lambda place, user: held_class(place, user, attended=True)),
    "review_due": ("instructor", failed_once),
    "retake_due": ("instructor", lambda place, user: failed_once(place, user, reviewed_on=(NOW - DAY).date())),
    "correction": ("office", lambda place, user: corrected(passed(place))),
    "passed": ("office", lambda place, user: passed(place)),
    "certified": ("director", lambda place, user: certified(passed(place))),
    "letter_ended": ("director", letter_ended),
    "copy": ("office", lambda place, user: letter(agreement(place))),
    "form": ("office", lambda place, user: without_form(named_in_letter(place))),
    "receipt": (
        "office",
        lambda place, user: named_in_letter(place).__class__.objects.update(receipt_on=None, receipt_at=None),
    ),
    "authorized": ("office", lambda place, user: supervised(named_in_letter(place).officer)),
    "no_supervisor": ("office", lambda place, user: named_in_letter(place)),
    "credential_ended": ("office", lambda place, user: credential_ended(place)),
    "stood_down": ("administrator", lambda place, user: stood_down(serving(place))),
    "hand_in": ("administrator", lambda place, user: serving(place) and place.agreements.update(ends_at=NOW - DAY)),
    "recall": ("office", lambda place, user: serving(place) and place.agreements.update(ends_at=NOW - DAY)),
}  # fmt: skip


def test_every_step_is_told():
    assert set(WAITS) == {row.name for row in MINE}


@pytest.mark.parametrize("step", WAITS)
def test_it_waits_for_the_one_whose_turn_it_is(client, request, pinellas, step):
    role, make = WAITS[step]
    user = request.getfixturevalue(role)
    assert mine(user) == {}
    make(pinellas, user)
    assert mine(user)[step] == 1
    client.force_login(user)
    group = next(group for group in tasks(client.get(URL).context["home"]) if group.row.name == step)
    assert client.get(group.items[0].url, follow=True).status_code == 200
    if group.row.list_address:
        assert client.get(group.row.list_address).status_code == 200


@pytest.mark.parametrize("role", ["viewer", "other_administrator", "dallas_office"])
def test_it_waits_for_nobody_else(request, pinellas, manager, role):
    user = request.getfixturevalue(role)
    for _, make in WAITS.values():
        place = Jurisdiction.objects.create(
            name=f"Agency {Jurisdiction.objects.count()}", key=str(Jurisdiction.objects.count()), state="Florida",
            field_office=pinellas.field_office, zone=pinellas.zone, kind="county",
        )  # fmt: skip
        make(place, manager)
    assert mine(user) == {}


def test_it_empties_when_the_step_is_done(client, office, adjudicator, pinellas):
    waiting = nomination(officer(pinellas), agreement(pinellas), status="submitted")
    assert mine(office) == {"submitted": 1}
    nominations.accept(waiting, seen=waiting.version, by=office, at=NOW)
    assert mine(office) == {} and mine(adjudicator) == {"accepted": 1}
    background.decide(
        check := background.check_of(waiting),
        "not_required",
        Waiver.CLEARANCE,
        seen=check.version,
        by=adjudicator,
        at=NOW,
    )
    assert mine(adjudicator) == {} and mine(office) == {"cleared": 1}


def test_nothing_waits_in_plain_words(client, office):
    client.force_login(office)
    page = client.get(URL).content.decode()
    assert "You have no tasks" in page and "You are up to date" in page


def test_what_is_overdue_comes_first_and_says_so(client, office, pinellas, hernando):
    under_way(hernando)
    nomination(officer(pinellas), agreement(pinellas), status="submitted", at=NOW - 17 * DAY)
    client.force_login(office)
    page = client.get(URL)
    shown = page.context["home"].table.shown
    assert [(task.row.name, task.first) for task in shown] == [("submitted", True), ("send", False)]
    text = page.content.decode()
    assert "3 days overdue" in text and "You have 2 tasks" in text
    assert (
        text.split("<main")[1].split("</main>")[0].count('class="usa-button"') == 1
    )  # one button is solid: the first overdue one


def test_what_is_overdue_comes_first_across_kinds(office, pinellas):
    put = agreement(pinellas)
    for number, status in enumerate(("submitted", "accepted", "submitted", "accepted")):
        waiting = nomination(officer(pinellas, f"Officer {number}"), put, status=status, at=NOW - (20 - number) * DAY)
        if status == "accepted":
            cleared(waiting)
    shown = HomePage(office, NOW).mine.shown
    assert {task.row.name for task in shown} == {"submitted", "cleared"}
    ages = [task.item.since for task in shown]
    assert ages == sorted(ages)


def test_chips_count_every_row_and_filter(client, office, pinellas, hernando):
    put = agreement(pinellas)
    for number in range(7):
        nomination(officer(pinellas, f"Officer {number}"), put, status="submitted", at=NOW - (12 + number) * DAY)
    under_way(hernando)
    client.force_login(office)
    home = client.get(URL).context["home"]
    assert [(chip.label, chip.counted) for chip in home.mine.chips] == [
        ("All", "8"), ("Overdue", "4"), ("Send for signature", "1"), ("Accept or send back", "7"),
    ]  # fmt: skip
    assert len(home.mine.shown) == 6 and [(more.counted, more.heading) for more in home.mine.more] == [
        ("2", "Nomination to review")
    ]
    assert client.get(home.mine.more[0].url).status_code == 200
    overdue = client.get(f"{URL}?kind=overdue")
    assert [task.item.overdue for task in overdue.context["home"].table.shown] == [4, 3, 2, 1]
    assert 'aria-current="true"' in overdue.text and overdue.context["home"].table.more == []
    only = client.get(f"{URL}?kind=submitted").context["home"].table
    assert {task.row.name for task in only.shown} == {"submitted"} and len(only.shown) == 7
    for strange in ("nothing", "sign_ice", "x" * 300):  # a kind that has no row filters nothing
        assert len(client.get(URL, {"kind": strange}).context["home"].table.shown) == 8


def test_the_tabs_are_links(client, office, pinellas):
    nomination(officer(pinellas, "Ana Ruiz"), agreement(pinellas), status="sent_back")
    client.force_login(office)
    mine_page, others = client.get(URL), client.get(f"{URL}?show=others")
    assert "Waiting on others (1)" in mine_page.text and "Ana Ruiz" not in mine_page.text
    assert "You have no tasks" in others.text and "Nomination sent back to the agency" in others.text
    assert f'<a href="{URL}?show=others" aria-current="page">' in others.text


def test_tasks_from_lists_are_apart(client, office, pinellas, hernando):
    listing(pinellas)
    client.force_login(office)
    assert "You have 1 task from ICE&#x27;s lists" in client.get(URL).text
    under_way(hernando)
    page = client.get(URL)
    assert "You have 1 task</h1>" in page.text and "signed copy not yet on file (1)" in page.text
    assert [task.row.name for task in page.context["home"].table.shown] == ["send"]


def test_who_drafted_does_not_sign_for_ice(manager, pinellas):
    under_way(pinellas, "sent")
    did(manager, DRAFT, pinellas.agreements.get())
    assert mine(manager) == {}


def test_who_examined_does_not_certify(office, pinellas, miami):
    examination = passed(pinellas)
    Membership.objects.create(user=office, role=Role.INSTRUCTOR, field_office=miami, from_on=LONG_AGO)
    did(office, EXAMINE, examination)
    assert "passed" not in mine(office)


def test_roles_at_two_places_are_kept_apart(administrator, pinellas, dallas, tarrant):
    Membership.objects.create(user=administrator, role=Role.FIELD_OFFICE, field_office=dallas, from_on=LONG_AGO)
    cleared(under(pinellas))
    cleared(under(tarrant))
    page = HomePage(administrator, NOW)
    assert [(g.row.name, g.number, g.items[0].place) for g in page.mine.groups] == [("cleared", 1, str(tarrant))]
    assert [(g.row.name, g.items[0].place) for g in page.others.groups] == [("cleared", str(pinellas))]


def test_the_stage_listed_is_what_waits_to_be_confirmed(office, pinellas, hernando):
    listing(pinellas)
    listing(hernando)
    agreement(hernando, ends_at=NOW - DAY)
    under_way(lake := agency("Lake County Sheriff's Office", "Florida", "Lake", pinellas.field_office), "taken_back")
    listing(lake)
    listed = Partnership.objects.in_stages(["listed"], NOW).filter(program="WSO")
    assert {p.listing for p in listed} == set(Listing.objects.to_confirm())
    assert mine(office) == {"record_copy": 2}


def test_dates_of_the_next_thirty_days(client, office, pinellas, monkeypatch):
    monkeypatch.setattr("wso_portal.clock.today", lambda zone="UTC": NOW.date())
    training_class(pinellas.field_office, on=(NOW + 3 * DAY).date())
    agreement(pinellas, ends_at=NOW + 20 * DAY)
    done = named_in_letter_under(pinellas, ends_at=NOW + 15 * DAY)
    credential(done, expires_at=NOW + timedelta(days=10))
    entry = {"recorded_by": clerk(), "recorded_at": NOW}
    done.officer.suspensions.create(notified_at=NOW - DAY, starts_at=NOW - DAY, ends_at=NOW + 5 * DAY, **entry)
    left(done.officer, NOW + 12 * DAY)
    client.force_login(office)
    ahead = client.get(URL).context["home"].ahead
    assert [date.what.split(":")[0] for date in ahead] == [
        "Class", "Suspension ends", "Credential expires", "Officer departs, credential due back", "Letter ends",
        "Agreement ends",
    ]  # fmt: skip
    assert [date.what for date in ahead if date.what.startswith("Letter")] == ["Letter ends: 1 officer"]
    assert [date.url for date in ahead if client.get(date.url).status_code != 200] == []


def named_in_letter_under(place, **dates):
    put_forward = nomination(officer(place), place.agreements.get())
    cleared(put_forward)
    return authorized(certified(examined(put_forward)), letter(place.agreements.get(), **dates))


@pytest.mark.parametrize(
    "role", ["manager", "office", "director", "administrator", "viewer", "instructor", "adjudicator"]
)
def test_it_costs_the_same_for_one_and_for_many(client, request, miami, pinellas, role, django_assert_max_num_queries):
    user = request.getfixturevalue(role)
    client.force_login(user)
    passed(pinellas)
    with django_assert_max_num_queries(12) as few:
        client.get(URL)
    for _ in range(30):
        nomination(officer(pinellas), pinellas.agreements.get(), status="submitted")
    for number in range(5):
        under_way(agency(f"County {number}", "Florida", str(number), miami), "sent")
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(URL)
