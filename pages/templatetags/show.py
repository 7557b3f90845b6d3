"""How the pages show things: days and moments, icons and states, and the parts that every page is made of.

A tone is one of good, ahead, wait, warn, stop, plain: it chooses icon and color, and never speaks alone; a word goes
with it. `ahead` is gray: unfinished, and nothing is wrong.
"""

from dataclasses import dataclass
from dataclasses import field as of_dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django import template
from django.apps import apps
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.timesince import timesince

from pages.citations import clause_link, refusal_line, with_basis, with_links
from pages.terms import with_meanings
from records.actions import Refused
from records.history import changes_by_event
from wso_portal import clock

register = template.Library()

ICONS = {
    "good": "check_circle",
    "ahead": "schedule",
    "wait": "schedule",
    "warn": "warning",
    "stop": "cancel",
    "plain": "info",
}
SHOWN_ZONE = "America/New_York"  # Eastern Time, the zone of ICE's lists: where a record has none of its own
MESSAGE_ICONS = {"success": "check_circle", "error": "error", "warning": "warning", "info": "info"}
LISTS = {
    "/jurisdictions/": "Jurisdictions", "/agreements/": "Agreements", "/officers/": "Officers",
    "/nominations/": "Nominations", "/classes/": "Classes", "/credentials/": "Credentials",
    "/background/": "Background checks", "/facilities/": "Facilities",
}  # fmt: skip
ENTERED_LATE = timedelta(minutes=5)  # an act recorded longer after it happened says so on the timeline


@register.filter
def day(value: date | None) -> str:
    """A date in words: Mar 3, 2027. Nothing for no date."""
    return (
        format_html('<time datetime="{}">{}</time>', value.isoformat(), format_date(value, "M j, Y")) if value else ""
    )


@register.filter
def moment(instant: datetime | None, zone: str = SHOWN_ZONE) -> str:
    """An instant in the zone of its agency: Mar 3, 2027, 2:05 p.m. EST. Nothing for no instant."""
    return timed(instant, zone, "M j, Y, g:i a")


@register.filter
def day_in(instant: datetime | None, zone: str = SHOWN_ZONE) -> str:
    """The day of an instant in a zone: Mar 3, 2027."""
    return timed(instant, zone, "M j, Y")


@register.filter
def time_in(instant: datetime | None, zone: str = SHOWN_ZONE) -> str:
    """The time of an instant in a zone: 2:05 p.m. EST."""
    return timed(instant, zone, "g:i a")


@register.filter
def last_day(end: datetime | None, zone: str = SHOWN_ZONE) -> str:
    """The last day before an end that no longer counts: what ends at 00:00 of Mar 4 holds until Mar 3, 2027."""
    return timed(end and end - timedelta(microseconds=1), zone, "M j, Y")


@register.filter
def starting(start: datetime | None, zone: str = SHOWN_ZONE) -> str:
    """A start as people say it: the day alone when it counts from 00:00, else the moment."""
    return day_in(start, zone) if begins_a_day(start, zone) else moment(start, zone)


@register.filter
def ending(end: datetime | None, zone: str = SHOWN_ZONE) -> str:
    """An end as people say it: the last day when it counts to the end of that day, else the moment."""
    return last_day(end, zone) if begins_a_day(end, zone) else moment(end, zone)


def begins_a_day(instant: datetime | None, zone: str) -> bool:
    return instant is not None and instant.astimezone(ZoneInfo(zone or SHOWN_ZONE)).time() == time(0)


def timed(instant: datetime | None, zone: str, pattern: str) -> str:
    if not instant:
        return ""
    local = instant.astimezone(ZoneInfo(zone or SHOWN_ZONE))
    shown = format_date(local, pattern)
    if "g" in pattern:
        shown += f" {local.tzname()}"  # Django's own "T" says nothing in the hour that comes twice in November
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), shown)


@register.filter
def ago(since: datetime | date | None, at: datetime | date | None = None) -> str:
    """How long it is from then to now (or to `at`), in the largest unit: 3 days."""
    if not since:
        return ""
    if not isinstance(since, datetime):
        return count((((at or clock.today()) - since).days), "day")
    span = timesince(since, at or clock.now(), depth=1).replace("\xa0", " ")
    return "less than a minute" if span == "0 minutes" else span


@register.filter
def due(on: date | None, zone: str = SHOWN_ZONE) -> str:
    """How far a date is from today in `zone`: today, tomorrow, in 12 days, 3 days overdue."""
    if not on:
        return ""
    days = (on - clock.today(zone or SHOWN_ZONE)).days
    if days < 0:
        return f"{count(-days, 'day')} overdue"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@register.filter
