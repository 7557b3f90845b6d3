from django.db import models


class Stage(models.TextChoices):
    """The stage of a partnership (one agency, one program) at a moment. Each is in exactly one, in this order."""

    PENDING_LISTED = "pending_listed", "Pending on ICE's list"
    LISTED = "listed", "Listed as signed"
    DRAFTED = "drafted", "Drafted"
    SENT = "sent", "Sent for signature"
    RECORDED = "recorded", "Signed copy awaiting a check"
    IN_FORCE = "in_force", "In force"
    NOTICE_GIVEN = "notice_given", "In force, notice given"
    SUSPENDED = "suspended", "Suspended"
    ENDED = "ended", "Ended"
    NO_LONGER_LISTED = "no_longer_listed", "No longer listed"

    @property
    def tone(self) -> str:
        """How it is shown: see records' status_tag."""
        return STAGE_TONES.get(self.value, "plain")


STAGE_TONES = {
    "pending_listed": "wait", "listed": "wait", "drafted": "wait", "sent": "wait", "recorded": "wait",
    "in_force": "good", "notice_given": "warn", "suspended": "stop", "ended": "stop",
}  # fmt: skip

MEANINGS = {
    Stage.PENDING_LISTED: "ICE's newest list of pending agencies includes it. No agreement is drafted yet.",
    Stage.LISTED: "ICE's newest list says it is signed. The signed copy is not on file (VIII).",
    Stage.DRAFTED: "An agreement is drafted but not sent.",
    Stage.SENT: "An agreement is sent. At least one signature is missing.",
    Stage.RECORDED: "A signed copy is recorded. A second person has not confirmed it yet.",
    Stage.IN_FORCE: "Signed by both sides, not suspended or ended, and without a notice (VIII).",
    Stage.NOTICE_GIVEN: "In force until a notice on record takes effect (VIII).",
    Stage.SUSPENDED: "Suspended by notice. No officer has authority until the suspension ends (VIII).",
    Stage.ENDED: "A notice of termination took effect, and there is no new agreement.",
    Stage.NO_LONGER_LISTED: "It is no longer on ICE's list, and no agreement is on file.",
}

# Stages that one number counts together, by their word in an address.
GROUPS = {
    "current": ("In force, with or without notice", (Stage.IN_FORCE, Stage.NOTICE_GIVEN)),
    "coming": ("Not yet in force", (Stage.PENDING_LISTED, Stage.LISTED, Stage.DRAFTED, Stage.SENT, Stage.RECORDED)),
    "any": (
        "Listed, in progress or in force",
        tuple(stage for stage in Stage if stage not in (Stage.ENDED, Stage.NO_LONGER_LISTED)),
    ),
}


def stages_of(word: str) -> tuple[Stage, ...]:
    """The stages that a word in an address means: a group's, or itself."""
    return GROUPS[word][1] if word in GROUPS else (Stage(word),)
