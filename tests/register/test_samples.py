"""ICE's own lists, where WSO_SAMPLES names a folder that has them."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from agreements.jurisdictions.models import Jurisdiction
from agreements.register.models import Listing

SIGNED, WAITS = "participatingAgencies05162025am.xlsx", "pendingAgencies05152025am.xlsx"
FOLDER = Path(os.environ.get("WSO_SAMPLES", "/nowhere"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not (FOLDER / SIGNED).exists(), reason="WSO_SAMPLES names no folder with ICE's lists"),
]


def run(capsys, *names):
    call_command("import_register", *[str(FOLDER / name) for name in names])
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_the_lists_of_may_2025(capsys):
    totals = run(capsys, SIGNED)
    assert (totals["rows"], totals["wso"], totals["jem"], totals["tfm"]) == (571, 205, 91, 275)
    assert (totals["created"], totals["issues"]) == (571, 5)
    assert Jurisdiction.objects.count() == 462
    assert set(Jurisdiction.objects.unplaced().values_list("state", flat=True)) == {"Texas"}
    assert Listing.objects.exclude(moa_url="").count() == 416
    assert (
        Listing.objects.get(jurisdiction__name__startswith="Pinellas", program="WSO").signed_on.isoformat()
        == "2019-04-24"
    )


def test_the_order_of_import_does_not_matter(capsys):
    assert run(capsys, WAITS, SIGNED)["created"] == 662
    assert Listing.objects.get(jurisdiction__name__startswith="Longboat Key").standing == "signed"
    assert run(capsys, SIGNED, WAITS) == {
        "rows": 663, "wso": 234, "jem": 103, "tfm": 326, "created": 0, "updated": 0, "unchanged": 663,
        "no_longer_listed": 0, "issues": 5, "older": 0,
    }  # fmt: skip
