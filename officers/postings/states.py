from django.db.models import TextChoices

from agreements.jurisdictions.states import EITHER_SIDE
from records.actions import Action


class Shift(TextChoices):
    ANY = "any", "Any shift"
    DAY = "day", "Day"
    EVENING = "evening", "Evening"
    NIGHT = "night", "Night"


POST_OFFICERS = Action(
    name="post_officers",
    page="facilities:post_officers",
    label="Post officers here",
    done="Officer posted",
    roles=EITHER_SIDE,
    clause="App. A",
    then=(
        "The officer is listed for this facility from the first day.",
        "Every other requirement of the agreement still applies.",
    ),
)
END_POSTING = Action(
    name="end_posting",
    page="facilities:end_posting",
    label="End the posting",
    done="Posting ended",
    roles=EITHER_SIDE,
    clause="App. A",
    then=("After the last day, the officer may not serve warrants at this facility.",),
)
VOID_POSTING = Action(
    name="void_posting",
    page="facilities:void_posting",
    label="Void the posting",
    done="Posting void",
    roles=EITHER_SIDE,
    clause="App. A",
    then=("The entry stays on record, marked void. Then enter the correct posting.",),
)
ACTIONS = (POST_OFFICERS, END_POSTING, VOID_POSTING)
