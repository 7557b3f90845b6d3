"""What an act changed, field by field, from the history that the database keeps (django-pghistory).

A model says in `shown_changes` which of its fields a timeline may show, and in which words. A model without it shows
nothing: so no timeline tells what a background check or an examination found.
"""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import JSONObject

from .models import Event

FieldChange = tuple[str, object, object]  # the field in words, its value before, its value after


def changes_by_event(events: Iterable[Event]) -> dict[int, list[FieldChange]]:
    """For each event (by its id) what changed, by one query; an event that changed nothing to show is left out.

    Acts on one record within one request share a context: the last of them shows what they changed together.
    """
    acts = {(event.model, event.record, event.history): event for event in oldest_first(events) if is_shown(event)}
    records: dict[str, set[int]] = {}
    for model, record, _ in acts:
        records.setdefault(model, set()).add(record)
    if not records:
        return {}
    queries = [versions(model, ids) for model, ids in records.items()]
    rows = reduce(lambda all_of, more: all_of.union(more, all=True), queries).order_by("pgh_id")
    last: dict[tuple[str, int], dict] = {}
    before: dict[int, dict] = {}
    after: dict[int, dict] = {}
    for model, record, context, _, values in rows:
        event = acts.get((model, record, context))
        if event is not None and (model, record) in last:
            before.setdefault(event.pk, last[model, record])
            after[event.pk] = values
        last[model, record] = values
    of_model = {event.pk: apps.get_model(event.model) for event in acts.values()}
    changes = {pk: changed_fields(of_model[pk], before[pk], after[pk]) for pk in after}
    return {pk: found for pk, found in changes.items() if found}


def oldest_first(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.pk)


def is_shown(event: Event) -> bool:
    return event.history is not None and bool(shown_changes(apps.get_model(event.model)))


def shown_changes(model: type[models.Model]) -> dict[str, str]:
    """The fields whose changes a timeline may show, each with its words."""
    return getattr(model, "shown_changes", {})


def versions(label: str, records: set[int]) -> models.QuerySet:
    """The kept versions of some records of a model: (model, record, context, number of the version, shown values)."""
    model = apps.get_model(label)
    history = apps.get_model(model._meta.app_label, f"{model._meta.object_name}History")
    values = JSONObject(**{name: F(name) for name in shown_changes(model)})
    return history._default_manager.filter(pgh_obj_id__in=records).values_list(
        Value(label), "pgh_obj_id", "pgh_context_id", "pgh_id", values
    )


def changed_fields(model: type[models.Model], before: dict, after: dict) -> list[FieldChange]:
    """The shown fields whose values differ; a value with choices is given in its words."""
    return [
        (words, readable(model, name, before[name]), readable(model, name, after[name]))
        for name, words in shown_changes(model).items()
        if before[name] != after[name]
    ]


def readable(model: type[models.Model], name: str, value: object) -> object:
    """A value of a field as Python has it (JSON keeps dates as text)."""
    field: Any = model._meta.get_field(name)
    return dict(field.flatchoices).get(value) or field.to_python(value)
