"""The sign-in sheet of a class as PDF."""

from django.urls import reverse

from officers.training.models import TrainingClass
from tests import facts
from tests.cast import NOW
from tests.reading import must_be_accessible


def test_it_works(client, office, administrator, other_administrator, pinellas, hernando, miami):
    held = facts.training_class(miami, on=(NOW + facts.DAY).date())
    for agency, name in ((pinellas, "Ana Ruiz"), (hernando, "Cal Norwood")):
        nomination = facts.nomination(facts.officer(agency, name), facts.agreement(agency))
        facts.cleared(nomination)
        facts.enrolled(nomination, held)
    link = reverse("training:sheet_pdf", args=[held.pk])
    client.force_login(office)
    assert link in client.get(reverse("training:training_class", args=[held.pk])).text
    found = must_be_accessible(client.get(link).content)
    for said in ("Sign-in sheet: Class of Mar 3, 2026", "8:00 a.m. EST", "Training room, Miami", "Ana Ruiz",
                 "Cal Norwood", "Time in", "Instructor's signature"):  # fmt: skip
        assert said in found.text.replace("’", "'"), said
    client.force_login(administrator)
    text = must_be_accessible(client.get(link).content).text
    assert "Ana Ruiz" in text and "Cal Norwood" not in text
    TrainingClass.objects.update(status="canceled")
    assert "CANCELED: this class will not be held" in must_be_accessible(client.get(link).content).text


def test_other_jurisdiction_gets_404(client, dallas_office, miami):
    held = facts.training_class(miami)
    client.force_login(dallas_office)
    assert client.get(reverse("training:sheet_pdf", args=[held.pk])).status_code == 404
