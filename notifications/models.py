"""The ledger of everything sent or due. The table is the queue (docs/decisions/0006)."""

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q

from records.models import Placed

from .querysets import NotificationQuerySet

QUEUED = Q(sent_at=None, parked_at=None, claimed_at=None)


class Notification(Placed):
    """One notice to one person: on their page at once, and one mail."""

    rule = models.CharField(max_length=60)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications")
    address = models.CharField(max_length=254, blank=True, help_text="Where the last attempt went")
    model = models.CharField(max_length=60)
    record = models.BigIntegerField()
    path = models.CharField(max_length=200, help_text="The record's page: /officers/7/")
    subject_line = models.CharField(max_length=200)
    body = models.TextField()
    due_on = models.DateField(null=True, help_text="The date that a reminder is about")
    threshold = models.SmallIntegerField(null=True, help_text="Days before that date; negative: after it")
    key = models.CharField(max_length=220, help_text="rule, record, date, threshold and recipient")
    planned_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, help_text="From here on it may have been sent")
    sent_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True, help_text="Given up until a person says: send again")
    dropped = models.BooleanField(default=False, help_text="Given up for good: it no longer concerns this person")
    error = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], name="notification_queue", condition=QUEUED),
            models.Index(fields=["recipient", "due_on"], name="notification_unread", condition=Q(read_at=None)),
            models.Index(fields=["rule", "due_on"], name="notification_reminders", condition=~Q(threshold=None)),
            models.Index(fields=["id"], name="notification_not_sent", condition=Q(sent_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_notification_per_key",
                fields=["key"],
                violation_error_message="This notification is planned already.",
            ),
            models.CheckConstraint(
                name="reminder_has_date_and_threshold",
                condition=Q(due_on=None, threshold=None) | Q(due_on__isnull=False, threshold__isnull=False),
                violation_error_message="A reminder names its date and how many days before it comes.",
            ),
            models.CheckConstraint(
                name="sent_was_claimed_and_not_parked",
                condition=Q(sent_at=None) | Q(claimed_at__isnull=False, parked_at=None),
                violation_error_message="A notification is claimed before it is sent, and cannot be sent and parked.",
            ),
            models.CheckConstraint(
                name="dropped_is_parked",
                condition=Q(dropped=False) | Q(parked_at__isnull=False),
                violation_error_message="A notification that is dropped is given up.",
            ),
            models.CheckConstraint(
                name="notification_has_one_place",
                condition=Q(jurisdiction=None) | Q(field_office=None),
                violation_error_message="A notification belongs to an agency or to a field office, not to both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_line} ({self.subject})"

    @property
    def subject(self) -> str:
        return f"notification-{self.pk}"

    @property
    def place(self):
        return self.jurisdiction or self.field_office

    @property
    def message_id(self) -> str:
        """The same for every attempt, so that a mail server sees a second copy as the same mail (RFC 5322, 3.6.4)."""
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
        return f"<{sha256(self.key.encode()).hexdigest()[:32]}@{domain}>"

    def why(self, memberships) -> str:
        """Why this person got it: the roles that reach the place it is about, in words."""
        roles = [m.in_words for m in memberships if self.concerns(m)]
        because = "you are " + " and ".join(roles) if roles else "you have an account"
        return f"You received this because {because}."

    def concerns(self, membership) -> bool:
        """Whether a role reaches the place this is about: a national one does, a field office's for its agencies."""
        if membership.jurisdiction_id:
            return membership.jurisdiction_id == self.jurisdiction_id
        office = self.jurisdiction.field_office_id if self.jurisdiction else self.field_office_id
        if membership.field_office_id:
            return membership.field_office_id == office
        return not self.jurisdiction or office is not None or membership.role == "program_manager"

    def is_about(self, person) -> bool:
        """Whether it is about this person's own account, which stays theirs whatever roles they hold."""
        return (self.model, self.record) == (person._meta.label_lower, person.pk)
