"""A list as a spreadsheet: the rows of the page, in its order, cell by cell, and nothing that a spreadsheet runs."""

import csv
import hashlib
import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import InternalError, transaction
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Membership
from accounts.roles import Role
from agreements.register.editions import Edition
from agreements.register.sources import published_list_of
from lists import making
from lists.cells import guarded
from lists.models import Disclosure, Export
from lists.tasks import make_export, make_exports
from officers.nominations.models import Officer
from pages.sheets import SHEETS, Cell
from records.models import AccessLog
from tests import facts
from tests.cast import NOW

pytestmark = pytest.mark.django_db
OFFSET = re.compile(r"(?<=\d\d:\d\d)[-+]\d\d:\d\d$")
WHY = "Monthly review with the sheriff"


@pytest.fixture(autouse=True)
def _then(monkeypatch, settings, tmp_path):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def no_worker(monkeypatch):
    """Nobody takes what is handed to the worker."""
    handed = []
    monkeypatch.setattr(make_export, "delay", handed.append)
    return handed


def content(answer) -> bytes:
    return b"".join(answer.streaming_content)


def downloaded(client, user, name, form, **query):
    """The file of a list, with a reason where it names officers."""
    client.force_login(user)
    address = reverse(f"lists:of_{name}", query={"format": form, **query})
    answer = client.get(address)
    if answer["Content-Type"].startswith("text/html"):
        answer = client.post(address, {"format": form, "reason": WHY})
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment"), answer
    return content(answer)


def as_csv(found: bytes) -> list[list[str]]:
    assert found.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(found.decode("utf-8-sig"), newline="")))


def as_book(found: bytes):
    return load_workbook(io.BytesIO(found))


def said(value) -> str:
    """What CSV says of a cell of a workbook; of a moment without its offset."""
    if isinstance(value, datetime) and value.time() != datetime.min.time():
        return value.isoformat()
    return value.date().isoformat() if isinstance(value, datetime) else "" if value is None else str(value)


def test_every_list_leaves_as_its_page_shows_it(client, world):
    """Both formats hold the same cells; the rows are those of the page, in its order; all dates are dates."""
    for sheet in SHEETS.values():
        user = world.who_may(sheet.roles or (Role.ADMINISTRATOR,))
        rows = as_csv(downloaded(client, user, sheet.name, "csv"))
        book = as_book(downloaded(client, user, sheet.name, "xlsx"))
        cells = [[said(cell.value) for cell in row] for row in book.worksheets[1]]
        assert rows[0] == cells[0] == [column.heading for column in sheet.columns]
        assert [[OFFSET.sub("", cell) for cell in row] for row in rows] == cells, sheet.name
        for place, column in enumerate(sheet.columns):
            values = [row[place] for row in book.worksheets[1].iter_rows(min_row=2) if row[place].value is not None]
            assert column.kind != Cell.DATE or all(isinstance(value.value, date) for value in values), column
            assert column.kind != Cell.LINK or all(value.hyperlink.target == value.value for value in values), column
        shown = client.get(reverse(sheet.page)).text.replace("&#x27;", "'")
        if sheet.page != "register:publications" or sheet.name == "imported-lists":
            places = [shown.find(row[0], shown.find("<tbody") if "<tbody" in shown else 0) for row in rows[1:26]]
            assert rows[1:] or sheet.name == "jurisdictions", sheet.name
            assert -1 not in places or sheet.name in ("classes", "numbers", "imported-lists"), (sheet.name, rows)


def test_the_first_sheet_says_what_it_is(client, office, pinellas, hernando):
    facts.serving(pinellas, "Ana Ruiz")
    facts.serving(hernando, "Cal Norwood")
    book = as_book(downloaded(client, office, "officers", "xlsx", agency=pinellas.pk, sort="-name"))
    about = {label.value: value.value for label, value in book["About"]}
    assert about["As of"] == datetime(2026, 3, 2, 10, 0) and '"EST"' in book["About"]["B2"].number_format
    assert about["Scope"] == "Field office staff · Miami" and about["Rows"] == 1 and about["Reason"] == WHY
    assert "Sort by: Name, Z to A" in about["Filters"]
    assert about["List in the portal"].endswith(f"/officers/?agency={pinellas.pk}&sort=-name")
    assert [cell.value for cell in book["Officers"]["A"]] == ["Officer", "Ana Ruiz"]


