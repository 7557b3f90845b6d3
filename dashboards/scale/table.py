"""The table of script/bench: pages at one and at ten times the nation, as ratios to the bare page of the same run."""

import json
import sys
from pathlib import Path

TABLE_HEAD = (
    "page                      1x ms   x bare    10x ms     p95   x bare  goal  10x/1x  goal"
    "  python postgres  queries  goal   (CPU ms at 10x)"
)
ROSTER, ADMIN = "roster, nation", "admin changelist"
# How many times the bare page, and how many queries, a page may take at ten times the nation.
GOALS = {
    "frame": (2, 3),
    **dict.fromkeys(("home, program manager", "home, field office", "home, director", "home, agency"), (6, 12)),
    **dict.fromkeys(("roster, nation", "roster, field office", "roster, search", "search, field office"), (8, 12)),
    **dict.fromkeys(("roster, may serve", "roster, page 100", "roster, page 100 typed", "roster, last page"), (8, 12)),
    "one officer": (6, 12),
    "dashboard, nation": (25, 12),
    "form, nominate": (5, 10),
}
# How many times its time at the nation's size a page may take at ten times.
GROWTH = {"home, field office": 1.2, "search, field office": 1.2, "roster, search": 1.2, "dashboard, nation": 1.5}


def main(once: str, tenfold: str, mails: str = "", seeded: str = "") -> None:
    """Print the table of two files of `manage.py measure`, then everything as one line of JSON."""
    small, large = (json.loads(Path(name).read_text().splitlines()[-1]) for name in (once, tenfold))
    left, right = ({page["name"]: page for page in facts["pages"]} for facts in (small, large))
    print(f"{small['officers']:,} and {large['officers']:,} officers")
    print(TABLE_HEAD)
    for name in left:
        print(line(name, left, right))
    speed = {name: round(right[name]["rows"] / right[name]["median_ms"] * 1000) for name in (ROSTER, ADMIN)}
    ratio = round(speed[ROSTER] / speed[ADMIN], 2)
    print(f"rows a second at 10x: roster {speed[ROSTER]:,}, admin {speed[ADMIN]:,}: {ratio} times")
    facts = {"1x": small, "10x": large, "rows_a_second": speed, "roster_against_admin": ratio}
    if mails:
        mail = facts["mail"] = json.loads(Path(mails).read_text().splitlines()[-1])
        print(f"mails a second, one process, one connection: {mail['a_second']} (goal 300)")
        killed = "killed {kills} times in {mails:,}: {lost} lost, {doubled} doubled, {unknown} shown as unknown"
        print(killed.format(**mail))
    if seeded:
        facts["seed_seconds"] = int(Path(seeded).read_text())
        print(f"seed_scale --times 10: {facts['seed_seconds']} seconds (goal 120)")
    print(json.dumps(facts))


def line(name: str, left: dict, right: dict) -> str:
    a, b, bare_a, bare_b = left[name], right[name], left["bare"]["median_ms"], right["bare"]["median_ms"]
    (times, queries), growth = GOALS.get(name, ("", "")), GROWTH.get(name, "")
    return (
        f"{name:22} {a['median_ms']:8.2f} {a['median_ms'] / bare_a:8.1f}  {b['median_ms']:8.2f} {b['p95_ms']:7.2f} "
        f"{b['median_ms'] / bare_b:8.1f} {times!s:>5} {b['median_ms'] / a['median_ms']:7.2f} {growth!s:>5} "
        f"{b['python_ms']:7.2f} {b['postgres_ms']:8.2f} {b['queries']:8} {queries!s:>5}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
