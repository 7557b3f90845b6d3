"""Days, moments and parts as the pages show them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from django.template import engines

from pages.lists import Part
from pages.templatetags import show
from records.actions import Refused
from wso_portal import clock

EASTERN = "America/New_York"
AT = datetime(2027, 3, 3, 19, 5, tzinfo=UTC)
MIDNIGHT = datetime(2027, 3, 4, 5, 0, tzinfo=UTC)


def render(source: str, **context) -> str:
    return engines["django"].from_string("{% load show %}" + source).render(context)


def test_a_moment_names_its_zone():
    assert show.moment(AT, EASTERN) == '<time datetime="2027-03-03T14:05:00-05:00">Mar 3, 2027, 2:05 p.m. EST</time>'
    assert "9:05 a.m. HST" in show.time_in(AT, "Pacific/Honolulu")
    assert show.moment(None, EASTERN) == ""


def test_the_hour_that_comes_twice_still_has_its_zone():
    first, second = datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert "1:30 a.m. EDT" in show.moment(first, EASTERN)
    assert "1:30 a.m. EST" in show.moment(second, EASTERN)


def test_days():
    assert show.day(date(2027, 3, 3)) == '<time datetime="2027-03-03">Mar 3, 2027</time>'
    assert show.day(None) == ""
    assert "Mar 3, 2027<" in show.day_in(datetime(2027, 3, 4, 2, 0, tzinfo=UTC), EASTERN)


def test_what_ends_at_midnight_ends_with_the_day_before():
    assert "Mar 3, 2027<" in show.last_day(MIDNIGHT, EASTERN)
    assert "Mar 3, 2027<" in show.ending(MIDNIGHT, EASTERN)
    assert "2:05 p.m. EST" in show.ending(AT, EASTERN)
    assert "Mar 4, 2027<" in show.starting(MIDNIGHT, EASTERN)


def test_how_long_it_is():
    assert show.ago(AT - timedelta(days=3, hours=2), AT) == "3 days"
    assert show.ago(AT - timedelta(seconds=20), AT) == "less than a minute"
    assert show.ago(date(2027, 3, 1), date(2027, 3, 2)) == "1 day"


def test_how_far_off_it_is(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda zone="UTC": date(2027, 3, 3))
    offsets = {-3: "3 days overdue", -1: "1 day overdue", 0: "today", 1: "tomorrow", 12: "in 12 days"}
    assert {days: show.due(date(2027, 3, 3) + timedelta(days=days), EASTERN) for days in offsets} == offsets


def test_a_state_is_a_word_beside_its_icon():
    tag = render('{% status_tag "stop" "Not approved" %}')
    assert "Not approved" in tag and "#cancel" in tag and 'aria-hidden="true"' in tag
    card = render('{% state_card "good" "In force" %}since <b>Mar 3</b>{% endstate_card %}')
    assert "In force" in card and "<b>Mar 3</b>" in card


def test_text_of_people_is_escaped():
    assert "&lt;b&gt;" in render('{% status_tag "good" word %}', word="<b>")
    assert "&lt;b&gt;" in render("{% holder_line word %}", word="<b>")
    assert "&lt;b&gt;" in render('{% state_card "good" "x" %}{{ word }}{% endstate_card %}', word="<b>")


def test_the_timeline_says_who_when_why_and_when_it_was_entered():
    event = SimpleNamespace(
        pk=1, history=None, done="Nomination sent back", actor="Ana Ruiz", role="field_office", at=AT,
        recorded_at=AT + timedelta(days=2), reason="No badge number.", clause="IV.B",
    )  # fmt: skip
    shown = render("{% timeline events zone %}", events=[event], zone=EASTERN)
    for words in ("Nomination sent back", "Ana Ruiz, Field office staff", "2:05 p.m. EST", "IV.B", "No badge number."):
        assert words in shown
    assert "entered <time" in shown


def test_reasons_say_whether_they_are_met_and_what_cures_them():
    unmet = {"met": False, "sentence": "No supervisor", "basis": "policy", "cure": "Name one", "cure_url": "/name/"}
    shown = render('{% reason_list reasons zone "" "stop" %}', reasons=[unmet], zone=EASTERN)
    assert (
        "Not met: " in shown
        and "Portal policy (not an MOA requirement)" in shown
        and '<a href="/name/">Name one</a>' in shown
    )


def test_a_blocked_action_shows_why_and_is_no_link():
    blocked = {"label": "Withdraw", "url": "/w/", "refused": Refused("it has ended", "VIII")}
    shown = render("{% action_list primary others %}", primary={"label": "Send", "url": "/s/"}, others=[blocked])
    assert '<a class="usa-button" href="/s/">Send</a>' in shown
    assert "not now: it has ended" in shown and "VIII" in shown and "/w/" not in shown


def test_a_class_says_in_words_what_blocks_it():
    shown = render("{% action_list None others %}", others=[{"label": "Cancel", "refused": "it has been held"}])
    assert "not now: it has been held" in shown


def test_an_act_posts_token_and_version():
    shown = render('{% act "/a/" "Acknowledge" 3 "outline" %}', csrf_token="t0ken")
    assert 'method="post" action="/a/"' in shown and 'value="t0ken"' in shown
    assert '<input type="hidden" name="version" value="3">' in shown


def test_steps_say_their_state_in_words():
    steps = [{"label": "Nominated", "state": "done", "date": "Aug 1"}, {"label": "Cleared", "state": "current"}]
    shown = render('{% strip steps "Steps" %}', steps=steps)
    assert 'aria-current="step"' in shown and "now here" in shown and "Aug 1" in shown


def test_a_pager_offers_only_what_there_is():
    whole = Part([1, 2], "1 to 2 of 2", "2", "", "", "", [(1, "")], 25, [])
    shown = render("{% pager part %}", part=replace(whole, next="?page=2", pages=[(1, ""), (0, ""), (9, "?page=9")]))
    assert 'rel="next"' in shown and 'rel="prev"' not in shown and 'href="?page=9"' in shown and "…" in shown
    assert not render("{% pager part %}", part=whole).strip()


def test_a_bar_counts_the_rows_and_holds_the_links_of_the_list():
    part = Part([1], "1 to 1 of 1", "1", "", "", "", [(1, "")], 25, [])
    shown = render('{% list_bar part "class" "classes" %}<li>CSV</li>{% endlist_bar %}', part=part)
    assert "<p>1 class</p>" in shown and "<li>CSV</li>" in shown and "Rows:" not in shown
    long = replace(part, shown="1 to 25 of 60", next="?page=2", sizes=[(25, "?"), (100, "?rows=100")])
    shown = render('{% list_bar part "class" "classes" %}{% endlist_bar %}', part=long)
    assert "1 to 25 of 60 classes" in shown and 'href="?rows=100"' in shown
