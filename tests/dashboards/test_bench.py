"""The bench: what it compares with, and how its table reads."""

import json

import pytest
from django.test import Client

from dashboards.scale import bare, mailing, measuring, table
from notifications.models import Notification
from tests.facts import officer

pytestmark = pytest.mark.django_db
SCALE = "dashboards.scale"


@pytest.fixture
def portal(settings):
    settings.ROOT_URLCONF = measuring.SETTINGS["ROOT_URLCONF"]


def test_the_bare_page_is_django_s_own(portal, office, django_assert_num_queries):
    client = bare.client()
    client.force_login(office)
    assert client.get("/bare/").status_code == 200
    with django_assert_num_queries(3):
        answer = client.get("/bare/")
    assert b"csrfmiddlewaretoken" in answer.content and office.name.encode() in answer.content
    assert [name for name in ("navigation", "demo", "footer_links") if name in answer.context] == []
    assert "Content-Security-Policy" not in answer.headers and answer.headers["X-Frame-Options"] == "DENY"


def test_the_frame_is_a_page_of_the_portal(portal, office):
    client = Client()
    client.force_login(office)
    answer = client.get("/frame/")
    assert "Content-Security-Policy" in answer.headers and b"Jurisdictions" in answer.content


def test_one_answer_is_timed_apart(portal, office):
    client, times = Client(), measuring.Times()
    client.force_login(office)
    measuring.time_request(client, "/frame/", times)
    assert times.wall[0] >= times.python[0] * 0.5 > 0 and times.postgres[0] >= 0


def test_the_table_shows_every_page_against_the_bare_one(tmp_path, capsys):
    names = ["bare", "frame", table.ROSTER, table.ADMIN]
    for times in (1, 10):
        pages = [
            {
                "name": name, "median_ms": place * times, "p95_ms": 9, "python_ms": 1, "postgres_ms": 1, "queries": 3,
                "rows": 50,
            }
            for place, name in enumerate(names, 1)
        ]  # fmt: skip
        (tmp_path / f"{times}").write_text(json.dumps({"officers": times, "pages": pages}))
    table.main(str(tmp_path / "1"), str(tmp_path / "10"))
    *lines, last = capsys.readouterr().out.splitlines()
    frame = next(line for line in lines if line.startswith("frame"))
    assert frame.split()[2:7] == ["2.0", "20.00", "9.00", "2.0", "2"]
    assert json.loads(last)["10x"]["officers"] == 10


def test_the_mail_loop_is_measured_and_leaves_nothing(django_user_model):
    django_user_model.objects.create_user("manager@scale.example", None, name="Scale manager")
    found = mailing.measured_mail(mails=12, kills=0)
    assert found["a_second"] > 0 and (found["lost"], found["doubled"], found["unknown"]) == (0, 0, 0)
    assert not Notification.objects.exists()


def test_a_far_page_is_asked_for_by_its_link(pinellas, monkeypatch):
    monkeypatch.setattr(measuring, "OFFICERS_SHOWN", 2)
    officers = [officer(pinellas, f"Ana {name}") for name in "EDCBA"]
    assert measuring.far_page(2) == f"/officers/?page=2&after={officers[3].pk}"
    assert measuring.far_page(9) == "/officers/?page=9"
