"""The first use of a short name carries its meaning."""

import pytest
from django.template import Context, Template

from pages.terms import SHORT_NAMES, with_meanings
from tests import facts


def test_the_first_use_of_each_is_explained():
    said = with_meanings("JEM and TFM, JEM again, Form I-200")
    assert said.startswith('<abbr title="Jail Enforcement Model">JEM</abbr> and <abbr title="Task Force Model">TFM')
    assert said.count("<abbr") == 3 and ", JEM again" in said


def test_parts_of_words_and_markup_are_left():
    assert with_meanings("R45 <JEMS> I-2005") == "R45 &lt;JEMS&gt; I-2005"


def test_a_template_asks_for_it():
    assert Template("{% load show %}{{ word|terms }}").render(Context({"word": "IGSA"})) == with_meanings("IGSA")


@pytest.mark.parametrize("name", SHORT_NAMES)
def test_each_is_found_alone(name):
    assert f">{name}</abbr>" in with_meanings(f"({name})")


def test_the_list_of_agreements_explains_the_programs(client, office, pinellas):
    facts.agreement(pinellas, program="JEM")
    client.force_login(office)
    assert '<abbr title="Jail Enforcement Model">JEM</abbr>' in client.get("/agreements/").text
