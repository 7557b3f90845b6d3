"""The frame of every page."""

from time import perf_counter

import pytest
from django.template.loader import render_to_string

from dashboards.navigation import FOOTER, Group, Link, addresses

PERSON = {"is_authenticated": True}
NAVIGATION = [
    Group("Home", (Link("Home", "/", True),)),
    Group("Officers", (Link("All officers", "/officers/", False), Link("Classes", "/classes/", False))),
]


def test_it_works_with_nothing_as_the_500_page_does():
    shown = render_to_string("500.html")
    assert shown.count("<h1") == 1 and "Something went wrong" in shown
    assert "Demonstration" not in shown and "official website" not in shown and "Sign out" not in shown


@pytest.mark.parametrize("page", ["400", "403", "404", "413"])
def test_error_pages_say_what_to_do(page):
    shown = render_to_string(f"{page}.html", {"limit_mb": 25})
    assert shown.count("<h1") == 1 and 'href="/"' in shown


def test_navigation_person_and_sign_out():
    shown = render_to_string(
        "404.html", {"user": PERSON, "navigation": NAVIGATION, "who": "Field office staff · Miami"}
    )
    assert 'href="/" aria-current="page"' in shown and "Field office staff · Miami" in shown
    assert 'method="post" action="/accounts/logout/"' in shown


def test_a_menu_works_without_script():
    """A group of pages is a <details>: the browser itself opens it, by mouse and by keyboard."""
    shown = render_to_string("404.html", {"user": PERSON, "navigation": NAVIGATION})
    assert '<summary class="groups__word">Officers' in shown and '<a href="/classes/">Classes</a>' in shown


def test_every_page_leads_to_help_and_complaints():
    shown = render_to_string("404.html", {"footer_links": addresses(FOOTER)})
    assert [word in shown for word in ("Help and contact", "Accessibility", "Privacy", "File a complaint")] == [
        True
    ] * 4
    assert "data as of" not in shown


def test_a_message_is_slim_and_announced():
    done = {"level_tag": "success", "__str__": "x"}
    shown = render_to_string("404.html", {"messages": [done]})
    assert '<div class="said said--success" role="status">' in shown and "usa-alert--success" not in shown


def test_demo_and_banner_are_said_only_when_set():
    shown = render_to_string("404.html", {"demo": True, "official_banner": True})
    assert "Demonstration: people and events are invented." in shown
    assert "An official website of the United States government" in shown


def test_no_inline_script_or_style():
    shown = render_to_string("404.html", {"user": PERSON, "navigation": NAVIGATION, "official_banner": True})
    assert "style=" not in shown and "<style" not in shown and "onclick" not in shown
    assert shown.count("<script") == shown.count("<script src=")


def test_it_is_quick():
    context = {"user": PERSON, "navigation": NAVIGATION * 5, "who": "Field office staff · Miami", "demo": True}
    render_to_string("404.html", context)
    times = []
    for _ in range(20):
        start = perf_counter()
        render_to_string("404.html", context)
        times.append(perf_counter() - start)
    assert min(times) < 0.003  # seconds; about 0.001 on two small cores
    print(f"{min(times) * 1000:.2f} ms")
