"""`python -m training.lessons [--seeds 10] [--first 1] [L01 …]`: train lessons and hold every claim against the result.

Prints one JSON object a claim; exit 1 if a claim does not hold, 2 if there is no such lesson. `--record FILE` also
writes what was seen into the file from which pages tell it, lesson by lesson.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from training.lessons import BY_SLUG, LESSONS
from training.lessons.lesson import Lesson


def main(arguments: Sequence[str]) -> int:
    """Check the named lessons, or all."""
    parser = argparse.ArgumentParser("python -m training.lessons", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds (3)")
    parser.add_argument("--first", type=int, default=1, help="the first of them (1)")
    parser.add_argument("--record", type=Path, help="the file that keeps what was seen: training/lessons/checked.json")
    parser.add_argument("lessons", nargs="*", help="L01, B1b …; none means all")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.lessons if name.lower() not in BY_SLUG]
    if unknown:
        print(f"There is no lesson {', '.join(unknown)}.", file=sys.stderr)
        return 2
    chosen = [BY_SLUG[name.lower()] for name in asked.lessons] or list(LESSONS)
    return max(_checked(lesson, range(asked.first, asked.first + asked.seeds), asked.record) for lesson in chosen)


def _checked(lesson: Lesson, seeds: range, file: Path | None) -> int:
    """Print what the claims of one lesson are worth; 1 if one does not hold."""
    from training.lessons.check import check  # heavy: both load PyTorch
    from training.lessons.record import record

    started = time.perf_counter()
    verdicts = check(lesson, seeds)
    seconds = round(time.perf_counter() - started, 1)
    for each in verdicts:
        line = {
            "lesson": lesson.number,
            "claim": each.claim.text,
            "means": each.claim.condition.words(),
            "held": sum(each.held),
            "of": len(each.held),
            "holds": each.holds,
            "values": [[number.words(value) for number, value in zip(each.claim.numbers, values, strict=True)]
                       for values in each.values],
            "seconds": seconds,
        }  # fmt: skip
        print(json.dumps(line, ensure_ascii=False), flush=True)
    if file is not None:
        record(file, lesson, seeds, verdicts)
    return int(not all(each.holds for each in verdicts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
