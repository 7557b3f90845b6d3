from django.db import models
from django.db.models import Q


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Events in the person's scope whose audience is everyone or one of the person's roles there."""
        hidden = ~Q(audience=[]) & ~Q(audience__overlap=user.role_names)
        return self.filter(user.reach_placed()).exclude(hidden)

    def of(self, record):
        """The timeline of one record."""
        return self.filter(model=record._meta.label_lower, record=record.pk)

    def newest(self):
        """For a timeline: the latest first, with who did it."""
        return self.select_related("actor").order_by("-at", "-pk")

    def about(self, subject):
        """Everything that happened to a subject (an officer, an agreement), whatever record holds it."""
        return self.filter(subject=subject)


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Files are served by the scope of the record they are attached to, never by hash.

        A misfiled one is served to program managers and to who filed it.
        """
        found = self.filter(user.reach_placed())
        if "program_manager" in user.role_names:
            return found
        return found.filter(Q(misfiling=None) | Q(attached_by=user.pk))

    def filed_rightly(self):
        """Files that nobody has marked as misfiled."""
        return self.filter(misfiling=None)

    def of(self, record):
        """The files of one record."""
        return self.filter(model=record._meta.label_lower, record=record.pk).select_related("document", "misfiling")


class MadeDocumentQuerySet(models.QuerySet):
    def of(self, record):
        """What was made for signature under one record, the newest first, with file and maker."""
        own = self.filter(attachment__model=record._meta.label_lower, attachment__record=record.pk)
        return own.select_related("attachment__document", "attachment__attached_by").order_by("-pk")