def test_the_roster_cell_by_cell(client, administrator, pinellas):
    officer = facts.serving(pinellas, "Ana Ruiz")
    other = facts.officer(pinellas, "Bo Lee")
    (headings, first, second) = as_csv(downloaded(client, administrator, "officers", "csv"))
    lee, ruiz = (dict(zip(headings, row, strict=True)) for row in (first, second))
    assert (lee["Officer"], lee["May serve now"], lee["Badge"]) == ("Bo Lee", "No", other.badge)
    assert (
        lee["First reason"] == "No nomination under this agreement has been accepted."
        and "IV.B" in lee["Clause of the reason"]
    )
    assert (ruiz["May serve now"], ruiz["Until"], ruiz["First reason"]) == ("Yes", "2027-03-02T10:00:00-05:00", "")
    assert ruiz["Link"] == f"http://localhost:8000/officers/{officer.pk}/" and ruiz["Stage"] == "Credential issued"


HOSTILE = ["=1+1", "+1", "-1", "@A1", " =1", '"=1"', "'=1", "\t1", "\r1", "＝1", "#N/A", "|calc"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_in_csv_never_begins_a_formula(text):
    assert text == "#N/A" or guarded(text) == f"'{text}"
    assert guarded("Ana-Maria = 1") == "Ana-Maria = 1"


def test_names_that_look_like_formulas_stay_names(client, administrator, pinellas):
    for number, name in enumerate(HOSTILE):
        Officer.objects.create(jurisdiction=pinellas, first_name=name, last_name=f"Z{number:02}", badge=f"=B{number}")
    rows = as_csv(downloaded(client, administrator, "officers", "csv"))[1:]
    assert [row[0].removeprefix("'") for row in rows] == [f"{name} Z{number:02}" for number, name in enumerate(HOSTILE)]
    assert not [cell for row in rows for cell in row if cell.lstrip(" \"'")[:1] in set("=+-@\t\r") and cell[0] != "'"]
    page = as_book(downloaded(client, administrator, "officers", "xlsx"))["Officers"]
    cells = list(page.iter_rows(min_row=2))
    assert {cell.data_type for row in cells for cell in row} <= {"s", "d", "n"}
    assert cells[0][0].value == "=1+1 Z00" and cells[0][0].quotePrefix and cells[0][1].value == "=B0"


def test_a_list_of_officers_needs_a_reason_and_its_agency_reads_it(
    client, manager, administrator, viewer, other_administrator, pinellas, hernando
):
    facts.serving(pinellas, "Ana Ruiz")
    facts.officer(pinellas, "Bo Lee")
    facts.serving(hernando, "Cal Norwood")
    client.force_login(manager)
    address = reverse("lists:of_officers", query={"format": "csv"})
    assert "Their agencies can see" in client.get(address).text
    assert "This field is required" not in (page := client.post(address, {"format": "csv", "reason": ""}).text)
    assert "usa-error" in page and not Export.objects.exists()
    downloaded(client, manager, "officers", "csv")
    export = Export.objects.get()
    assert (export.reason, export.asked_by, export.written, export.file) == (WHY, manager, 3, "")
    assert dict(Disclosure.objects.values_list("jurisdiction", "rows")) == {pinellas.pk: 2, hernando.pk: 1}
    for reader, mine in ((administrator, pinellas), (viewer, pinellas), (other_administrator, hernando)):
        client.force_login(reader)
        page = client.get(reverse("lists:log")).text.replace("&#x27;", "'")
        assert WHY in page and str(mine) in page and "Program manager" in page
        assert str(hernando if mine is pinellas else pinellas) not in page


def test_what_was_asked_is_never_changed(manager, pinellas):
    export = making.ask(SHEETS["agreements"], manager, QueryDict(), "csv", WHY, NOW)
    for change in ({"reason": "Other"}, {"query": "x=1"}):
        with pytest.raises(InternalError), transaction.atomic():
            Export.objects.filter(pk=export.pk).update(**change)
    with pytest.raises(InternalError), transaction.atomic():
        export.delete()


def test_another_agency_is_not_in_it(client, other_administrator, pinellas, hernando):
    facts.serving(pinellas, "Ana Ruiz")
    facts.agreement(hernando)
    rows = as_csv(downloaded(client, other_administrator, "officers", "csv", agency=pinellas.pk))
    assert len(rows) == 1
    assert [row[0] for row in as_csv(downloaded(client, other_administrator, "agreements", "csv"))[1:]] == [
        str(hernando)
    ]


def test_the_checks_are_the_adjudicators(client, administrator, office, adjudicator, pinellas):
    for user in (administrator, office):
        client.force_login(user)
        assert client.get(reverse("lists:of_checks")).status_code == 403
        assert client.post(reverse("lists:of_checks"), {"format": "csv", "reason": WHY}).status_code == 403
    nomination = facts.nomination(facts.officer(pinellas, "Bo Lee"), facts.agreement(pinellas))
    facts.cleared(nomination, status="not_favorable")
    row = as_csv(downloaded(client, adjudicator, "checks", "csv", show="closed"))[1]
    assert (row[0], row[4], row[5]) == ("Bo Lee", "Not favorable", "2025-05-06")


def test_the_file_name_says_what_and_when(client, manager):
    client.force_login(manager)
    answer = client.get(reverse("lists:of_agreements", query={"format": "xlsx"}))
    assert answer["Content-Disposition"] == 'attachment; filename="wso-agreements-2026-03-02-1000-EST.xlsx"'


def test_the_register_leaves_as_ice_writes_it(client, manager, pinellas, hernando):
    """The portal's own reader takes it for ICE's list. The public one has no person."""
    pinellas.listings.create(
        program="WSO",
        standing="signed",
        signed_on=date(2025, 5, 8),
        link_pending=True,
        first_listed_at=NOW,
        last_listed_at=NOW,
    )
    hernando.listings.create(program="JEM", standing="pending", first_listed_at=NOW, last_listed_at=NOW)
    found = published_list_of(
        "list.xlsx",
        sheet_alone(downloaded(client, manager, "participatingAgencies", "xlsx")),
        "participating",
        Edition(NOW.date(), 0),
    )
    (reading,) = found.readings
    assert (reading.state, reading.agency, reading.kind, reading.county) == (
        "Florida",
        str(pinellas),
        "county",
        "Pinellas",
    )
    assert (reading.program, reading.facts.signed_on, reading.facts.link_pending, reading.issues) == (
        "WSO",
        date(2025, 5, 8),
        True,
        [],
    )
    pending = as_csv(downloaded(client, manager, "pendingAgencies", "csv"))
    assert pending[1] == ["FLORIDA", str(hernando), "County", "Hernando County", "Jail Enforcement Model"]
    assert "Contact" not in " ".join(as_csv(downloaded(client, manager, "public-register", "csv"))[0])


def sheet_alone(found: bytes) -> bytes:
    """The workbook without its first sheet."""
    book, kept = as_book(found), io.BytesIO()
    del book["About"]
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def long_list(monkeypatch, no_worker, pinellas):
    """Three agreements, which are too many to write at once."""
    monkeypatch.setattr(making, "MOST_AT_ONCE", 2)
    monkeypatch.setattr("lists.rows.PART", 2)
    for program in ("WSO", "JEM", "TFM"):
        facts.agreement(pinellas, program=program)
    return no_worker


def asked_for(client, user, django_capture_on_commit_callbacks, name="agreements"):
    client.force_login(user)
    address = reverse(f"lists:of_{name}", query={"format": "csv"})
    assert "Prepare the file" in client.get(address).text
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, {"format": "csv", "reason": WHY})
    assert answer.status_code == 302 and answer.url == reverse("lists:exports")
    return Export.objects.latest("pk")


