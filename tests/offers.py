"""Random histories of records: what is offered succeeds, and every other act is refused. Apps bring their acts."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from records.actions import Action, Refused
from records.offers import offer_of, suits
from tests.cast import NOW

WAITS = (timedelta(hours=1), timedelta(days=1), timedelta(days=10))
Try = tuple[Action, object, User]


class History:
    """Some people at a moment, and the dice. An app says what is tried on which records, and how it is done."""

    waits = WAITS

    def __init__(self, people: list[User], seed: int):
        self.people, self.dice, self.at = people, Random(seed), NOW  # noqa: S311 (a repeatable history, no secret)

    def acts(self) -> Iterable[tuple[tuple[Action, ...], Iterable]]:
        """Which actions are tried on which records."""
        raise NotImplementedError

    def act(self, action: Action, record, user: User) -> None:
        """Do the act with input that makes sense at this moment. Raises Refused or PermissionDenied."""
        raise NotImplementedError

    def is_offered(self, action: Action, record, user: User) -> bool:
        """Whether a page would offer the act on this record."""
        offer = offer_of(action, record, user, self.at)
        return offer is not None and not offer.refused

    def tries(self) -> list[Try]:
        pairs = [(action, record) for actions, records in self.acts() for record in records for action in actions]
        return [(action, record, user) for action, record in pairs for user in self.allowed(action, record)]

    def allowed(self, action: Action, record) -> list[User]:
        """Who holds a role for the act, and one who holds none; one of all where the status is another."""
        found = [user for user in self.people if user.holds(action.roles, record.place)]
        found.append(next(user for user in self.people if user not in found))
        return found if suits(action, record) else found[:1]

    def possible(self) -> list[Try]:
        """The acts that succeed at this moment: exactly those that are offered."""
        tries = self.tries()
        offered = {key(*one) for one in tries if self.is_offered(*one)}
        found = [one for one in tries if self.succeeds(*one)]
        assert {key(*one) for one in found} == offered
        return found

    def succeeds(self, action: Action, record, user: User) -> bool:
        """Whether the act is done; it is undone at once."""
        with transaction.atomic():
            try:
                self.act(action, record, user)
                done = True
            except (Refused, PermissionDenied):
                done = False
            transaction.set_rollback(True)
        return done

    def go_on(self, possible: list[Try], seldom: Iterable[Action] = (), chance: float = 0.6) -> None:
        """One act is done, any kind as likely; with this chance none of those that end much, where another is left."""
        names = {one[0].name for one in possible}
        likely = names - {action.name for action in seldom} if self.dice.random() < chance else names
        if names:
            action = self.dice.choice(sorted(likely or names))
            self.act(*self.dice.choice([one for one in possible if one[0].name == action]))

    def wait(self) -> None:
        self.at += self.dice.choice(self.waits)


def key(action: Action, record, user: User) -> tuple:
    return action.name, record._meta.label, record.pk, user.email
