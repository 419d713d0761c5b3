"""`make drill`: every drill for so many rounds; a line of JSON each, and a status that says whether all is well."""

import argparse
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

from tests.drills.scripts import DRILLS


def main() -> int:
    parser = argparse.ArgumentParser(prog="make drill", description=__doc__)
    parser.add_argument("--seed", default="1", help="the same seed deals the same faults")
    parser.add_argument("--rounds", type=int, default=1, help="every fault strikes once in each round")
    parser.add_argument("--only", default="", help=f"some of {', '.join(DRILLS)}, separated by commas")
    chosen = parser.parse_args()
    names = [name.strip() for name in chosen.only.split(",") if name.strip()] or list(DRILLS)
    if unknown := [name for name in names if name not in DRILLS]:
        parser.error(f"there is no drill {unknown[0]}; there are {', '.join(DRILLS)}")
    clean = [_run(name, chosen.seed, chosen.rounds) for name in names]
    return 0 if all(clean) else 1


def _run(name: str, seed: str, rounds: int) -> bool:
    """One drill in a folder of its own, which stays if anything was wrong: its log says more."""
    home = Path(tempfile.mkdtemp(prefix=f"descent-drill-{name}-"))
    try:
        report = DRILLS[name](home, seed, rounds)
    except Exception:  # one drill that breaks down must not hide what the others find
        traceback.print_exc()
        print(f"{name} (seed {seed}) broke down; see {home}", file=sys.stderr)
        return False
    print(report.line(), flush=True)
    if not report.found.clean:
        print(f"{name} (seed {seed}) found something; see {home}", file=sys.stderr)
        return False
    shutil.rmtree(home, ignore_errors=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
