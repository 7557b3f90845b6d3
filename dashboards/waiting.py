"""The rows of Home, in the order of the way: tasks of a role (MINE), and what a role waits for (SENT).

The words are those of the tables of turns; here is where each row's records come from, and where they lead. A turn may
have two sources: an officer whose certification was annulled after a letter is before a letter again (LETTERED).
"""

from officers.authority.turns import BY_NAME

from . import sources, turns
from .queue import QueueRow, QueueSource

ROSTER, NOMINATION, AGREEMENT = "authority:roster", "nominations:nomination", "memoranda:agreement"
NOMINATIONS, AGREEMENTS, CLASSES = "nominations:index", "memoranda:agreements", "training:index"


def task(turn, source: QueueSource, page: str, rows: str = "", query: str = "", *, of_record: bool = True) -> QueueRow:
    """A row for those whose turn it is: the page of the act, and the list of all that wait."""
    label = turn.next_step[:1].upper() + turn.next_step[1:]
    return QueueRow(turn, source, turn.task, label, turn.roles, page, rows, query, of_record)


def followed(turn, source: QueueSource, page: str = "authority:officer") -> QueueRow:
    """A row for those who wait for others: they may look at the record."""
    return QueueRow(turn, source, turn.waiting, "Open", turn.watchers, page)


OFFICER = BY_NAME
MINE = (
    task(turns.CONFIRMS_ROLE, sources.ROLES, "accounts:roles_to_confirm", "accounts:roles_to_confirm", of_record=False),
    task(turns.PLACES, sources.UNPLACED, "jurisdictions:assign", "dashboards:jurisdictions", "?office=none"),
    task(
        turns.RECORDS_COPY,
        sources.LISTED,
        "memoranda:record_copy",
        "dashboards:jurisdictions",
        "?program=WSO&stage=listed",
    ),
    task(turns.CONFIRMS, sources.COPIES, "memoranda:confirm", AGREEMENTS, "?status=recorded"),
    task(turns.SENDS, sources.DRAFTS, "memoranda:send", AGREEMENTS, "?status=drafted"),
    task(turns.AGENCY_SIGNS, sources.AT_AGENCY, "memoranda:sign_agency", AGREEMENTS, "?status=sent"),
    task(turns.ICE_SIGNS, sources.AT_ICE_NOT_MINE, "memoranda:sign_ice", AGREEMENTS, "?status=sent"),
    task(OFFICER["sent_back"], sources.OFFICERS, "nominations:correct", NOMINATIONS, "?state=sent_back"),
    task(OFFICER["draft"], sources.OFFICERS, NOMINATION, NOMINATIONS, "?state=draft"),
    task(OFFICER["submitted"], sources.OFFICERS, NOMINATION, NOMINATIONS, "?state=submitted"),
    task(OFFICER["accepted"], sources.IN_CHECK, "background:check", "background:queue"),
    task(OFFICER["cleared"], sources.OFFICERS, CLASSES, ROSTER, "?stage=cleared", of_record=False),
    task(OFFICER["attendance"], sources.UNATTENDED, "training:attendance", CLASSES, "?when=past"),
    task(OFFICER["score"], sources.UNSCORED, "training:score", CLASSES, "?when=past"),
    task(OFFICER["review_due"], sources.FAILED_ONCE, "training:review"),
    task(OFFICER["retake_due"], sources.FAILED_ONCE, "training:retake"),
    task(turns.TO_ANSWER, sources.CORRECTIONS, "training:correction"),
    task(OFFICER["passed"], sources.OFFICERS, "credentials:certify", ROSTER, "?stage=passed"),
    task(OFFICER["passed"], sources.LETTERED, "credentials:certify", ROSTER, "?stage=passed"),
    task(OFFICER["certified"], sources.OFFICERS, "credentials:sign_letter", ROSTER, "?stage=certified"),
    task(OFFICER["letter_ended"], sources.LETTERED, "credentials:sign_letter", ROSTER, "?stage=certified"),
    task(turns.GIVE_COPY, sources.LETTERS, "credentials:copy"),
    task(OFFICER["form"], sources.PAPERS, "credentials:officer_form"),
    task(OFFICER["receipt"], sources.PAPERS, "credentials:officer_receipt"),
    task(OFFICER["no_supervisor"], sources.LETTERED, "credentials:supervise"),
    task(OFFICER["authorized"], sources.LETTERED, "credentials:issue", ROSTER, "?stage=authorized"),
    task(OFFICER["credential_ended"], sources.LETTERED, "credentials:issue", ROSTER, "?stage=authorized"),
    *(
        task(turns.HAND_IN, source, "credentials:surrender", "credentials:credentials", "?show=to_return")
        for source in (sources.TO_HAND_IN, sources.CALLED_TO_AGENCY)
    ),
    task(turns.STOOD_DOWN, sources.STOOD_DOWN_NOW, "credentials:return_to_duty"),
    *(
        task(turns.RECALL, source, "credentials:return", "credentials:credentials", "?show=to_return")
        for source in (sources.DUE_BACK, sources.CALLED_TO_OFFICE, sources.ON_ITS_WAY)
    ),
)
FROM_LISTS = ("place", "record_copy")  # tasks that ICE's lists make, not people: Home shows them apart
SENT = (
    followed(turns.ICE_SIGNS, sources.AT_ICE, AGREEMENT),
    followed(turns.AGENCY_SIGNS, sources.AT_AGENCY, AGREEMENT),
    followed(OFFICER["sent_back"], sources.OFFICERS, NOMINATION),
    followed(OFFICER["submitted"], sources.OFFICERS, NOMINATION),
    followed(OFFICER["accepted"], sources.OFFICERS, NOMINATION),
    followed(OFFICER["cleared"], sources.OFFICERS),
    followed(OFFICER["class_ahead"], sources.IN_TRAINING),
    followed(OFFICER["attendance"], sources.IN_TRAINING),
    followed(OFFICER["score"], sources.IN_TRAINING),
    followed(OFFICER["review_due"], sources.IN_TRAINING),
    followed(OFFICER["retake_due"], sources.IN_TRAINING),
    followed(OFFICER["review_due"], sources.LETTERED),
    followed(OFFICER["retake_due"], sources.LETTERED),
    followed(OFFICER["passed"], sources.OFFICERS, AGREEMENT),
    followed(OFFICER["passed"], sources.LETTERED, AGREEMENT),
    followed(OFFICER["certified"], sources.OFFICERS, AGREEMENT),
    followed(OFFICER["letter_ended"], sources.LETTERED, AGREEMENT),
    followed(OFFICER["form"], sources.PAPERS),
    followed(OFFICER["receipt"], sources.PAPERS),
    followed(OFFICER["no_supervisor"], sources.LETTERED),
    followed(OFFICER["authorized"], sources.LETTERED),
    followed(OFFICER["credential_ended"], sources.LETTERED),
    followed(OFFICER["suspended"], sources.LETTERED),
    followed(turns.STOOD_DOWN, sources.STOOD_DOWN_NOW),
    followed(turns.HAND_IN, sources.TO_HAND_IN),
    followed(turns.HAND_IN, sources.CALLED_TO_AGENCY),
    followed(turns.RECALL, sources.ON_ITS_WAY),
)