def test_a_long_list_is_prepared_and_delivered_in_the_portal(
    client, manager, administrator, long_list, django_capture_on_commit_callbacks
):
    export = asked_for(client, manager, django_capture_on_commit_callbacks)
    assert long_list == [export.pk] and "In preparation" in client.get(reverse("lists:exports")).text
    assert client.get(reverse("lists:export_file", args=[export.pk])).status_code == 404
    make_export(export.pk)
    export.refresh_from_db()
    assert (export.written, export.total, export.percent) == (3, 3, 100)
    found = content(client.get(reverse("lists:export_file", args=[export.pk])))
    assert hashlib.sha256(found).hexdigest() == export.sha256 and len(found) == export.size and len(as_csv(found)) == 4
    assert AccessLog.objects.filter(subject=export.subject, reader=manager).count() == 1
    assert "Ready" in client.get(reverse("lists:exports")).text
    client.force_login(administrator)
    assert client.get(reverse("lists:export_file", args=[export.pk])).status_code == 404
    before = export.claimed_at
    make_export(export.pk)
    export.refresh_from_db()
    assert export.claimed_at == before, "what is finished is not made again"


def test_a_role_that_ended_closes_the_file(client, manager, long_list, django_capture_on_commit_callbacks):
    export = asked_for(client, manager, django_capture_on_commit_callbacks)
    make_export(export.pk)
    Membership.objects.filter(user=manager).update(ended_at=NOW)
    other = Membership.objects.create(user=manager, role=Role.INSPECTOR, from_on="2026-01-01")
    client.force_login(manager)
    assert client.get(reverse("lists:export_file", args=[export.pk])).status_code == 404
    assert "Closed" in client.get(reverse("lists:exports")).text and other.pk not in export.memberships


