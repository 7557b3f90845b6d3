import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.jurisdictions.models import FieldOffice, Jurisdiction
from agreements.jurisdictions.workflow import assign
from agreements.register.models import Listing, Publication
from wso_portal import clock

from .lists import content, imported, participating, row, sheet

pytestmark = pytest.mark.django_db
NAME = "participatingAgencies05162025am.xlsx"


def upload(*rows, name=NAME):
    return SimpleUploadedFile(name, content(sheet(rows)))


def hidden(response) -> dict:
    """What the page that checks would post."""
    form = response.context["form"]
    posted = {field: form[field].value() or "" for field in ("list", "as_of", "part")}
    return {**posted, "file_kept": response.context["kept"], "seen": response.context["plan"].seen}


def test_it_works(client, manager):
    client.force_login(manager)
    assert "No lists imported yet" in client.get(reverse("register:publications")).text
    page = client.post(reverse("register:check"), {"file": upload(row(), row("Birch Police", signed="7/72025"))})
    assert "New: 2" in page.text and "7/72025" in page.text and "can&#x27;t be read as a date" in page.text
    assert not Publication.objects.exists()
    done = client.post(reverse("register:import"), hidden(page), follow=True)
    assert f"{NAME} was imported." in done.text
    assert Publication.objects.get().imported_by == manager and Listing.objects.count() == 2
    assert NAME in client.get(reverse("register:publications")).text


def test_the_same_again_is_told(client, manager):
    imported(participating(row()))
    client.force_login(manager)
    said = {"list": "participating", "as_of": "2025-05-16", "part": "am"}
    page = client.post(reverse("register:check"), {"file": upload(row(), name="list.xlsx"), **said})
    assert "Nothing would change" in page.text
    done = client.post(reverse("register:import"), hidden(page), follow=True)
    assert "This list is already on file as" in done.text and Publication.objects.count() == 1


def test_stale_page_is_refused(client, manager):
    client.force_login(manager)
    page = client.post(reverse("register:check"), {"file": upload(row())})
    imported(participating(row("Birch Police"), day="05152025am"))
    again = client.post(reverse("register:import"), hidden(page))
    assert "Another list was imported after you opened this preview" in again.text and "New: 1" in again.text
    assert Publication.objects.count() == 1
    client.post(reverse("register:import"), hidden(again) | {"sure": "on"})
    assert Publication.objects.count() == 2


def test_an_older_list_says_so_before_and_after_it_is_applied(client, manager):
    newest = imported(participating(row(), day="07182025pm"))
    client.force_login(manager)
    page = client.post(reverse("register:check"), {"file": upload(row(), row("Birch Police"))})
    told = "This list is older than the newest one on file (Jul 18, 2025, evening edition). It adds to the history"
    assert f"{told} only." in page.text
    done = client.post(reverse("register:import"), hidden(page), follow=True)
    assert told in done.text
    page = client.get(reverse("register:publication", args=[newest.publication.pk]))
    assert "older than" not in page.text and "May 16, 2025, morning edition" in page.text


def test_a_list_that_leaves_out_more_than_a_tenth_asks_twice(client, manager):
    imported(participating(row(), row("Birch Police"), row("Cedar Police"), day="05152025am"))
    client.force_login(manager)
    page = client.post(reverse("register:check"), {"file": upload(row())})
    assert "leaves out 2 of the 3" in page.text and "2 are no longer listed" in page.text
    again = client.post(reverse("register:import"), hidden(page))
    assert "Nothing was changed" in again.text and Publication.objects.count() == 1
    client.post(reverse("register:import"), hidden(again) | {"sure": "on"})
    assert Publication.objects.count() == 2 and Listing.objects.listed().count() == 1


def test_what_a_person_decided_is_shown_beside_what_the_lists_say(client, manager):
    imported(participating(row(state="TEXAS", county="Tarrant County")))
    houston = FieldOffice.objects.get(name="Houston")
    assign(agency := Jurisdiction.objects.get(), houston, "Harris", seen=agency.version, by=manager, at=clock.now())
    client.force_login(manager)
    told = "says in Tarrant. The portal keeps what was entered here: Harris."
    assert told in client.get(reverse("register:publications")).text


@pytest.mark.parametrize(
    ("file", "field", "why"),
    [
        (SimpleUploadedFile(NAME, b"%PDF-1.7"), "file", "PDF"),
        (SimpleUploadedFile(NAME, b"\0" * 11_000_000), "file", "larger than 10 MB"),
        (SimpleUploadedFile("participating.xlsx", content(sheet([row()]))), "as_of", "Enter the date of the list"),
        (SimpleUploadedFile("list05162025.xlsx", content(sheet([row()]))), "list", "which list"),
        (SimpleUploadedFile("pending05162025.xlsx", content(sheet([row()]))), "file", "column SIGNED"),
    ],
)
def test_it_explains_the_refusal(client, manager, file, field, why):
    client.force_login(manager)
    page = client.post(reverse("register:check"), {"file": file})
    assert why in page.context["form"].errors[field][0]


def test_a_forged_or_other_file_is_refused(client, manager):
    client.force_login(manager)
    page = client.post(reverse("register:import"), {"file_kept": "forged", "seen": "0"})
    assert "Choose the file again." in page.text


@pytest.mark.parametrize("show", ["rows", "issues", "new", "changed", "moved", "back", "gone", "other"])
def test_the_page_of_a_list_shows_what_its_numbers_count(client, manager, show):
    plan = imported(participating(row(signed="05/082025"), row("Birch Police")))
    client.force_login(manager)
    page = client.get(reverse("register:publication", args=[plan.publication.pk]), {"show": show})
    assert page.status_code == 200
    assert ("Birch Police" in page.text) == (show in ("rows", "new", "other"))


@pytest.mark.parametrize("show", ["rows", "new"])
def test_it_costs_the_same_for_1_and_30_rows(client, manager, show, django_assert_max_num_queries):
    few = imported(participating(row()))
    many = imported(participating(*[row(f"Agency {n}") for n in range(31)], day="05172025am"))
    client.force_login(manager)
    for plan in (few, many):
        with django_assert_max_num_queries(14):
            client.get(reverse("register:publication", args=[plan.publication.pk]), {"show": show})


@pytest.mark.parametrize("name", ["publications", "check", "import"])
def test_only_program_managers(client, office, viewer, name):
    for person in (office, viewer):
        client.force_login(person)
        call = client.post if name == "import" else client.get
        assert call(reverse(f"register:{name}")).status_code == 403


def test_a_list_is_not_there_for_others(client, office):
    plan = imported(participating(row()))
    client.force_login(office)
    assert client.get(reverse("register:publication", args=[plan.publication.pk])).status_code == 404


def test_it_rejects_get(client, manager):
    client.force_login(manager)
    assert client.get(reverse("register:import")).status_code == 405
