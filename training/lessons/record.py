"""Writes down what a lesson's claims were worth, for `checked.py` to tell it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.fingerprint import fingerprint
from training.lessons import LESSONS
from training.lessons.check import Verdict
from training.lessons.lesson import Lesson


def record(file: Path, lesson: Lesson, seeds: range, verdicts: Sequence[Verdict]) -> None:
    """Put one lesson into the file; those that are no lessons any more leave it."""
    known: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
    lucky = bool(lesson.trainings)
    known[lesson.number] = {
        "fingerprint": fingerprint(),
        "seeds": [seeds[0], seeds[-1]] if lucky else [],
        "claims": [_told(each) for each in verdicts],
    }
    lines = [f'"{each.number}": {_written(known[each.number])}' for each in LESSONS if each.number in known]
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def _written(lesson: dict[str, Any]) -> str:
    """One line a lesson, so that a change of one changes one line."""
    return json.dumps(lesson, ensure_ascii=False)


def _told(verdict: Verdict) -> dict[str, Any]:
    return {
        "means": verdict.claim.condition.words(),
        "held": sum(verdict.held),
        "of": len(verdict.held),
        "seen": [_spread(verdict, place) for place in range(len(verdict.claim.numbers))],
    }


def _spread(verdict: Verdict, place: int) -> list[str]:
    """The smallest and the largest value of one number, in words: JSON knows no infinity."""
    number = verdict.claim.numbers[place]
    known = sorted(values[place] for values in verdict.values if values[place] == values[place])
    return [number.words(known[0]), number.words(known[-1])] if known else []
