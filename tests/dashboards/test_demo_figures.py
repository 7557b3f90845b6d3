"""The demo has figures of earlier months, so that its dashboard shows changes and trends."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_trend(client, still):
    call_command("seed_demo", stdout=StringIO())
    client.force_login(User.objects.get(email="manager@hq.example"))
    tiles = client.get(reverse("dashboards:dashboard")).context["numbers"].tiles
    trend = next(tile.trend for tile in tiles if tile.words == "officers may serve now")
    assert trend.line and trend.change
