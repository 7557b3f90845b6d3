"""One person at one screen: what they do by mouse and by keyboard, and what every page that they see must be."""

import re
from contextlib import contextmanager
from datetime import date, time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.patience import LONG

AXE = Axe()
ONLY_FAULTS = {"resultTypes": ["violations"]}
BUT_COLORS = {**ONLY_FAULTS, "rules": {"color-contrast": {"enabled": False}}}
# A page as axe judges it: its elements and attributes; of words only that there are some, of numbers nothing.
SHAPE = r"""() => document.documentElement.outerHTML.replace(/>[^<]*\S[^<]*</g, ">words<")
  .replace(/ value="[^"]+"/g, " value").replace(/\d+/g, "")"""
# Where it has words, as a style sheet sees it: the elements from the root down, with their classes.
PLACES = """() => {
  const place = (e) => (e ? place(e.parentElement) + ">" + e.tagName + "." + e.getAttribute("class") : "");
  const words = (e) => [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...new Set([...document.body.querySelectorAll("*")].filter(words).map(place))];
}"""
# axe takes most of the time of a walk: it judges each shape once, and the contrast (half of it) of each place once.
SOUND: set[str] = set()
READABLE: set[str] = set()
PATIENCE = LONG * 1000  # milliseconds until what ought to be there is missed
FURTHEST = 60  # presses of Tab: no page of ours keeps a person longer from a field

expect.set_options(timeout=PATIENCE)


class Desk:
    """A person's own browser. Whatever leads to another page also looks whether that page is sound."""

    def __init__(self, context, home: str):
        self.page, self.home, self.faults = context.new_page(), home, []
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", lambda said: said.type == "error" and self.faults.append(said.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def look(self) -> None:
        """One h1, nothing that axe finds, nothing that the console complains of."""
        expect(self.page.locator("h1")).to_have_count(1)
        shape = f"{self.page.viewport_size['width']} {self.page.evaluate(SHAPE)}"
        faults = self.faults if shape in SOUND else [*self.barriers(), *self.faults]
        assert not faults, f"{self.page.url}\n" + "\n".join(faults)
        SOUND.add(shape)

    def barriers(self) -> list[str]:
        """What axe finds on the page."""
        places = set(self.page.evaluate(PLACES))
        options = BUT_COLORS if places <= READABLE else ONLY_FAULTS
        found = AXE.run(self.page, options=options).response["violations"]
        READABLE.update([] if found else places)
        return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found]

    @contextmanager
    def moving(self):
        """What is done inside leads to another page."""
        with self.page.expect_event("load"):
            yield
        self.look()

    def open(self, path: str) -> None:
        self.page.goto(f"{self.home}{path}")
        self.look()

    def follow(self, name: str) -> None:
        """A link, by the beginning of its words; one in a menu after its menu was opened."""
        places = self.page.locator("main, nav")
        link = places.get_by_role("link", name=begins(name)).first
        if link.count() == 0:
            within = self.page.get_by_role("link", name=begins(name), include_hidden=True)
            self.page.locator(".menu").filter(has=within).locator("summary").click()
        with self.moving():
            link.click()

    def press(self, name: str) -> None:
        with self.moving():
            self.page.get_by_role("button", name=name, exact=True).click()

    def press_with_mistakes(self, path: str, button: str) -> None:
        """A form sent empty: its page with errors must be sound, too."""
        self.open(path)
        self.press(button)
        expect(self.page.locator("#error-summary")).to_be_visible()

    def field(self, label: str, group: str = "") -> Locator:
        """A field by its label; two groups of a form may have the same."""
        within = self.page.get_by_role("group", name=group) if group else self.page.locator("main")
        return within.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\(optional\)\s*)?$"))

    def fill(self, given: dict, group: str = "") -> None:
        """Fields by label: text, a day, a time, a file (as Playwright takes it), True for a box to tick."""
        for label, value in given.items():
            field = self.field(label, group)
            if value is True:
                self.tick(field)
            elif isinstance(value, dict):
                field.set_input_files(value)
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(written(value))

    def tick(self, box: Locator) -> None:
        """By the words beside it, as a hand does: USWDS draws the box itself."""
        self.page.locator(f"label[for='{box.get_attribute('id')}']").click()

    def choose(self, *words: str) -> None:
        """Buttons of a choice, or boxes, by the beginning of their words."""
        for word in words:
            self.tick(self.page.locator("main").get_by_label(begins(word)))

    def submit(self, button: str, given: dict, group: str = "") -> None:
        self.fill(given, group)
        self.press(button)

    def look_at_file(self, button: str) -> None:
        """Page 1 of the file is shown: it is the right one, so the button is pressed once more."""
        expect(self.page.get_by_role("img", name="Page 1 of")).to_be_visible()
        self.tick(self.page.get_by_label("This is the right file"))
        self.press(button)

    def tab_to(self, target: Locator) -> None:
        """By keyboard alone, from wherever one is."""
        for _ in range(FURTHEST):
            if target.evaluate("field => field === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target} on {self.page.url}")

    def type_into(self, label: str, text: str) -> None:
        self.tab_to(self.field(label))
        self.page.keyboard.type(text)

    def press_by_keyboard(self, name: str) -> None:
        self.tab_to(self.page.get_by_role("button", name=name, exact=True))
        with self.moving():
            self.page.keyboard.press("Enter")

    def sign_in(self, email: str, password: str = "rehearsal") -> None:
        """By keyboard alone."""
        self.open("/accounts/login/")
        self.type_into("Email", email)
        self.type_into("Password", password)
        with self.moving():
            self.page.keyboard.press("Enter")

    def waits(self, number: int, source: str = "") -> None:
        """How much Home says waits for this person; `source` is " from ICE's lists" where only those are left."""
        self.open("/")
        words = {0: "You have no tasks", 1: "You have 1 task"}
        expect(self.page.locator("h1")).to_have_text(words.get(number, f"You have {number} tasks") + source)

    def next_step(self, number: int, label: str, what: str, source: str = "") -> None:
        """From Home, where so much waits, to the page on which one of these steps is done."""
        self.waits(number, source)
        self.follow(f"{label}: {what}")

    def reads(self, *texts: str) -> None:
        """The page says this."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)


def begins(words: str) -> re.Pattern:
    """Words at the beginning of a name; a part that only screen readers get may be separated by a blank."""
    return re.compile(r"^\s*" + re.escape(words).replace(":", r"\s*:"))


def written(value) -> str:
    """A value as a field takes it."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)
