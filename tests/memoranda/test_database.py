"""What SQL itself refuses, whoever writes it."""

import pytest
from django.db import DatabaseError, connection, transaction

from agreements.memoranda import workflow
from agreements.memoranda.models import Agreement
from tests import facts
from tests.cast import NOW
from tests.memoranda.conftest import notice

pytestmark = pytest.mark.django_db


def refused(sql: str, *values, by: str) -> None:
    """The statement fails, and it is this rule that refuses it."""
    with pytest.raises(DatabaseError, match=by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize("status", ["draft", "signed", "declined"])
def test_a_status_does_not_jump(drafted, sent, status):
    Agreement.objects.filter(pk=sent.pk).update(status="taken_back")
    refused("UPDATE memoranda_agreement SET status = %s", status, by="Invalid transition")


def test_a_draft_is_not_signed_without_being_sent(drafted):
    refused(
        "UPDATE memoranda_agreement SET status = 'signed', effective_at = %s", NOW, by="Invalid transition of field"
    )


def test_signed_needs_its_instant_and_nothing_else_has_one(sent):
    refused("UPDATE memoranda_agreement SET status = 'signed'", by="signed_means_effective")
    refused("UPDATE memoranda_agreement SET effective_at = %s", NOW, by="signed_means_effective")


def test_two_are_never_in_force_at_once(in_force, pinellas):
    copy = (
        "INSERT INTO memoranda_agreement (jurisdiction_id, program, revision, status, drafted_by_id, drafted_at, "
        "effective_at, version) SELECT jurisdiction_id, program, revision, status, drafted_by_id, drafted_at, %s, 1 "
        "FROM memoranda_agreement WHERE id = %s"
    )
    refused(copy, NOW, in_force.pk, by="one_agreement_in_force")
    refused(copy, NOW - 5 * facts.YEAR, in_force.pk, by="one_agreement_in_force")
    Agreement.objects.filter(pk=in_force.pk).update(ends_at=NOW)
    with connection.cursor() as cursor:
        cursor.execute(copy, [NOW, in_force.pk])
    refused("UPDATE memoranda_agreement SET ends_at = NULL WHERE id = %s", in_force.pk, by="one_agreement_in_force")


def test_nothing_ends_before_it_is_in_force(in_force):
    refused("UPDATE memoranda_agreement SET ends_at = %s", NOW - 2 * facts.YEAR, by="agreement_ends_after_it_starts")


@pytest.mark.parametrize("words", ["", "  ", " ... "])
def test_a_notice_is_not_early_without_words(in_force, office, words):
    workflow.give_notice(in_force, notice(), seen=in_force.version, by=office, at=NOW)
    refused(
        "UPDATE memoranda_notice SET effective_at = received_at + interval '89 days', exigency = %s",
        words, by="ninety_days_or_exigency",
    )  # fmt: skip


def test_the_ninety_days_are_not_talked_away(in_force, office):
    workflow.give_notice(in_force, notice(), seen=in_force.version, by=office, at=NOW)
    early = "UPDATE memoranda_notice SET earliest_at = received_at, effective_at = received_at"
    refused(early, by="ninety_days_from_receipt")
    refused("UPDATE memoranda_notice SET received_at = effective_at + interval '1 s'", by="notice|ninety")


def test_a_termination_is_not_lifted(in_force, office):
    workflow.give_notice(in_force, notice(), seen=in_force.version, by=office, at=NOW)
    refused(
        "UPDATE memoranda_notice SET ended_at = effective_at + interval '1 day'", by="suspension_ends_after_it_starts"
    )


def test_an_annulment_says_why(in_force, office):
    workflow.give_notice(in_force, notice(), seen=in_force.version, by=office, at=NOW)
    refused("UPDATE memoranda_notice SET annulled_at = now()", by="notice_annulled_with_a_reason")


def test_the_history_is_kept(sent):
    refused("DELETE FROM memoranda_agreementhistory", by="Cannot update or delete")
    refused("UPDATE records_event SET reason = 'no'", by="Cannot update or delete")
