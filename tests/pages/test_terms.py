"""The first use of a short name on a page carries its meaning."""

import pytest

from pages.terms import SHORT_NAMES, with_meanings
from tests import facts


def test_the_first_use_of_each_is_explained():
    said = with_meanings("JEM and TFM, JEM again, Form I-200")
    assert said.startswith('<abbr title="Jail Enforcement Model">JEM</abbr> and <abbr title="Task Force Model">TFM')
    assert said.count("<abbr") == 3 and ", JEM again" in said


@pytest.mark.parametrize(
    "html",
    [
        "R45, JEMS, I-2005, X-I-200", '<p title="R4">x</p>', "<a href='/R4/'>MOA IV.D</a>", "<option>JEM</option>",
        "<button>Record Form 70-006</button>", "<textarea>JEM</textarea>", "<h1>WSO agreement</h1>",
    ],
)  # fmt: skip
def test_parts_of_words_addresses_links_and_inputs_are_left(html):
    assert with_meanings(html) == html


def test_a_use_after_a_link_is_explained():
    said = with_meanings('<a href="/">Form 70-006</a> <span>Form 70-006</span>')
    assert said.startswith('<a href="/">Form 70-006</a> <span>Form <abbr title=')


@pytest.mark.parametrize("name", SHORT_NAMES)
def test_each_is_found_alone(name):
    assert f">{name}</abbr>" in with_meanings(f"({name})")


@pytest.mark.parametrize(
    ("path", "explained"), [("/agreements/", "Jail Enforcement Model"), ("/officers/today/", "warrant for arrest")]
)
def test_every_page_explains_what_it_names(client, office, pinellas, path, explained):
    facts.agreement(pinellas, program="JEM")
    client.force_login(office)
    page = client.get(path).text
    assert page.count(f'<abbr title="{explained}">') == 1
