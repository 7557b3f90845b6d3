from django.db import connections, models
from django.db.models import Case, F, Q, Value, When

from .states import LOG_ROLES, State, conditions


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's own notifications, and those in the person's delivery log."""
        return self.filter(Q(recipient=user.pk) & self._reached_by(user) | self._watched_by(user))

    def of(self, user):
        """A person's own, unread first, then by urgency: the nearest date, then the newest.

        Only what their roles of today reach: who left an agency reads no more about it.
        """
        return self.filter(self._reached_by(user), recipient=user.pk).order_by(
            F("read_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "-planned_at", "-pk"
        )

    def unread(self, user):
        """What a person may read and has not marked as read; its count reads one partial index."""
        return self.filter(self._reached_by(user), recipient=user.pk, read_at=None)

    def log_of(self, user):
        """The delivery log in a program manager's or a field office's scope, newest first."""
        return self.filter(self._watched_by(user)).order_by("-pk")

    def _reached_by(self, user) -> Q:
        """About the person's own account, or a place in the scope of the person's roles: `concerns` in SQL."""
        held, reach = user.active_memberships(), user.reach(*user.role_names)
        if held and not reach:
            return Q()
        own = Q(model=user._meta.label_lower, record=user.pk)
        offices = Q(field_office__in=[m.field_office_id for m in held if m.field_office_id])
        national = any(not m.field_office_id and not m.jurisdiction_id for m in held)
        return own | reach | (Q(jurisdiction=None) if national else offices)

    def _watched_by(self, user) -> Q:
        held = user.active_memberships(*LOG_ROLES)
        if not held:
            return Q(pk__in=[])
        reach = user.reach(*LOG_ROLES)
        return reach | Q(field_office__in=[m.field_office_id for m in held if m.field_office_id]) if reach else Q()

    def with_state(self, at):
        """Annotate `state`: what the mail is in at a moment (states.State)."""
        whens = [When(condition, then=Value(state.value)) for state, condition in conditions(at).items()]
        return self.annotate(state=Case(*whens, output_field=models.CharField()))

    def in_state(self, state, at):
        """Rows in one State at a moment."""
        return self.filter(conditions(at)[State(state)])

    def stuck(self, at):
        """Mails that need a person: parked, or not known whether they arrived."""
        states = conditions(at)
        return self.filter(states[State.PARKED] | states[State.UNKNOWN])

    def due(self, at):
        """What is to be sent now: the partial index `notification_queue` in its order."""
        return self.filter(sent_at=None, parked_at=None, claimed_at=None, next_attempt_at__lte=at).order_by(
            "next_attempt_at", "pk"
        )

    def claim_statement(self, at):
        """SQL and parameters that lock the next row to send, and skip what another has locked.

        Built once for a batch: building it for every mail would cost as much as sending it.
        """
        return self.due(at).select_for_update(skip_locked=True, of=("self",))[:1].query.sql_with_params()

    def lock(self, statement):
        """The row that a claim_statement locks, made as the ORM makes it; None when there is none."""
        names = [field.attname for field in self.model._meta.concrete_fields]
        with connections[self.db].cursor() as cursor:
            cursor.execute(*statement)
            values = cursor.fetchone()
        return values and self.model.from_db(self.db, names, values)

    def claim(self, row, at):
        """Note that the mail of one row may be out from now on, and to which address. In SQL: done once a mail."""
        self._write("claimed_at = %s, address = %s", at, row.recipient.email, row.pk)

    def note_sent(self, pk, at):
        """Note that the server has taken the mail of one row."""
        self._write("sent_at = %s, error = ''", at, pk)

    def _write(self, changes, *values):
        with connections[self.db].cursor() as cursor:
            cursor.execute(f"UPDATE {self.model._meta.db_table} SET {changes} WHERE id = %s", values)  # noqa: S608

    def reminders(self, rule):
        """Rows that the plan wrote for one rule, not those that a verb wrote."""
        return self.filter(rule=rule, threshold__isnull=False)

    def untouched(self):
        """Rows whose mail nobody has begun to send and nobody has parked: they may still be taken back."""
        return self.filter(sent_at=None, claimed_at=None, parked_at=None)
