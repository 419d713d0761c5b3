"""What is written down of the long check of all lessons: complete, light to read, about the claims of today."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.running_server import ROOT, clean_environment
from training.lessons import LESSONS
from training.lessons.agreeing import agreeing
from training.lessons.check import verdict
from training.lessons.checked import FILE, CheckedClaim, checked, recorded
from training.lessons.lesson import Lesson
from training.lessons.record import record
from training.lessons.seen import Seen

AGAIN = "Check it anew and write down what is seen: make lessons ONLY="
FRESH = 1001


def test_every_lesson_is_written_down_and_nothing_else() -> None:
    numbers = [lesson.number for lesson in LESSONS]
    missing = " ".join(number for number in numbers if number not in recorded())
    assert list(recorded()) == numbers, f'{AGAIN}"{missing or numbers[0]}"'


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_a_lesson_was_checked_with_its_claims_of_today_and_they_held(lesson: Lesson) -> None:
    known = checked(lesson)
    assert known is not None, AGAIN + lesson.number
    today = [claim.condition.words() for claim in lesson.claims]
    assert [claim.means for claim in known.claims] == today, AGAIN + lesson.number
    for claim, written in zip(lesson.claims, known.claims, strict=True):
        assert len(written.seen) == len(claim.numbers), AGAIN + lesson.number
        assert written.held >= agreeing(written.of), written
        assert written.of == (10 if lesson.trainings else 1), AGAIN + lesson.number
    assert known.seeds == ((FRESH, FRESH + 9) if lesson.trainings else ())


def test_what_is_recorded_is_read_again(tmp_path: Path) -> None:
    file, lesson = tmp_path / "checked.json", LESSONS[0]
    unknown = [verdict(claim, [Seen(), Seen()]) for claim in lesson.claims]
    record(file, lesson, range(5, 7), unknown)
    record(file, LESSONS[1], range(5, 7), [])
    record(file, lesson, range(7, 9), unknown)
    [first, second] = recorded(file)
    assert [first, second] == [LESSONS[0].number, LESSONS[1].number]
    told = recorded(file)[lesson.number]
    assert told.seeds == (7, 8)
    assert told.fingerprint.startswith("descent ")
    words = lesson.claims[0].condition.words()
    assert told.claims[0] == CheckedClaim(words, held=0, of=2, seen=((),) * len(lesson.claims[0].numbers))


def test_reading_it_loads_nothing_heavy(tmp_path: Path) -> None:
    """The web process shows it."""
    code = "from training.lessons.checked import recorded\nrecorded()\nimport sys\nprint(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=clean_environment(tmp_path), text=True)
    assert set(loaded.split()) & {"torch", "sklearn", "scipy", "django"} == set()
    assert FILE.is_file()
