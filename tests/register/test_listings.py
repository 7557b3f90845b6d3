from datetime import UTC, datetime, timedelta

import pytest

from agreements.register.models import Difference, Listing, Row
from agreements.register.turns import DRAFTS_AGREEMENT, RECORDS_COPY, turn_of
from tests import facts

from .lists import imported, participating, pending, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(pinellas):
    imported(participating(row(pinellas.name, county="Pinellas County")))
    return Listing.objects.get()


def test_it_waits_for_the_signed_copy(listing, pinellas):
    assert listing.jurisdiction == pinellas
    assert Listing.objects.to_confirm().get() == listing


def test_an_agreement_on_record_ends_the_waiting(listing, pinellas):
    facts.agreement(pinellas, program="TFM")
    assert Listing.objects.to_confirm().exists()
    facts.agreement(pinellas)
    assert not Listing.objects.to_confirm().exists()


def test_an_agreement_that_ended_before_the_listed_day_does_not(listing, pinellas):
    start, end = datetime(2020, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
    facts.agreement(pinellas, effective_at=start, ends_at=end)
    assert Listing.objects.to_confirm().exists()


def test_of_an_agreement_that_ended_on_the_listed_day_nothing_waits(listing, pinellas):
    """The list still shows the agreement that has ended: no other one is signed."""
    listed_on = datetime(2025, 5, 8, 12, tzinfo=UTC)
    ended = facts.agreement(pinellas, effective_at=datetime(2020, 1, 1, tzinfo=UTC), ends_at=listed_on)
    assert not Listing.objects.to_confirm().exists()
    type(ended).objects.update(ends_at=listed_on - timedelta(days=1))
    assert Listing.objects.to_confirm().exists()


def test_pending_other_programs_and_what_is_gone_do_not_wait(db):
    imported(pending(row()))
    imported(participating(row("Birch Police", program="JEM"), row("Cedar Police")))
    imported(participating(row("Birch Police", program="JEM"), day="05172025am"))
    assert not Listing.objects.to_confirm().exists()


def test_each_sees_the_listings_in_scope(listing, manager, office, dallas_office, viewer, other_administrator):
    for model in (Listing, Row, Difference):
        seen = [
            model.objects.visible_to(p).exists() for p in (manager, office, viewer, dallas_office, other_administrator)
        ]
        assert seen == [True, True, True, False, False]


def test_a_listing_says_whose_turn_it_is(listing, hernando):
    assert turn_of(listing) == RECORDS_COPY
    imported(pending(row(hernando.name, county="Hernando County")))
    assert turn_of(Listing.objects.get(jurisdiction=hernando)) == DRAFTS_AGREEMENT
    assert turn_of(Listing(standing="signed", no_longer_listed_at=datetime(2025, 6, 1, tzinfo=UTC))) is None
