"""Two persons: `both` holds every role that the acts need, which no one may; the pages' clock is at NOW."""

import re

import pytest

from accounts.roles import Role
from records.documents import Kept, store
from tests.cast import NOW, also, person
from tests.papers import pdf, post_reviewed


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


@pytest.fixture
def both(miami, pinellas):
    """One person with every role at one place."""
    user = person("both@miami.example", Role.FIELD_OFFICE, field_office=miami)
    for role in (Role.DIRECTOR, Role.INSTRUCTOR):
        user = also(user, role, field_office=miami)
    for role in (Role.PROGRAM_MANAGER, Role.ADJUDICATOR):
        user = also(user, role)
    return also(user, Role.ADMINISTRATOR, jurisdiction=pinellas)


@pytest.fixture
def copy(db):
    return Kept(store(pdf()), "signed.pdf")


@pytest.fixture
def refused(client):
    """Posts as a person and says whether the page refused by the two-person rule."""

    def post(user, path, data, words=". Portal policy (not an MOA requirement)."):
        client.force_login(user)
        page = post_reviewed(client, path, data, follow=True)
        assert page.status_code == 200
        return words in re.sub("</?abbr[^>]*>", "", page.text)

    return post
