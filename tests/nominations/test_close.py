"""The background check's end on the nomination: everyone reads that it is closed, nobody how."""

from officers.background import workflow
from officers.nominations.states import CLOSE
from records.models import Event
from tests.cast import NOW


def test_it_works(accepted, adjudicator):
    workflow.decide(check := workflow.check_of(accepted), "not_favorable", seen=check.version, by=adjudicator, at=NOW)
    accepted.refresh_from_db()
    assert accepted.checked_at == NOW
    event = Event.objects.of(accepted).get(verb=CLOSE.name)
    assert event.done == "Background check complete" and event.audience == [] and event.target == "accepted"
