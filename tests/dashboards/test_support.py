"""Django admin is for looking: whatever is registered there, by us or by a library, refuses every change."""

import pytest
from django.contrib import admin
from django.urls import reverse
from zeal import zeal_ignore

from accounts.models import User

OURS = {
    "accounts", "jurisdictions", "memoranda", "register", "nominations", "background", "training", "credentials",
    "authority", "records",
}  # fmt: skip


@pytest.fixture
def support(client, db):
    client.force_login(User.objects.create_superuser("support@x.example", "rehearsal"))
    return client


def test_no_model_of_a_library_is_in_it():
    assert {model._meta.app_label for model in admin.site._registry} <= OURS


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_nothing_is_added_changed_or_deleted(support, world, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    row = model._default_manager.first()
    pk = row.pk if row else 1
    before = list(model._default_manager.order_by("pk").values())
    with zeal_ignore():  # the row itself may be the person who is signed in
        for path in (reverse(f"{name}_add"), reverse(f"{name}_delete", args=[pk])):
            assert support.get(path).status_code in (403, 302), path
            assert support.post(path, {"post": "yes"}).status_code in (403, 302), path
        changed = {"email": "evil@x.example", "role": "program_manager"}
        assert support.post(reverse(f"{name}_change", args=[pk]), changed).status_code in (403, 302)
        many = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
        support.post(reverse(f"{name}_changelist"), many)
    assert list(model._default_manager.order_by("pk").values()) == before
