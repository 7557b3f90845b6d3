"""Where two pages say something else of an officer's turn or answer: page, roster, nominations, agency and Home."""

from html import unescape

from django.test import RequestFactory

from dashboards.agency import AgencyPage
from dashboards.queue import collect
from dashboards.waiting import MINE, SENT
from officers.authority.answer import may_serve
from officers.authority.forms import STAGE_NAMES
from officers.authority.models import Course
from officers.authority.nominating import nomination_rows
from officers.authority.officer_page import OfficerPage
from officers.authority.roster import RosterPage, RosterRow
from officers.authority.turns import ON_THE_WAY, TURNS, courses_of, turn_of
from officers.authority.verdicts import Verdict
from officers.nominations.models import Nomination, Officer
from records.turns import holder_of

OF_OFFICERS = {turn.name for turn in ON_THE_WAY}


def on_home(rows, users, at) -> dict[str, set[str]]:
    """Which turns these people's Homes name for each officer (by name)."""
    found: dict[str, set[str]] = {}
    for user in users:
        for group in collect(rows, user, at, each=1_000):
            for item in group.items:
                found.setdefault(item.what, set()).add(group.row.name)
    return found


def on_agencies(agencies, users, at) -> dict[str, set[str]]:
    """Which turns these agencies' pages name for the officers whom they name: of each turn the first."""
    found: dict[str, set[str]] = {}
    for agency in agencies:
        for user in users:
            for group in AgencyPage(agency, at, user).waiting:
                for item in group.items:
                    found.setdefault(item.what, set()).add(group.row.name)
    return found


def roster_rows(user, at) -> dict[int, RosterRow]:
    """The roster's rows by the officer's number; it shows a page of 50."""
    request = RequestFactory().get("/officers/")
    request.user = user
    return {int(row.url.strip("/")): row for row in RosterPage(request, at).rows}


def disagreements(officers, users, at) -> list[str]:
    """Where two pages say something else of an officer's turn, in words."""
    found = []
    courses = courses_of([officer.pk for officer in officers], at)
    nominations = {row.nomination.pk: row for row in nomination_rows(list(Nomination.objects.whole()), at)}
    tasks, followed = on_home(MINE, users, at), on_home(SENT, users, at)
    on_roster = roster_rows(users[0], at)
    here = on_agencies({officer.jurisdiction for officer in officers}, users, at)
    for officer in officers:
        course = courses[officer.pk]
        turn, holder = turn_of(course), holder_of(turn_of(course), officer.jurisdiction)
        page = OfficerPage(officer, at, users[0])
        if (page.turn, page.holder) != (turn, holder):
            found.append(f"{officer}: page {page.turn}, lists {turn}")
        shown = on_roster[officer.pk]
        if (shown.holder, shown.stage) != (holder, STAGE_NAMES[course.stage]):
            found.append(f"{officer}: roster {shown.holder}, {shown.stage}; page {holder}, {course.stage}")
        told = unescape(shown.answer)
        if page.verdict.word not in told or (page.unmet and page.unmet[0].sentence not in told):
            found.append(f"{officer}: roster {shown.answer}; page {page.verdict.word}, {page.unmet}")
        row = nominations.get(course.nomination_id)
        if row and row.holder != holder:
            found.append(f"{officer}: nominations name {row.holder}, roster {holder}")
        if strays := here.get(str(officer), set()) & OF_OFFICERS - {turn.name}:
            found.append(f"{officer}: the agency's page says {strays}, the table {turn.name}")
        for homes, which in ((tasks, "roles"), (followed, "watchers")):
            said = homes.get(str(officer), set()) & {t.name for t in TURNS}
            reads = {user.memberships.get().role for user in users}
            expected = {turn.name} if reads & set(getattr(turn, which)) else set()
            if said != expected:
                found.append(f"{officer}: Home of {which} says {said}, the table {expected}")
    return found


def listed_as(at) -> dict[int, set[str]]:
    """The verdicts under which the roster's filters and numbers list each officer, by key."""
    found: dict[int, set[str]] = {officer.pk: set() for officer in Officer.objects.all()}
    rows = {
        Verdict.YES.key: may_serve(Officer.objects.all(), at).values_list("pk", flat=True),
        Verdict.NO.key: Course.objects.stopped(at).values_list("pk", flat=True),
        Verdict.NOT_YET.key: Course.objects.underway(at).values_list("pk", flat=True),
    }
    for key, officers in rows.items():
        for pk in officers:
            found[pk].add(key)
    return found
