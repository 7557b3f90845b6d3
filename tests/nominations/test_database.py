"""What the database itself refuses, whoever asks."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from officers.nominations.models import Nomination
from tests import facts
from tests.cast import NOW


def refused(sql, *values, error=IntegrityError, match):
    with pytest.raises(error, match=match), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_submitted_needs_four_attestations(draft):
    refused("UPDATE nominations_nomination SET status = 'submitted'", match="submitted_with_four_attestations")
    refused(
        "UPDATE nominations_nomination SET status = 'submitted', citizen = true, enforced_laws = true, "
        "facility_trained = true, attested_at = now(), attested_by_id = nominated_by_id",
        match="submitted_with_four_attestations",
    )


def test_inserted_as_submitted_it_needs_them_too(draft):
    refused(
        "INSERT INTO nominations_nomination (jurisdiction_id, officer_id, agreement_id, status, citizen, "
        "enforced_laws, facility_trained, enforced_rules, nominated_by_id, since, version) SELECT jurisdiction_id, "
        "officer_id, agreement_id, 'submitted', false, true, true, true, nominated_by_id, now(), 1 "
        "FROM nominations_nomination",
        match="submitted_with_four_attestations",
    )


def test_no_status_is_jumped(draft, accepted):
    jump = "UPDATE nominations_nomination SET status = %s, accepted_at = NULL WHERE id = %s"
    for status, nomination in (("sent_back", draft), ("draft", accepted), ("taken_back", accepted)):
        refused(jump, status, nomination.pk, error=InternalError, match="Invalid transition")


def test_an_attestation_cannot_be_withdrawn_after_submission(submitted):
    refused("UPDATE nominations_nomination SET citizen = false", match="submitted_with_four_attestations")


def test_not_across_agencies(pinellas, hernando, agreement):
    ours, theirs = facts.officer(pinellas), facts.agreement(hernando)
    with pytest.raises(IntegrityError, match="nominated_under_own_agreement"), transaction.atomic():
        facts.nomination(ours, theirs, status="draft")
        check()
    with pytest.raises(IntegrityError, match="nominated_by_own_agency"), transaction.atomic():
        Nomination.objects.create(
            jurisdiction=hernando, officer=ours, agreement=theirs, status="draft", nominated_by=facts.clerk(), since=NOW
        )
        check()


def check():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_officer_stays_with_one_agency(draft, hernando):
    refused(
        "UPDATE nominations_officer SET jurisdiction_id = %s", hernando.pk, error=InternalError, match="Cannot update"
    )


def test_one_live_nomination_an_agreement(draft, agreement):
    with pytest.raises(IntegrityError, match="one_undecided_nomination_an_agreement"), transaction.atomic():
        facts.nomination(draft.officer, agreement, status="submitted")
    facts.nomination(draft.officer, agreement)
    with pytest.raises(IntegrityError, match="one_nomination_an_agreement"), transaction.atomic():
        facts.nomination(draft.officer, agreement)


def test_only_an_accepted_nomination_is_replaced(draft):
    refused("UPDATE nominations_nomination SET replaced_at = now()", match="replaced_after_acceptance")


def test_nothing_is_checked_before_acceptance(submitted):
    refused("UPDATE nominations_nomination SET checked_at = now()", match="checked_after_acceptance")
