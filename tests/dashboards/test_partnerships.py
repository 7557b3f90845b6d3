"""The stage of a partnership: one queryset for the dashboard, the list and the record."""

from datetime import UTC, date, datetime

import pytest

from agreements.memoranda.models import Agreement
from agreements.register.models import Listing
from dashboards.models import Partnership, tallies_of
from dashboards.states import Stage, stages_of
from tests.cast import NOW
from tests.facts import DAY, YEAR, agreement, clerk


def listing(jurisdiction, standing="signed", *, program="WSO", signed_on=date(2019, 4, 24), gone_at=None):
    return Listing.objects.create(
        jurisdiction=jurisdiction, program=program, standing=standing, first_listed_at=NOW - YEAR, last_listed_at=NOW,
        signed_on=signed_on if standing == "signed" else None, no_longer_listed_at=gone_at,
    )  # fmt: skip


def under_way(jurisdiction, status="draft"):
    return Agreement.objects.create(
        jurisdiction=jurisdiction, program="WSO", revision="R4", status=status, drafted_by=clerk(),
        drafted_at=NOW - DAY, sent_at=NOW - DAY if status == "sent" else None,
    )  # fmt: skip


def suspended(agreement, *, effective_at=NOW - DAY):
    return agreement.notices.create(
        side="ice", kind="suspension", method="hand", received_at=NOW - 2 * DAY, earliest_at=NOW + 89 * DAY,
        effective_at=effective_at, exigency="Public safety", recorded_by=clerk(), recorded_at=NOW,
    )  # fmt: skip


MADE = {
    Stage.PENDING_LISTED: lambda j: listing(j, "pending"),
    Stage.LISTED: lambda j: listing(j),
    Stage.DRAFTED: lambda j: (listing(j, "pending"), under_way(j)),
    Stage.SENT: lambda j: (listing(j), under_way(j, "sent")),
    Stage.RECORDED: lambda j: (listing(j), under_way(j, "recorded")),
    Stage.IN_FORCE: lambda j: (listing(j), agreement(j)),
    Stage.NOTICE_GIVEN: lambda j: agreement(j, ends_at=NOW + DAY),
    Stage.SUSPENDED: lambda j: suspended(agreement(j)),
    Stage.ENDED: lambda j: (listing(j), agreement(j, ends_at=NOW)),
    Stage.NO_LONGER_LISTED: lambda j: listing(j, gone_at=NOW),
}


def stage(jurisdiction, at=NOW) -> str:
    return Partnership.objects.staged(at).get(jurisdiction=jurisdiction).stage


def test_a_listing_signed_after_the_end_is_listed_anew(pinellas):
    listing(pinellas, signed_on=date(2025, 5, 8))
    ended = agreement(pinellas, effective_at=NOW - 9 * YEAR, ends_at=datetime(2025, 5, 8, 12, tzinfo=UTC))
    assert stage(pinellas) == Stage.ENDED
    type(ended).objects.update(ends_at=datetime(2025, 5, 7, 12, tzinfo=UTC))
    assert stage(pinellas) == Stage.LISTED


@pytest.mark.parametrize("expected", MADE)
def test_it_works(pinellas, expected):
    MADE[expected](pinellas)
    assert stage(pinellas) == expected
    assert Partnership.objects.in_stages([expected], NOW).count() == 1


def test_what_is_declined_or_nothing_is_no_partnership(pinellas):
    under_way(pinellas, "declined")
    assert not Partnership.objects.exists()


def test_an_end_counts_from_its_instant(pinellas):
    agreement(pinellas, ends_at=NOW)
    assert stage(pinellas, NOW - DAY) == Stage.NOTICE_GIVEN
    assert stage(pinellas, NOW) == Stage.ENDED


def test_a_suspension_to_come_is_a_notice(pinellas):
    suspended(agreement(pinellas), effective_at=NOW + DAY)
    assert stage(pinellas) == Stage.NOTICE_GIVEN


def test_a_successor_counts_and_not_the_ended_one(pinellas):
    agreement(pinellas, effective_at=NOW - 2 * YEAR, ends_at=NOW - YEAR)
    agreement(pinellas, effective_at=NOW - DAY)
    assert stage(pinellas) == Stage.IN_FORCE


def test_a_draft_beside_an_agreement_in_force_changes_nothing(pinellas):
    agreement(pinellas)
    under_way(pinellas)
    assert stage(pinellas) == Stage.IN_FORCE


def test_listed_as_signed_after_an_end_is_to_be_confirmed(pinellas):
    agreement(pinellas, ends_at=datetime(2025, 6, 1, tzinfo=UTC))
    listing(pinellas, signed_on=date(2025, 9, 1))
    assert stage(pinellas) == Stage.LISTED


def test_programs_are_counted_apart(pinellas, hernando, office):
    agreement(pinellas)
    agreement(hernando)
    listing(pinellas, "pending", program="TFM")
    counted = tallies_of(office).filter(what="partnership").counted(NOW, "program", "stage")
    assert sorted(counted) == [("TFM", "pending_listed", 1), ("WSO", "in_force", 2)]


def test_it_stays_in_scope(pinellas, hernando, other_administrator, dallas_office):
    agreement(pinellas)
    agreement(hernando)
    assert [p.jurisdiction for p in Partnership.objects.visible_to(other_administrator)] == [hernando]
    assert not Partnership.objects.visible_to(dallas_office).exists()


def test_a_word_in_an_address_means_stages():
    assert stages_of("current") == (Stage.IN_FORCE, Stage.NOTICE_GIVEN)
    assert stages_of("sent") == (Stage.SENT,)


def test_an_agreement_that_ended_at_its_first_instant_takes_over_nothing(pinellas):
    agreement(pinellas, effective_at=NOW - YEAR)
    agreement(pinellas, effective_at=NOW - DAY, ends_at=NOW - DAY)
    assert stage(pinellas) == Stage.IN_FORCE
