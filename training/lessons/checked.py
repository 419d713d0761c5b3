"""What the claims of the lessons were worth when they were last checked with many fresh seeds; needs no PyTorch."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from training.lessons.lesson import Lesson

FILE = Path(__file__).with_name("checked.json")


@dataclass(frozen=True)
class CheckedClaim:
    """One claim: its inequality as it was checked, and for how many seeds it was true."""

    means: str
    held: int
    of: int
    seen: tuple[tuple[str, ...], ...]
    """The smallest and the largest value of each of its numbers, in words; nothing where none was known."""


@dataclass(frozen=True)
class Checked:
    """One lesson: with which seeds, on which build of the engine, and what was seen."""

    fingerprint: str
    seeds: tuple[int, ...]
    """The first and the last; empty where there is no luck."""
    claims: tuple[CheckedClaim, ...]


def checked(lesson: Lesson) -> Checked | None:
    """What is written down of a lesson; None where it was never checked."""
    return recorded().get(lesson.number)


@cache
def recorded(file: Path = FILE) -> dict[str, Checked]:
    """All that is written down, by the numbers of lessons."""
    return {
        number: Checked(
            lesson["fingerprint"], tuple(lesson["seeds"]), tuple(_claim(**each) for each in lesson["claims"])
        )
        for number, lesson in json.loads(file.read_text()).items()
    }


def _claim(means: str, held: int, of: int, seen: list[list[str]]) -> CheckedClaim:
    return CheckedClaim(means, held, of, tuple(tuple(each) for each in seen))
