"""The crispy pack: labels, hints, errors and their ids, as USWDS and Django's aria attributes want them."""

import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.template.loader import render_to_string


class NoticeForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As printed.")
    side = forms.ChoiceField(label="Side", choices=[("agency", "The agency"), ("ice", "ICE")], widget=forms.RadioSelect)
    attested = forms.MultipleChoiceField(
        label="Attestations",
        choices=[("1", "One"), ("2", "Two")],
        widget=forms.CheckboxSelectMultiple,
        help_text="All.",
    )
    seen = forms.BooleanField(label="I have seen the original")
    received_on = forms.DateField(label="Received", widget=forms.DateInput(attrs={"type": "date"}))
    copy = forms.FileField(label="Copy")
    words = forms.CharField(label="Words", required=False, widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


class LaidOutForm(NoticeForm):
    helper = FormHelper()
    helper.layout = Layout(Fieldset("Who", "name", "side"), Row(Column("received_on"), Column("copy")))


def page(form) -> str:
    context = {"title": "Give notice", "form": form, "button": "Give notice", "lead": "It ends.", "clause": "VIII"}
    return render_to_string("parts/form_page.html", context)


@pytest.fixture
def refused():
    form = NoticeForm({"version": "3"})
    form.is_valid()
    form.add_error(None, "Both sides must agree.")
    return page(form)


def test_each_error_is_counted_and_linked_to_its_input(refused):
    assert "Fix 7 errors to continue" in refused
    assert "<title>Error: Give notice | WSO Partnership Portal</title>" in refused
    targets = re.findall(r'<li><a href="#(\w+)"', refused)
    assert targets == ["id_name", "id_side_0", "id_attested_0", "id_seen", "id_received_on", "id_copy"]
    assert [target for target in targets if f'id="{target}"' not in refused] == []
    assert "<li>Both sides must agree.</li>" in refused


def test_every_description_that_an_input_names_exists(refused):
    named = " ".join(re.findall(r'aria-describedby="([^"]+)"', refused)).split()
    assert {"id_name_helptext", "id_name_error", "id_side_error", "id_copy_error"} <= set(named)
    assert [name for name in named if refused.count(f'id="{name}"') != 1] == []


def test_every_id_is_there_once(refused):
    ids = re.findall(r'\sid="([^"]+)"', refused)
    assert len(ids) == len(set(ids))


def test_every_visible_input_has_a_label(refused):
    inputs = re.findall(r"<(?:input|select|textarea)[^>]*>", refused)
    seen = [re.search(r'\sid="([^"]+)"', tag)[1] for tag in inputs if 'type="hidden"' not in tag]
    assert len(seen) == 9
    assert [one for one in seen if f'for="{one}"' not in refused] == []


def test_groups_are_fieldsets_with_a_legend(refused):
    assert re.search(r'<fieldset class="usa-fieldset" id="id_side"[^>]*>\s*<legend[^>]*>Side', refused)
    assert 'class="usa-radio__input" type="radio" name="side" value="ice"' in refused
    assert "aria-invalid" not in re.search(r'<input class="usa-radio__input"[^>]*>', refused)[0]


def test_classes_come_from_the_design_system(refused):
    for kind in ("usa-input", "usa-textarea", "usa-checkbox__input", "usa-radio__input"):
        assert kind in refused
    assert 'enctype="multipart/form-data"' in refused
    assert "style=" not in refused and "onclick" not in refused


def test_an_untouched_form_has_no_errors():
    shown = page(NoticeForm())
    assert "usa-error-message" not in shown and "error-summary" not in shown
    assert "<title>Give notice |" in shown
    assert re.search(r"Words\s*<span class=\"optional\">\(optional\)", shown)


def test_a_layout_keeps_hidden_fields_and_opens_no_second_form():
    shown = page(LaidOutForm())
    assert '<legend class="usa-legend usa-legend--large">Who</legend>' in shown
    assert shown.count("<form") == 1
    assert '<input type="hidden" name="version" value="3"' in shown


def test_a_formset_is_summed_up_too():
    rows = forms.formset_factory(NoticeForm, extra=0)
    posted = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-name": "", "form-0-version": "3"}
    formset = rows(posted)
    formset.is_valid()
    assert 'href="#id_form-0-name"' in render_to_string("uswds/errors_formset.html", {"formset": formset})
