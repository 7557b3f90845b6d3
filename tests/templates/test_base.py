"""The frame of every page."""

from time import perf_counter

import pytest
from django.template.loader import render_to_string

PERSON = {"is_authenticated": True}
NAVIGATION = [("Home", "/", True), ("Officers", "/officers/", False)]


def test_it_works_with_nothing_as_the_500_page_does():
    shown = render_to_string("500.html")
    assert shown.count("<h1") == 1 and "Something went wrong here" in shown
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
