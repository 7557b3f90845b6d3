"""What an act changed, on the timeline: only the fields that a model shows, in words, before and after."""

from datetime import timedelta

import pytest
from django.apps import apps

from agreements.memoranda.workflow import give_notice
from officers.background import workflow as background
from pages.templatetags.show import timeline, value_in
from records.history import changes_by_event, shown_changes
from records.models import Event
from tests import facts
from tests.cast import NOW
from tests.memoranda.conftest import notice

pytestmark = pytest.mark.django_db
EASTERN = "America/New_York"


@pytest.fixture
def ending(pinellas, office):
    """An agreement whose agency has given notice of termination."""
    agreement = facts.agreement(pinellas)
    give_notice(agreement, notice(), seen=agreement.version, by=office, at=NOW)
    return agreement


def test_a_notice_shows_the_end_that_it_set(ending, django_assert_num_queries):
    events = list(Event.objects.about(ending.subject).newest())
    with django_assert_num_queries(1):
        changes = changes_by_event(events)
    assert changes == {events[0].pk: [("Ends", None, ending.ends_at)]}
    shown = timeline(events, EASTERN)
    assert "Ends: <time" in shown and "May 31, 2026" in shown


def test_nothing_to_show_asks_nothing(ending, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert changes_by_event(Event.objects.none()) == {}
        assert changes_by_event([Event(pk=1, model="memoranda.agreement", record=ending.pk)]) == {}


def test_two_acts_in_one_request_show_on_the_last(ending):
    first = Event.objects.about(ending.subject).get()
    second = Event.objects.create(
        **{name: getattr(first, name) for name in ("model", "record", "subject", "verb", "done", "at", "history")}
    )
    assert list(changes_by_event([second, first])) == [second.pk]


def test_no_timeline_tells_what_a_check_found(pinellas, adjudicator):
    accepted = facts.nomination(facts.officer(pinellas), facts.agreement(pinellas))
    background.decide(
        check := background.check_of(accepted), "not_favorable", "", seen=check.version, by=adjudicator, at=NOW
    )
    events = Event.objects.about(accepted.subject)
    assert events.filter(model="background.backgroundcheck", history__isnull=False).exists()
    assert changes_by_event(events.filter(model="background.backgroundcheck")) == {}


def test_every_model_names_fields_of_its_history():
    for model in apps.get_models():
        names = set(shown_changes(model))
        assert not names or model._meta.app_label not in ("background", "training")
        if names:
            history = apps.get_model(model._meta.app_label, f"{model._meta.object_name}History")
            assert names <= {field.name for field in history._meta.fields}


@pytest.mark.parametrize(
    ("value", "words"), [(None, "none"), (True, "yes"), (False, "no"), ("", "none"), ("R4 2025", "R4 2025")]
)
def test_values_are_words(value, words):
    assert value_in(value) == words


def test_moments_are_in_the_agencys_zone():
    assert "10:00 a.m. EST" in value_in(NOW, EASTERN) and "Mar 3, 2026" in value_in((NOW + timedelta(days=1)).date())
