"""System checks say what is wrong with the place the portal runs in."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError
from django.db import NotSupportedError, connections

from accounts.models import User
from wso_portal import checks
from wso_portal.prepare import must_not_open_the_demo

pytestmark = pytest.mark.django_db
ASKED = ["default"]


def test_all_is_well_here():
    assert checks.database_is_recent(None, ASKED) == []
    assert checks.role_is_no_superuser(None, ASKED) == []


def test_postgresql_14_is_too_old(monkeypatch):
    monkeypatch.setattr(type(connections["default"]), "pg_version", property(lambda self: 140_011))
    (error,) = checks.database_is_recent(None, ASKED)
    assert error.id == "wso_portal.E001"
    assert "PostgreSQL 15 or later" in error.msg
    assert "PostgreSQL 14" in error.msg


def test_one_that_django_refuses_is_too_old(monkeypatch):
    def refuse(self):
        raise NotSupportedError("PostgreSQL 14 or later is required (found 13.2).")

    monkeypatch.setattr(type(connections["default"]), "pg_version", property(refuse))
    (error,) = checks.database_is_recent(None, ASKED)
    assert "found 13.2" in error.msg


def test_nothing_is_asked_of_a_database_that_is_not_checked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert checks.database_is_recent(None) == checks.role_is_no_superuser(None) == []


def test_a_cache_of_one_process_is_a_warning(settings):
    (warning,) = checks.cache_is_shared(None)
    assert warning.id == "wso_portal.W001"


def test_a_missing_cache_table_is_a_warning(settings):
    backend = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "no_such_table"}}
    (warning,) = checks.cache_table_exists(None, ASKED)
    assert "createcachetable" in warning.hint


def test_active_accounts_of_the_demo_are_an_error_of_a_deployment(administrator, manager):
    (error,) = checks.no_demo_accounts(None)
    assert error.id == "wso_portal.E003" and f"{administrator.email} and 1 more" in error.msg
    assert error in run_checks(tags=["security"], include_deployment_checks=True)
    User.objects.update(is_active=False)
    assert checks.no_demo_accounts(None) == []


@pytest.mark.django_db
def test_a_portal_that_others_reach_does_not_start_with_the_demos_accounts(settings, manager):
    must_not_open_the_demo()
    settings.BEHIND_TLS = True
    with pytest.raises(CommandError, match="manager@hq.example.*deactivate"):
        must_not_open_the_demo()