def role_word(role: str) -> str:
    """A role as people call it: Field office staff."""
    return role_words().get(role, role)


@cache
def role_words() -> dict[str, str]:
    return dict(apps.get_model("accounts.Membership")._meta.get_field("role").flatchoices)


@register.simple_tag
@cache
def icon(name: str) -> str:
    """A picture from the USWDS sprite, silent for screen readers: put a word beside it."""
    source = static("uswds/img/sprite.svg")
    return format_html(
        '<svg class="usa-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', source, name
    )


@register.filter
def message_icon(level: str) -> str:
    """The icon of a message to the person: success, error, warning, info."""
    return MESSAGE_ICONS.get(level, "info")


@register.simple_tag
@lru_cache(maxsize=512)
def status_tag(tone: str, word: str) -> str:
    """A state in one word with its icon, for rows and lists."""
    return format_html('<span class="status status--{}">{} {}</span>', tone, icon(ICONS[tone]), word)


@register.simple_block_tag(end_name="endstate_card")
def state_card(content: str, tone: str, word: str) -> str:
    """The state of a record: icon, word, and the sentence between the tags."""
    return render("state_card", tone=tone, icon_name=ICONS[tone], word=word, sentence=content)


@register.simple_block_tag(end_name="endwhy")
def why(content: str, what: str) -> str:
    """A "Why?" that opens to show where something comes from; `what` tells screen readers which one it is."""
    return render("why", what=what, content=content)


@register.simple_block_tag(end_name="endempty_state")
def empty_state(content: str, title: str) -> str:
    """An empty state: a title, and between the tags what will be here and how to start."""
    return render("empty_state", title=title, content=content)


@register.simple_tag
def breadcrumb_trail(breadcrumbs, here: str) -> str:
    """The way to this page: (label, url) pairs, then the page itself. It begins at the list that the record is in."""
    return render("breadcrumbs", breadcrumbs=[*list_before(breadcrumbs), *breadcrumbs], here=here)


def list_before(breadcrumbs) -> list[tuple[str, str]]:
    """The list to which the first step belongs, unless it is a list itself."""
    path = urlsplit(str(breadcrumbs[0][1])).path if breadcrumbs else ""
    return [(label, url) for url, label in LISTS.items() if path.startswith(url) and path != url]


@register.simple_tag
def holder_line(who: str, since: datetime | None = None, next_step: str = "", zone: str = SHOWN_ZONE) -> str:
    """Who holds the record, since when, what is next."""
    return render("holder_line", who=who, since=since, next_step=next_step, zone=zone)


@register.simple_tag
def strip(steps, label: str = "Progress") -> str:
    """The steps of a way: each has label, state (done, current, todo, stopped) and date (a word, may be empty)."""
    return render("strip", steps=steps, label=label)


@register.simple_tag
def cite(clause: str, revision: str = "") -> str:
    """What a rule rests on: MOA IV.D, linked to its page for the revision (R4 without one); a law; or a policy."""
    return clause_link(clause, revision)


@register.filter
def cited(sentence: str, revision: str = "") -> str:
    """A plain sentence with the clauses that it cites in brackets linked."""
    return with_links(sentence, revision)


@register.filter
def terms(html: str) -> str:
    """The same part of a page, with the first use of each short name (JEM, I-200, R4) explained."""
    return with_meanings(html)


@register.simple_tag
def rests_on(sentence: str, clause: str = "", revision: str = "") -> str:
    """A sentence about an act, and what the act rests on."""
    return with_basis(sentence, clause, revision)


@register.simple_tag
def refused_because(refusal: Refused, revision: str = "") -> str:
    """Why an act is not possible now, and what that rests on."""
    return refusal_line(refusal, revision)


@register.simple_tag
def timeline(events, zone: str = SHOWN_ZONE, revision: str = "", first: int = 0) -> str:
    """What happened, newest first as given (Events of the record), and what each act changed.

    With `first`, so many are shown; the others open under "Show all".
    """
    shown = list(events)
    changes = changes_by_event(shown)
    rows = [(event, event.recorded_at - event.at > ENTERED_LATE, changes.get(event.pk)) for event in shown]
    shown_first = rows[:first] if first else rows
    rest = rows[len(shown_first) :]
    return render("timeline", events=shown_first, rest=rest, number=len(rows), zone=zone, revision=revision)


