"""The verb: what a list becomes, and what a later, an earlier and the same list change."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from agreements.jurisdictions.models import FieldOffice, Jurisdiction
from agreements.jurisdictions.workflow import assign, confirm_zone, open_jurisdiction
from agreements.memoranda.models import Agreement
from agreements.register.days import instant_of
from agreements.register.models import Difference, Listing, Publication, Row
from agreements.register.workflow import import_list
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW

from .lists import imported, participating, pending, reasons, row

pytestmark = pytest.mark.django_db


def counts(plan, *names):
    return tuple(plan.counts[name] for name in names or ("created", "updated", "unchanged", "no_longer_listed"))


def test_it_works(manager):
    source = participating(row(signed="5/8/2025", moa="link"), links={"G2": "https://www.ice.gov/a.pdf"})
    plan = import_list(source, by=manager, at=NOW)
    listing = Listing.objects.get()
    assert (listing.standing, listing.signed_on, listing.program) == ("signed", date(2025, 5, 8), "WSO")
    assert (listing.moa_url, listing.link_pending) == ("https://www.ice.gov/a.pdf", False)
    assert (listing.jurisdiction.county, listing.jurisdiction.field_office.name) == ("Alder", "Miami")
    assert listing.jurisdiction.zone == "America/New_York" and not listing.jurisdiction.zone_confirmed
    taken = listing.rows.get()
    assert taken.cells[0] == "FLORIDA" and taken.links == {"6": "https://www.ice.gov/a.pdf"}
    event = Event.objects.get(verb="import_list")
    assert (event.actor, event.role, event.subject) == (manager, "program_manager", plan.publication.subject)


def test_it_makes_no_agreement():
    imported(participating(row()))
    assert not Agreement.objects.exists()
    assert Listing.objects.to_confirm().count() == 1


def test_viewer_may_not(viewer):
    with pytest.raises(PermissionDenied):
        import_list(participating(row()), by=viewer, at=NOW)
    assert not Publication.objects.exists()


def test_one_agency_in_two_spellings_and_several_models_is_one():
    straight, curly = (
        row("Alder County Sheriff's Office"),
        row("Alder County  Sheriff’s Office ", program="Task Force Model "),
    )
    plan = imported(participating(straight, curly))
    assert counts(plan, "rows", "wso", "tfm", "created") == (2, 1, 1, 2)
    assert Jurisdiction.objects.filter(state="Florida").count() == 1


def test_one_name_in_two_states_is_two_agencies():
    imported(participating(row(), row(state="GEORGIA")))
    assert sorted(Jurisdiction.objects.values_list("state", "field_office__name")) == [
        ("Florida", "Miami"), ("Georgia", "Atlanta"),
    ]  # fmt: skip


def test_the_same_list_again_changes_nothing():
    imported(participating(row(), row("Birch Police", signed="05/082025")))
    plan = imported(participating(row(), row("Birch Police", signed="05/082025")))
    assert plan.twin and counts(plan) == (0, 0, 2, 0) and counts(plan, "rows", "issues") == (2, 1)
    assert Publication.objects.count() == 1 and Row.objects.count() == 2


def test_the_same_rows_on_another_day_are_a_sighting_of_their_own():
    imported(participating(row()))
    assert counts(imported(participating(row(), day="06172025pm"))) == (0, 0, 1, 0)
    listing = Listing.objects.get()
    assert (listing.first_listed_at.date(), listing.last_listed_at.date()) == (date(2025, 5, 16), date(2025, 6, 17))
    assert listing.rows.count() == 2 and not Difference.objects.exclude(kind="new").exists()


def test_a_newer_list_updates_and_flags_what_is_gone_without_ending_it():
    imported(participating(row(signed=""), row("Birch Police"), row("Cedar Police")))
    plan = imported(participating(row(signed="5/8/2025"), row("Birch Police"), row("Dogwood Police"), day="05162025pm"))
    assert counts(plan) == (1, 1, 1, 1)
    gone = Listing.objects.get(jurisdiction__name="Cedar Police")
    assert gone.no_longer_listed_at == instant_of(plan.source.as_of) and gone.standing == "signed"
    changed = Difference.objects.get(publication=plan.publication, kind="changed")
    assert changed.lines == [("Date signed", "none", "May 8, 2025")]
    assert counts(imported(participating(row(signed="5/8/2025"), day="06012025"))) == (0, 0, 1, 2)


def test_what_is_listed_again_is_flagged_no_longer():
    imported(participating(row(), row("Birch Police")))
    imported(participating(row("Birch Police"), day="05172025am"))
    plan = imported(participating(row("Birch Police"), row(signed="5/9/2025"), day="05182025am"))
    assert counts(plan) == (0, 1, 1, 0)
    assert Listing.objects.filter(no_longer_listed_at=None).count() == 2
    assert plan.publication.differences.get().kind == "back"


def test_pending_moves_to_signed_and_is_not_missed_on_the_pending_list():
    imported(pending(row(), row("Birch Police")))
    assert counts(imported(participating(row()))) == (0, 1, 0, 0)
    moved = Listing.objects.get(jurisdiction__name__startswith="Alder")
    assert moved.standing == "signed" and moved.last_pending and moved.last_participating
    assert counts(imported(pending(row("Birch Police"), day="05172025am"))) == (0, 0, 1, 0)
    assert counts(imported(pending(row("Cedar Police"), day="05182025am"))) == (1, 0, 0, 1)


def test_in_both_lists_of_one_day_signed_wins():
    imported(participating(row(), day="05162025pm"))
    assert counts(imported(pending(row(), day="05162025pm"))) == (0, 0, 1, 0)
    listing = Listing.objects.get()
    assert (listing.standing, listing.signed_on, listing.last_pending.list) == ("signed", date(2025, 5, 8), "pending")


def test_removed_and_pending_again_moves_back():
    imported(participating(row(), row("Birch Police")))
    imported(participating(row("Birch Police"), day="06012025"))
    assert counts(imported(pending(row(), day="06022025"))) == (0, 1, 0, 0)
    listing = Listing.objects.get(jurisdiction__name__startswith="Alder")
    assert (listing.standing, listing.signed_on, listing.no_longer_listed_at) == ("pending", None, None)


def test_an_older_list_only_adds_history():
    newer = imported(participating(row(signed="5/8/2025"), day="06012025"))
    older = imported(participating(row(signed="5/7/2025"), row("Birch Police"), day="05162025am"))
    assert counts(older) == (1, 0, 1, 0)
    listing = Listing.objects.get(jurisdiction__name__startswith="Alder")
    assert listing.signed_on == date(2025, 5, 8)
    assert (listing.first_listed_at, listing.last_listed_at) == (
        instant_of(older.source.as_of), instant_of(newer.source.as_of),
    )  # fmt: skip
    assert listing.last_participating == newer.publication and listing.rows.count() == 2
    assert Listing.objects.get(jurisdiction__name="Birch Police").no_longer_listed_at == instant_of(newer.source.as_of)


def test_an_older_list_changes_neither_county_nor_field_office():
    imported(participating(row(state="TEXAS", county="El Paso County"), day="06012025"))
    imported(participating(row(state="TEXAS", county="Tarrant County"), day="05162025am"))
    agency = Jurisdiction.objects.get()
    assert (agency.county, agency.field_office.name, agency.zone) == ("El Paso", "El Paso", "America/Denver")


def test_an_older_list_fills_what_the_newer_one_leaves_open():
    imported(participating(row(state="TEXAS", county="#N/A"), day="06012025"))
    assert Jurisdiction.objects.get().field_office is None
    imported(participating(row(state="TEXAS", county="El Paso County"), day="05162025am"))
    agency = Jurisdiction.objects.get()
    assert (agency.county, agency.field_office.name, agency.zone) == ("El Paso", "El Paso", "America/Denver")


def test_a_newer_list_without_a_county_leaves_county_and_field_office():
    imported(participating(row(state="TEXAS", county="El Paso County"), day="05162025am"))
    imported(participating(row(state="TEXAS", county="#N/A"), day="06012025"))
    agency = Jurisdiction.objects.get()
    assert (agency.county, agency.field_office.name) == ("El Paso", "El Paso")


def test_one_name_with_two_contents_counts_in_the_order_of_import():
    imported(participating(row(), day="07032025pm"))
    assert counts(imported(participating(row(), row("Birch Police"), day="07032025pm"))) == (1, 0, 1, 0)
    assert Publication.objects.count() == 2


def test_a_row_that_lost_something_is_taken_and_reported():
    source = participating(
        row("Alder Police", signed="7/72025", program="Tunnel Model", kind="Tribe"),
        row("", program="JEM"),
        row(state="FLORDIA"),
    )
    plan = imported(source)
    assert counts(plan, "rows", "wso", "jem", "created", "issues") == (3, 1, 1, 1, 5)
    assert [(number, issue.cell) for number, issue in plan.issues] == [
        (2, "C2"), (2, "E2"), (2, "F2"), (3, "B3"), (4, "A4"),
    ]  # fmt: skip
    assert Row.objects.with_issues().count() == 3
    assert Row.objects.get(number=2).jurisdiction.name == "Alder Police"
    assert Row.objects.get(number=4).jurisdiction.field_office is None


def test_a_shared_state_without_a_county_stays_open():
    imported(
        participating(row("Alder Police", state="TEXAS", county="#N/A"), row(state="TEXAS", county="Tarrant County "))
    )
    placed = dict(Jurisdiction.objects.values_list("name", "field_office__name"))
    assert placed == {"Alder Police": None, "Alder County Sheriff's Office": "Dallas"}
    assert [issue["cell"] for issue in Row.objects.with_issues().get().issues] == ["D2"]


def test_a_county_given_later_places_the_agency():
    imported(participating(row(state="TEXAS", county="#N/A")))
    plan = imported(participating(row(state="TEXAS", county="El Paso County"), day="05172025am"))
    agency = Jurisdiction.objects.get()
    assert (agency.field_office.name, agency.zone, agency.version) == ("El Paso", "America/Denver", 2)
    assert counts(plan, "updated", "issues") == (1, 0)


def test_it_overwrites_nothing_that_a_person_decided(manager):
    imported(participating(row(state="TEXAS", county="#N/A")))
    assign(
        agency := Jurisdiction.objects.get(),
        FieldOffice.objects.get(name="Houston"),
        "Harris",
        seen=agency.version,
        by=manager,
        at=NOW,
    )
    plan = imported(participating(row("ALDER COUNTY Sheriff's Office", state="TEXAS", county="Tarrant County"),
                                  day="05172025am"))  # fmt: skip
    agency = Jurisdiction.objects.get()
    assert (agency.field_office.name, agency.county, agency.name[:5]) == ("Houston", "Harris", "ALDER")
    assert counts(plan, "issues") == (0,)
    assert plan.conflicts == [
        "ALDER COUNTY Sheriff's Office, Texas: ICE's list of May 17, 2025, morning edition says in Tarrant. "
        "The portal keeps what was entered here: Harris."
    ]


def test_an_agency_that_a_person_added_keeps_its_name(manager):
    opened = open_jurisdiction("Alder County Sheriff’s Office", "Florida", "", "unknown", by=manager, at=NOW)
    imported(participating(row("ALDER COUNTY SHERIFF'S OFFICE")))
    opened.refresh_from_db()
    assert (opened.name, opened.county, opened.kind) == ("Alder County Sheriff’s Office", "Alder", "county")


def test_the_newest_list_corrects_county_and_type_and_the_change_is_told():
    imported(participating(row(state="MARYLAND", county="Allegancy", kind="Municipality")))
    plan = imported(participating(row(state="MARYLAND", county="Allegany County"), day="05172025am"))
    agency = Jurisdiction.objects.get()
    assert (agency.county, agency.kind) == ("Allegany", "county") and counts(plan, "updated") == (1,)
    told = [("County", "Allegancy", "Allegany"), ("Type of agency", "Municipality", "County")]
    assert plan.changes[0].lines == told and plan.publication.differences.get().lines == told


def test_a_county_without_a_field_office_does_not_take_the_agency_from_its_own():
    imported(participating(row(state="TEXAS", county="Tarrant County")))
    plan = imported(participating(row(state="TEXAS", county="Tarrent County"), day="05172025am"))
    agency = Jurisdiction.objects.get()
    assert (agency.county, agency.field_office.name) == ("Tarrant", "Dallas")
    assert counts(plan, "issues") == (1,)


def test_a_confirmed_zone_stays_and_an_assumed_one_follows_the_county(manager):
    imported(participating(row(county="Bay County"), row("Birch Police", county="Bay County")))
    confirmed = Jurisdiction.objects.get(name="Birch Police")
    confirm_zone(confirmed, "America/Chicago", seen=confirmed.version, by=manager, at=NOW)
    imported(participating(row(county="Lee County"), row("Birch Police", county="Lee County"), day="05172025am"))
    zones = dict(Jurisdiction.objects.values_list("name", "zone"))
    assert zones == {"Alder County Sheriff's Office": "America/New_York", "Birch Police": "America/Chicago"}


def test_rows_that_contradict_are_reported_and_the_first_stays():
    plan = imported(participating(row(signed="5/8/2025"), row(signed="5/9/2025"), row(signed="5/8/2025")))
    assert counts(plan, "rows", "created", "issues") == (3, 1, 1)
    assert Listing.objects.get().signed_on == date(2025, 5, 8)
    assert Row.objects.filter(listing__isnull=False).count() == 3


def test_a_list_that_leaves_out_more_than_a_tenth_is_asked_about_twice():
    agencies = [row(f"Agency {n}") for n in range(20)]
    imported(participating(*agencies))
    import_list(participating(*agencies[2:], day="05172025am"), by=None, at=NOW)
    with pytest.raises(Refused, match="leaves out 2 of the 18 .* more than 10 percent"):
        import_list(participating(*agencies[4:], day="05182025am"), by=None, at=NOW)
    assert Publication.objects.count() == 2 and Listing.objects.listed().count() == 18
    import_list(participating(*agencies[4:], day="05182025am"), by=None, at=NOW, sure=True)
    import_list(participating(row("Agency 4"), day="05012025"), by=None, at=NOW)


def test_a_stale_check_is_refused(manager):
    imported(participating(row()))
    with pytest.raises(Refused, match="Another list was imported after you opened this preview"):
        import_list(participating(row("Birch Police"), day="05172025am"), by=manager, at=NOW, seen=0)
    assert Publication.objects.count() == 1


@pytest.mark.slow
def test_three_thousand_rows_need_few_queries(django_assert_max_num_queries):
    rows = [row(f"Agency {n}", program=program) for n in range(1_000) for program in ("WSO", "JEM", "TFM")]
    source = participating(*rows)
    with django_assert_max_num_queries(45):
        imported(source)
    assert reasons(source) == []


def test_no_list_takes_an_agency_with_an_agreement_from_its_field_office():
    imported(
        participating(
            row(state="TEXAS", county="Tarrant County"), row("Birch Police", state="TEXAS", county="Tarrant County")
        )
    )
    facts.agreement(Jurisdiction.objects.get(name="Birch Police"))
    corrected = [row(state="TEXAS", county="Harris County"), row("Birch Police", state="TEXAS", county="Harris County")]
    imported(participating(*corrected, day="05172025am"))
    found = dict(Jurisdiction.objects.values_list("name", "field_office__name"))
    assert found.pop("Birch Police") == "Dallas" and list(found.values()) == ["Houston"]


def test_what_moves_from_one_list_to_the_other_is_told_as_moved():
    imported(pending(row()))
    assert [change.kind for change in imported(participating(row(), day="05162025pm")).changes] == ["moved"]


def test_an_agency_without_a_field_office_gets_that_of_its_county():
    imported(participating(row(state="TEXAS", county="El Paso County")))
    Jurisdiction.objects.update(field_office=None)
    imported(participating(row(state="TEXAS", county="El Paso County"), day="05172025am"))
    assert Jurisdiction.objects.get().field_office.name == "El Paso"


def test_of_two_rows_the_first_counts():
    imported(participating(row(signed="5/8/2025"), row(signed="5/9/2025")))
    assert Listing.objects.get().signed_on == date(2025, 5, 8)