def test_a_role_that_ended_stops_the_file(client, manager, long_list, django_capture_on_commit_callbacks):
    export = asked_for(client, manager, django_capture_on_commit_callbacks)
    Membership.objects.filter(user=manager).update(ended_at=NOW)
    make_export(export.pk)
    export.refresh_from_db()
    assert export.failed == making.ROLE_ENDED and not export.file


def test_a_killed_worker_is_followed_by_another(client, manager, long_list, django_capture_on_commit_callbacks):
    """A row that nobody has grown for five minutes is taken up; after three tries it is given up."""
    export = asked_for(client, manager, django_capture_on_commit_callbacks)
    Export.objects.filter(pk=export.pk).update(claimed_at=NOW - timedelta(minutes=4), tries=1)
    make_exports()
    assert long_list == [export.pk]
    Export.objects.filter(pk=export.pk).update(claimed_at=NOW - timedelta(minutes=6), tries=3)
    make_exports()
    assert long_list == [export.pk] * 2
    make_export(export.pk)
    export.refresh_from_db()
    assert export.failed == making.GIVEN_UP


def test_one_person_has_three_at_most(client, manager, long_list, django_capture_on_commit_callbacks):
    for _ in range(3):
        asked_for(client, manager, django_capture_on_commit_callbacks)
    answer = client.post(reverse("lists:of_agreements"), {"format": "csv"})
    assert "3 downloads in preparation" in answer.text and Export.objects.count() == 3


def test_after_a_week_the_file_is_gone_and_the_record_stays(
    client, manager, long_list, django_capture_on_commit_callbacks
):
    export = asked_for(client, manager, django_capture_on_commit_callbacks)
    make_export(export.pk)
    export.refresh_from_db()
    making.expire(NOW + timedelta(days=6, hours=23))
    assert default_storage.exists(export.file)
    making.expire(NOW + timedelta(days=7))
    assert not default_storage.exists(export.file)
    assert client.get(reverse("lists:export_file", args=[export.pk])).status_code == 404
    assert "Deleted" in client.get(reverse("lists:exports")).text


def test_every_page_links_to_its_own_rows(client, office, pinellas):
    facts.agreement(pinellas)
    client.force_login(office)
    page = client.get(reverse("memoranda:agreements"), {"program": "WSO", "page": "1"}).text
    assert "/lists/agreements/?program=WSO&amp;format=csv" in page
