"""The table of script/bench: pages at one and at ten times the nation, as ratios to the floor of the same run."""

import json
import sys
from pathlib import Path

HEAD = "page                        1x ms     p95  x floor    10x ms     p95  x floor  10x/1x  queries"
ROSTER, ADMIN = "roster, nation", "admin changelist"


def main(once: str, tenfold: str) -> None:
    """Prints the table of two files of `manage.py measure`, then everything as one line of JSON."""
    small, large = (json.loads(Path(name).read_text().splitlines()[-1]) for name in (once, tenfold))
    left, right = ({page["name"]: page for page in facts["pages"]} for facts in (small, large))
    print(f"{small['officers']:,} and {large['officers']:,} officers")
    print(HEAD)
    for name in left:
        print(line(name, left, right))
    speed = {name: round(right[name]["rows"] / right[name]["median_ms"] * 1000) for name in (ROSTER, ADMIN)}
    ratio = round(speed[ROSTER] / speed[ADMIN], 2)
    print(f"rows a second at 10x: roster {speed[ROSTER]:,}, admin {speed[ADMIN]:,}: {ratio} times")
    print(json.dumps({"1x": small, "10x": large, "rows_a_second": speed, "roster_against_admin": ratio}))


def line(name: str, left: dict, right: dict) -> str:
    a, b, floor_a, floor_b = left[name], right[name], left["floor"]["median_ms"], right["floor"]["median_ms"]
    return (
        f"{name:24} {a['median_ms']:8.2f} {a['p95_ms']:7.2f} {a['median_ms'] / floor_a:8.1f} {b['median_ms']:8.2f} "
        f"{b['p95_ms']:7.2f} {b['median_ms'] / floor_b:8.1f} {b['median_ms'] / a['median_ms']:7.2f} {b['queries']:8}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
