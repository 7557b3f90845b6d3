"""Pages for what went wrong."""

import logging
import sys

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404
from django.test import Client, RequestFactory

from wso_portal import errors
from wso_portal.logs import LogLine
from wso_portal.wsgi import application

FORM = "application/x-www-form-urlencoded"
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


@pytest.mark.parametrize("charset", ["latin-1", "foo", "utf-16", "base64"])
@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/people/add/", "/no/such/page/"])
def test_another_character_set_is_400_in_our_words(client, manager, charset, path):
    client.raise_request_exception = False
    client.force_login(manager)
    kind = f"{FORM}; charset={charset}"
    for answer in (client.get(path, CONTENT_TYPE=kind), client.generic("POST", path, "name=%E9", kind)):
        assert answer.status_code == 400 and "We could not read that" in answer.content.decode()


@pytest.mark.parametrize("kind", ["charset=idna", "charset=base64", "charset=latin-1", "charset*=foo''%E9"])
def test_nor_is_an_address_read_in_another_one(db, kind):
    """By the server's own entry: Django reads the address before any middleware."""
    environ = RequestFactory().get("/officers/?q=%E9").environ | {"CONTENT_TYPE": f"{FORM}; {kind}"}
    statuses = []
    page = b"".join(application(environ, lambda status, headers: statuses.append(status)))
    assert statuses == ["400 Bad Request"] and b"We could not read that" in page


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", '"utf-8"'])
def test_utf8_is_read_however_it_is_written(client, db, charset):
    answer = client.post("/accounts/login/", "login=x&password=y", content_type=f"{FORM}; charset={charset}")
    assert answer.status_code == 200


def test_a_page_of_refusal_reads_no_form(rf):
    """Of a form that cannot be read, only the handlers themselves are left to answer."""
    request = rf.post("/", "a=b", content_type=f"{FORM}; charset=latin-1")
    for answer in (errors.bad_request(request, BadRequest()), errors.not_found(request, Http404())):
        assert answer.status_code in (400, 404)


@pytest.mark.parametrize(("path", "status"), [("/no/such/page/", 404), ("/accounts/people/", 403)])
def test_a_refused_request_is_one_line_of_the_log(client, viewer, caplog, path, status):
    client.force_login(viewer)
    assert client.get(path).status_code == status
    assert [line_of(record).count("\n") for record in caplog.records if record.name == "django.request"] == [0]


def test_a_form_from_elsewhere_is_one_line_of_the_log(viewer, caplog):
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(viewer)
    assert guarded.post("/accounts/people/add/").status_code == 403
    assert guarded.get("/", HTTP_HOST="evil.example").status_code == 400
    lines = [line_of(record) for record in caplog.records]
    assert len(lines) >= 2 and "Traceback" not in "".join(lines) and all("\n" not in line for line in lines)


def test_a_fault_keeps_its_traceback_and_no_log_holds_a_password_link():
    try:
        raise ValueError("/accounts/password/reset/key/1-abc-def/ is broken")
    except ValueError:
        fault = logging.LogRecord("django.request", logging.ERROR, "", 1, "Error", (), sys.exc_info())
    fault.status_code = 500
    assert "Traceback" in line_of(fault) and "/key/.../ is broken" in line_of(fault)
    assert "1-abc" not in line_of(fault)


def line_of(record) -> str:
    formatter = dict(settings.LOGGING["formatters"]["line"])
    return LogLine(**{name: value for name, value in formatter.items() if name != "()"}).format(record)
