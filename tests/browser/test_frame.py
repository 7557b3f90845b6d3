"""The frame in a browser: it fits every screen, works without script, and warns before it signs anybody out."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts.roles import Role
from tests import facts
from tests.browser.desk import Desk
from tests.cast import also

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 390, 1024, 1067, 1280, 3840)
PHONE = {"width": 390, "height": 844}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ADD = "/accounts/people/add/"


def test_the_menus_fit_from_a_small_phone_to_a_wall(desk, manager, dallas, pinellas):
    """The person with the most pages and the longest words beside the name: nothing scrolls sideways."""
    also(manager, Role.FIELD_OFFICE, field_office=dallas)
    also(manager, Role.VIEWER, jurisdiction=pinellas)
    page = desk(manager).page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for menu in page.locator("header summary").all():
            menu.click()
            last = menu.locator("xpath=..").locator("a, button").last
            expect(last).to_be_visible()
            box = last.bounding_box()
            assert 0 <= box["x"], (width, menu.inner_text(), box)
            assert box["x"] + box["width"] <= width, (width, menu.inner_text(), box)
            assert box["y"] + box["height"] <= 800, (width, menu.inner_text(), box)
            assert page.evaluate(SIDEWAYS) == 0, (width, menu.inner_text())
            page.keyboard.press("Escape")  # on a phone an open menu covers the next one
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.locator("header").bounding_box()["height"] <= 100


def test_menus_by_keyboard(desk, office):
    someone = desk(office)
    partnerships = someone.page.locator("summary", has_text="Partnerships")
    someone.tab_to(partnerships)
    someone.page.keyboard.press("Enter")
    expect(someone.page.get_by_role("link", name="Agreements", exact=True)).to_be_visible()
    someone.page.keyboard.press("Escape")
    expect(someone.page.get_by_role("link", name="Agreements", exact=True)).to_be_hidden()
    expect(partnerships).to_be_focused()
    someone.page.keyboard.press("/")  # a key alone does nothing
    expect(partnerships).to_be_focused()


def test_menus_and_pages_without_script(new_context, live_server, office):
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(f"{live_server.url}/accounts/login/?next=/officers/today/")
    page.get_by_label("Email").fill(office.email)
    page.get_by_label("Password").fill("rehearsal")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".js-print")).to_be_hidden()
    page.locator("summary", has_text="Partnerships").click()
    page.get_by_role("link", name="Agreements", exact=True).click()
    expect(page.locator("h1")).to_have_text("Agreements")


def test_pages_and_mistakes_on_a_phone(new_context, live_server, manager, office, pinellas):
    """What axe says of a narrow page, and of a form with errors."""
    facts.serving(pinellas, "Ana Ruiz")
    someone = Desk(new_context(viewport=PHONE), live_server.url)
    someone.press_with_mistakes("/accounts/login/", "Sign in")
    someone.sign_in(manager.email)
    for path in ("/", "/officers/", "/search/?q=ruiz", "/account/", "/help/", "/complaints/"):
        someone.open(path)
        assert someone.page.evaluate(SIDEWAYS) == 0, path
    someone.press_with_mistakes(ADD, "Add a person")
    other = Desk(new_context(viewport=PHONE), live_server.url)
    other.sign_in(office.email)
    other.press_with_mistakes("/classes/new/", "Schedule a class")
    assert other.page.evaluate(SIDEWAYS) == 0


def test_a_warning_before_the_sign_out_and_nothing_typed_is_lost(desk, manager, settings):
    settings.SESSION_COOKIE_AGE = 302  # seconds: the warning comes at 300
    someone = desk(manager)
    someone.open(ADD)
    dialog = someone.page.get_by_role("dialog")
    expect(dialog).to_contain_text("You will be signed out in 5 minutes")
    stay = dialog.get_by_role("button", name="Stay signed in")
    expect(stay).to_be_focused()
    assert someone.barriers() == []
    settings.SESSION_COOKIE_AGE = 1800
    stay.click()
    expect(dialog).to_be_hidden()
    someone.fill({"Name": "Eva Lund", "Email": "eva@pinellas.example"})
    Session.objects.all().delete()
    someone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as one comes back to the window
    expect(dialog).to_contain_text("You are signed out")
    dialog.get_by_role("button", name="Close").click()
    someone.press("Add a person")
    someone.reads("We kept what you entered")
    someone.type_into("Email", manager.email)
    someone.type_into("Password", "rehearsal")
    with someone.moving():
        someone.page.keyboard.press("Enter")
    someone.reads("Check what you entered and send it again")
    expect(someone.field("Name")).to_have_value("Eva Lund")
    expect(someone.field("Email")).to_have_value("eva@pinellas.example")
