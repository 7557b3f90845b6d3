import json

import pytest
from django.core.management import CommandError, call_command

from agreements.jurisdictions.models import Jurisdiction
from agreements.register.models import Listing, Publication
from records.models import Event

from .lists import PENDING, content, row, sheet

pytestmark = pytest.mark.django_db
KEYS = ["rows", "wso", "jem", "tfm", "created", "updated", "unchanged", "no_longer_listed", "issues", "older"]


@pytest.fixture
def lists(tmp_path):
    """One file of each list, with an agency that is on both."""
    signed, waits = tmp_path / "participatingAgencies05162025am.xlsx", tmp_path / "pendingAgencies05152025am.xlsx"
    signed.write_bytes(content(sheet([row(), row("Birch Police", signed="05/082025", program="JEM")])))
    waits.write_bytes(content(sheet([row(), row("Cedar Police", program="TFM")], PENDING)))
    return [str(signed), str(waits)]


def run(capsys, *args) -> tuple[str, dict]:
    call_command("import_register", *args)
    text = capsys.readouterr().out
    return text, json.loads(text.splitlines()[-1])


def test_it_works(lists, capsys):
    text, totals = run(capsys, *lists)
    assert list(totals) == KEYS
    assert list(totals.values()) == [4, 2, 1, 1, 3, 1, 0, 0, 1, 0]
    assert "row 3, F3: “05/082025”: can't be read as a date" in text
    assert Event.objects.filter(verb="import_list", actor=None).count() == 2


def test_again_it_changes_nothing(lists, capsys):
    run(capsys, *lists)
    _, totals = run(capsys, *lists)
    assert list(totals.values()) == [4, 2, 1, 1, 0, 0, 4, 0, 1, 0]
    assert Publication.objects.count() == 2


def test_a_dry_run_tells_the_same_and_changes_nothing(lists, capsys):
    _, told = run(capsys, *lists, "--dry-run")
    assert not (Publication.objects.exists() or Listing.objects.exists() or Jurisdiction.objects.exists())
    assert run(capsys, *lists)[1] == told


def written(folder, day: str, *rows) -> str:
    file = folder / f"participatingAgencies{day}.xlsx"
    file.write_bytes(content(sheet(rows)))
    return str(file)


def test_an_older_list_says_so_first(tmp_path, capsys):
    run(capsys, written(tmp_path, "07182025pm", row()))
    text, totals = run(capsys, written(tmp_path, "05162025am", row(), row("Birch Police")))
    told = "This list is older than the newest one on file (Jul 18, 2025, evening edition)."
    assert text.index(told) < text.index("2 rows") and totals["older"] == 1
    assert "It adds to the history only" in text


def test_a_list_that_leaves_out_more_than_a_tenth_needs_yes(tmp_path, capsys):
    run(capsys, written(tmp_path, "05162025am", row(), row("Birch Police")))
    shorter = written(tmp_path, "05172025am", row())
    same = written(tmp_path, "05162025pm", row(), row("Birch Police"))
    with pytest.raises(CommandError, match="leaves out 1 of the 2 .*run the command with --yes"):
        call_command("import_register", same, shorter)
    assert Publication.objects.count() == 1
    assert "leaves out 1 of the 2" in run(capsys, same, shorter, "--dry-run")[0]
    assert run(capsys, same, shorter, "--yes")[1]["no_longer_listed"] == 1


def test_list_and_day_may_be_given(tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_text(",".join(PENDING) + "\nFLORIDA,Alder Police,Municipality,#N/A,WSO\n")
    run(capsys, str(file), "--list", "pending", "--as-of", "2025-05-16 pm")
    assert Publication.objects.get().date_and_edition == "May 16, 2025, evening edition"


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ([], "Enter the date of the list. (--as-of 2025-05-16)"),
        (["--as-of", "tomorrow"], "Enter it as 2025-05-16"),
        (["--as-of", "2025-05-16", "--list", "pending"], "column SIGNED"),
    ],
)
def test_it_explains_the_refusal(tmp_path, args, why):
    file = tmp_path / "participating.xlsx"
    file.write_bytes(content(sheet([row()])))
    with pytest.raises(CommandError) as refused:
        call_command("import_register", str(file), *args)
    assert why in str(refused.value)


def test_one_file_that_cannot_be_read_stops_all(lists, tmp_path):
    broken = tmp_path / "pendingAgencies05172025am.xlsx"
    broken.write_bytes(b"\0" * 50_000_000)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("import_register", *lists, str(broken), str(tmp_path / "none.xlsx"))
    assert not Publication.objects.exists()