@register.filter
def value_in(value: object, zone: str = SHOWN_ZONE) -> str:
    """A field's value in words: yes or no, a date, a moment in the zone; "none" for nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return moment(value, zone)
    if isinstance(value, date):
        return day(value)
    return "none" if value in (None, "") else str(value)


@register.simple_tag
def reason_list(reasons, zone: str = SHOWN_ZONE, revision: str = "", tone: str = "good") -> str:
    """The reasons of an answer: each has met, sentence, clause, basis, since, until and perhaps cure, cure_url.

    `tone` is good for what is met, stop for what prevents it, ahead for what is not due yet.
    """
    return render("reason_list", reasons=reasons, zone=zone, revision=revision, tone=tone, icon_name=ICONS[tone])


@register.simple_tag
def pager(part) -> str:
    """The way through a long list (pages.lists.Part): the page before, numbers, the next; nothing for a short list."""
    return render("pager", page=part)


@register.simple_block_tag(end_name="endlist_bar")
def list_bar(content: str, part, one: str, many: str = "") -> str:
    """The bar above a list: how many rows, the length of a page, and the list's own links between the tags.

    `part` is a pages.lists.Part; `one` and `many` say what a row is: "class", "classes". Each link is an <li>.
    """
    return render("list_bar", page=part, one=one, many=many or f"{one}s", content=content)


@register.simple_tag
def heading_row(headings) -> str:
    """The row of headings of a list (pages.columns.Heading): those that sort are links and say the order."""
    return render("heading_row", headings=headings)


@register.simple_tag(takes_context=True)
def filter_bar(context, form, chips=(), clear_url: str = "") -> str:
    """The filters of a list (a GET form), with a chip (label, url without it) for each that is on.

    The order of the list and the length of its pages stay when other filters are applied.
    """
    query, fields = context["request"].GET, filter_fields(FilterForm(follows_from(form), form))
    kept = [(name, query[name]) for name in ("sort", "rows") if query.get(name) and name not in form.fields]
    return render("filter_bar", fields=fields, kept=kept, chips=chips, clear_url=clear_url)


@dataclass(frozen=True)
class FilterForm:
    """A form of filters; two are equal when the same fields offer the same and hold the same."""

    follows_from: tuple
    form: Any = of_dataclass(compare=False)


def follows_from(form) -> tuple:
    """What the fields of a form of filters follow from: its kind, what each offers, and what the address says."""
    return type(form), tuple(
        (one.name, str(one.data), str([(str(value), str(label)) for value, label in getattr(one.field, "choices", ())]))
        for one in form
    )


@lru_cache(maxsize=128)
def filter_fields(filters: FilterForm) -> str:
    """The fields of the filters, kept: nearly every page of a list has the same ones."""
    return render("filter_fields", form=filters.form, filtering=True)


@register.simple_tag(takes_context=True)
def action_list(context, primary=None, others=(), revision: str = "") -> str:
    """One primary button and a quiet list of links (records.offers.Offer): blocked ones show why instead.

    An act of one click posts at once, with the version that the page shows.
    """
    return render("action_list", token=context.get("csrf_token"), primary=primary, others=others, revision=revision)


@register.simple_tag(takes_context=True)
def act(context, url: str, label: str, version: int | None = None, look: str = "", about: str = "") -> str:
    """A button that posts at once: csrf token, the version shown, look (empty: primary; outline, unstyled).

    `about` tells screen readers which of several buttons of one name it is.
    """
    token = context.get("csrf_token") or context.get("token")
    return render("act", token=token, url=url, label=label, version=version, look=look, about=about)


@register.simple_tag
def file_link(url: str, name: str, detail: str = "") -> str:
    """A file to download, with what it is: PDF, 240 kB."""
    return render("file_link", url=url, name=name, detail=detail)


@register.simple_tag
def error_summary(forms) -> str:
    """What is wrong in a form or a formset, above it: each error linked to its input."""
    parts = getattr(forms, "forms", None) or [forms]
    whole = forms.non_form_errors() if hasattr(forms, "non_form_errors") else []
    errors = [("", "", error) for error in whole] + [error for part in parts for error in errors_of(part)]
    return render("error_summary", errors=errors) if errors else ""


def errors_of(form) -> list[tuple[str, str, str]]:
    """The errors of one form as (label, id of the input, message); no id for what belongs to no visible input."""
    found = [("", "", error) for error in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else field.id_for_label or first_choice(field)
        found += [("" if field.is_hidden else field.label.rstrip(".?"), target, error) for error in field.errors]
    return found


def first_choice(field) -> str:
    """The id of the first choice of a group, which itself cannot take the focus."""
    return field[0].id_for_label if len(field) else ""


def render(part: str, **context) -> str:
    return get_template(f"parts/{part}.html").render(context)
