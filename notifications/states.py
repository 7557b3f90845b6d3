"""What a notification's mail can be in, in words, and what a person may do about it."""

from datetime import datetime, timedelta

from django.db.models import Q, TextChoices

from records.actions import Action

LOG_ROLES = ("program_manager", "field_office")
SEND_AGAIN = Action(name="send_again", label="Send again", done="Email sent again", roles=LOG_ROLES)
ACTIONS = (SEND_AGAIN,)

# A living process hears from the mail server, or gives up, well within this time (EMAIL_TIMEOUT).
SURE_AFTER = timedelta(minutes=5)


class State(TextChoices):
    PARKED = "parked", "Not sent"
    DROPPED = "dropped", "No longer needed"
    UNKNOWN = "unknown", "May not have arrived"
    RETRY = "retry", "Trying again"
    WAITING = "waiting", "Waiting for the mail server"
    SENDING = "sending", "Sending"
    PLANNED = "planned", "Planned"
    SENT = "sent", "Sent"

    @property
    def stuck(self) -> bool:
        """Whether it needs a person."""
        return self in (State.PARKED, State.UNKNOWN)

    @property
    def tone(self) -> str:
        """How it is shown: see records' status_tag."""
        tones = {State.PARKED: "stop", State.UNKNOWN: "warn", State.SENT: "good", State.PLANNED: "plain"}
        tones[State.DROPPED] = "plain"
        return tones.get(self, "wait")


def conditions(at: datetime) -> dict[State, Q]:
    """Each state as a condition on rows; every row is in exactly one of them at any moment."""
    open_ = Q(sent_at=None, parked_at=None)
    resting = open_ & Q(claimed_at=None)
    return {
        State.PARKED: Q(parked_at__isnull=False, dropped=False),
        State.DROPPED: Q(dropped=True),
        State.UNKNOWN: open_ & Q(claimed_at__lte=at - SURE_AFTER),
        State.RETRY: resting & Q(attempts__gt=0),
        State.WAITING: resting & Q(attempts=0) & ~Q(error=""),
        State.SENDING: open_ & Q(claimed_at__gt=at - SURE_AFTER),
        State.PLANNED: resting & Q(attempts=0, error=""),
        State.SENT: Q(sent_at__isnull=False),
    }
