"""The two-person rule, decided over Events: who took part in what of a record, whatever has changed since."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from .actions import Action
from .models import Event

RULE = "Portal policy (not an MOA requirement)"


def took_part(record, person, acts: Iterable[Action]) -> bool:
    """Whether a person did one of these acts on a record."""
    return Event.objects.of(record).filter(actor=person.pk, verb__in=[act.name for act in acts]).exists()


def taken_part(model, person, acts: Iterable[Action], path: str = "pk") -> Exists:
    """The same as a condition on rows that have their record of `model` at `path`."""
    names = [act.name for act in acts]
    own = Event.objects.filter(model=model._meta.label_lower, record=OuterRef(path), actor=person.pk, verb__in=names)
    return Exists(own)


def parts_of(model, person, acts: Iterable[Action]) -> QuerySet:
    """The numbers of the records of `model` in which a person took part, for a list that leaves many rows out."""
    names = [act.name for act in acts]
    own = Event.objects.filter(model=model._meta.label_lower, actor=person.pk, verb__in=names)
    return own.order_by().values("record")
