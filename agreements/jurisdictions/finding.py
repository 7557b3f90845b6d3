"""How an agency is found by its names: the present one and those that it had."""

from django.db.models import Q

from .models import FormerName


def called(word: str) -> Q:
    """Give the condition that an agency's name, or a former one, contains a word."""
    return Q(name__icontains=word) | Q(pk__in=FormerName.objects.filter(name__icontains=word).values("jurisdiction"))
