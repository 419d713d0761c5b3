"""Holds the lessons, one JSON line each, and prints one table at the end."""

import argparse
import json
import signal
import sys
from typing import Any

from benchmarks.load.descent import Descent
from benchmarks.load.figures import table
from benchmarks.load.lesson import Plan
from benchmarks.load.plain.running import Plain
from benchmarks.load.scenario import measure

GREEDY, BROWSERS = 200, 5
GOAL = 3.0
"""Seconds to the last first epoch of sixty students who press Train within one second."""


def main() -> int:
    """Measure; the exit status tells whether Descent kept its promises."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it ends the site as well
    rows = []
    for plan in _plans(arguments):
        # The plain design has no pages that browsers could open.
        for site in [Descent(), *([Plain()] if arguments.plain and not plan.browsers else [])]:
            row = measure(site, plan)
            print(json.dumps(row, ensure_ascii=False), flush=True)
            rows.append(row)
    print(f"\n{table(rows)}\n")
    broken = [sentence for row in rows for sentence in promises_broken(row)]
    print("\n".join(broken) or "Every promise was kept.")
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.load",
        description="Without --students: 60 students, 60 with a greedy one, and 300, each beside the plain design; and "
        "60 of whom five have real browsers.",
    )
    parser.add_argument("--students", type=int, help="one lesson with so many")
    parser.add_argument("--within", type=float, help="seconds in which all press Train (default 1 for each 60)")
    parser.add_argument("--greedy", type=int, nargs="?", const=GREEDY, default=0, help="runs of one more student")
    parser.add_argument("--browsers", type=int, default=0, help="students with a real Chromium (default 0)")
    parser.add_argument("--plain", action="store_true", help="the plain design as well")
    parser.add_argument("--watch", type=float, default=12.0, help="seconds from Train to Stop (default 12)")
    parser.add_argument("--patience", type=float, default=30.0, help="longest wait for first epochs (default 30)")
    return parser.parse_args()


def _plans(arguments: argparse.Namespace) -> list[Plan]:
    """One that was asked for, or all."""
    common = {name: getattr(arguments, name) for name in ("watch", "patience")}
    if arguments.students is None:
        arguments.plain = True
        lessons = [(60, 0, 0), (60, GREEDY, 0), (60, 0, BROWSERS), (300, 0, 0)]
    else:
        lessons = [(arguments.students, arguments.greedy, arguments.browsers)]
    return [
        Plan(students, arguments.within or max(1.0, students / 60), greedy, browsers, **common)
        for students, greedy, browsers in lessons
    ]


def promises_broken(row: dict[str, Any]) -> list[str]:
    """The promises that Descent did not keep, in words."""
    if row["site"] != "Descent":
        return []
    first = row["first_epoch_seconds"]["max"]
    # Browsers of students take no time of the server's processors; here they do.
    late = row["students"] <= 60 and not row["browsers"] and (row["never"] or first > GOAL)
    found = [f"{row['class']}: the last first epoch came after {first} s, more than {GOAL} s."] if late else []
    counts = {"errors": row["errors"], "lost events": row["lost"], "lines of trouble in the log": len(row["troubles"])}
    return found + [f"{row['class']}: {count} {what}." for what, count in counts.items() if count]


if __name__ == "__main__":
    sys.exit(main())
