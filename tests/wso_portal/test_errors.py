"""Pages for what went wrong."""

import pytest

pytestmark = pytest.mark.django_db


def test_no_such_page(client, manager):
    client.force_login(manager)
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert b"<h1" in answer.content


def test_too_much_data_is_413(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = client.post("/accounts/login/", {"login": "a" * 200})
    assert answer.status_code == 413
    assert b"25" in answer.content


def test_a_page_opened_long_ago_is_refused_in_words(client, manager):
    client.handler.enforce_csrf_checks = True
    answer = client.post("/accounts/login/", {"login": "a@b.example"})
    assert answer.status_code == 403
    assert b"<h1" in answer.content


def test_a_broken_page_asks_nothing_of_the_database(rf, django_assert_num_queries):
    from wso_portal.errors import broken

    with django_assert_num_queries(0):
        answer = broken(rf.get("/"))
    assert answer.status_code == 500
    assert b"<h1" in answer.content
