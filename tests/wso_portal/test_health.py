"""/healthz asks nothing, /readyz asks the servers."""

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from redis.exceptions import ConnectionError as RedisDown


def test_alive_without_a_database(client):
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_ready(client):
    assert client.get("/readyz").json() == {"database": True, "cache": True, "answers": None}


def test_not_ready_without_a_database(client, monkeypatch):
    def down(self):
        raise OperationalError

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", down)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert not answer.json()["database"]


@pytest.mark.django_db
def test_a_lost_cache_is_named(client, monkeypatch):
    def down(key):
        raise RedisDown

    monkeypatch.setattr(cache, "get", down)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert not answer.json()["cache"]


def test_it_rejects_post(client):
    assert client.post("/healthz").status_code == 405
