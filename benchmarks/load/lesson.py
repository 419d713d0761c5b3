"""One lesson: the class arrives, presses Train at once, watches, reloads, and presses Stop."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.load.browsers import Browsers
from benchmarks.load.descent import Descent
from benchmarks.load.site import Site, Spec
from benchmarks.load.student import Student

KINDS: list[Spec] = [
    {"data": {"dataset": "circle"}, "stopping": {"epochs": 1000}},
    {"data": {"dataset": "spiral"}, "network": {"hidden": [{"units": 8}, {"units": 8}]}, "stopping": {"epochs": 1500}},
    {
        "data": {"dataset": "digits"},
        "network": {"hidden": [{"units": 32}]},
        "optimizer": {"kind": "adam"},
        "batch": {"size": 32},
        "stopping": {"epochs": 600},
    },
]
"""What students train: two to three seconds of one core each, when nobody else is there."""
SHORT: Spec = {"stopping": {"epochs": 3}}
ARRIVING = 8
"""Students who come through the door at the same time."""
EVERY = 0.05


@dataclass(frozen=True)
class Plan:
    """How large the class is, and what it does."""

    students: int = 60
    within: float = 1.0
    """Seconds in which all press Train."""
    greedy: int = 0
    """Runs that one more student has asked for before all others."""
    browsers: int = 0
    """Real browsers among them."""
    watch: float = 12.0
    """Seconds from the first press to the first Stop, unless first epochs are still to come."""
    patience: float = 30.0
    """Seconds to wait for first epochs, and for what Stop should end."""
    seed: int = 0

    @property
    def name(self) -> str:
        greedy = f", {self.greedy} runs of one" if self.greedy else ""
        return f"{self.students} students" + greedy + (f", {self.browsers} browsers" if self.browsers else "")


@dataclass
class Lesson:
    """What was seen."""

    students: list[Student]
    greedy: Student
    asked: int = 0
    """Runs that the greedy student got into the queue."""
    refused: str = ""
    """Why it were no more."""
    for_the_teacher: list[str] = field(default_factory=list)
    """What went wrong at the wall."""
    began: float = 0.0
    over: float = 0.0
    progress: list[int] = field(default_factory=list)
    """Epochs that each student had seen before the first Stop."""


class Class:
    """The students of one lesson and the order of the day."""

    def __init__(self, site: Site, plan: Plan) -> None:
        self.plan = plan
        self.random = random.Random(plan.seed)
        students = [Student(site, f"Student {number}") for number in range(1, plan.students - plan.browsers + 1)]
        self.lesson = Lesson(students, Student(site, "Greedy"))
        # Only Descent has pages.
        self.browsers = Browsers(site, plan.browsers) if isinstance(site, Descent) else None

    async def arrive(self) -> None:
        """Through the door, a few at a time; each leaves the page of a short run open."""
        door = asyncio.Semaphore(ARRIVING)

        async def come(student: Student) -> None:
            async with door:
                await student.arrive()
                await student.leave_a_tab_open(SHORT)

        await asyncio.gather(*(come(student) for student in self.lesson.students))
        if self.browsers:
            await self.browsers.arrive()

    async def be_greedy(self) -> None:
        """One student asks for very many runs, or for as many as are allowed."""
        student = self.lesson.greedy
        if not self.plan.greedy:
            return
        await student.arrive()
        for number in range(self.plan.greedy):
            before = len(student.errors)
            with student._noting():
                await student.site.train(student.line, {**KINDS[number % len(KINDS)], "seed": number})
            if len(student.errors) > before:
                self.lesson.refused = student.errors.pop()
                break
            self.lesson.asked += 1

    async def press_train(self) -> None:
        """All within a moment; then wait until everybody has seen an epoch, and a while longer."""
        plan, lesson = self.plan, self.lesson
        lesson.began = time.time()
        in_browsers = asyncio.create_task(self.browsers.press_train(plan.patience)) if self.browsers else None
        await asyncio.gather(
            *(
                student.train({**KINDS[number % len(KINDS)], "seed": number}, self.random.uniform(0, plan.within))
                for number, student in enumerate(lesson.students)
            )
        )
        await _until(lambda: not any(waits(student) for student in lesson.students), plan.patience)
        if in_browsers:
            await in_browsers

    async def watch(self) -> None:
        """Some load their page again meanwhile."""
        left = max(2.0, self.plan.watch - (time.time() - self.lesson.began))
        tasks = [student.reload(self.random.uniform(0, left / 2)) for student in self.lesson.students[::5]]
        if self.browsers:
            tasks.append(self.browsers.reload())
        await asyncio.gather(asyncio.sleep(left), *tasks)
        self.lesson.progress = [student.tab.epochs if student.tab else 0 for student in self.lesson.students]
        self.lesson.over = time.time()

    async def press_stop(self) -> None:
        """Everybody, some of them twice; then wait until it is seen."""
        moments = [self.random.uniform(0, 2) for _ in self.lesson.students]
        tasks = [
            student.end(moment, twice=number % 5 == 2)
            for number, (student, moment) in enumerate(zip(self.lesson.students, moments, strict=True))
        ]
        if self.browsers:
            tasks.append(self.browsers.press_stop())
        await asyncio.gather(*tasks)
        await _until(lambda: not any(ends(student) for student in self.lesson.students), self.plan.patience)

    async def leave(self) -> None:
        await asyncio.gather(*(student.leave() for student in [*self.lesson.students, self.lesson.greedy]))
        if self.browsers:
            await self.browsers.leave()


async def _until(come: Callable[[], bool], seconds: float) -> None:
    """Look now and then."""
    until = time.time() + seconds
    for _ in range(int(seconds / EVERY)):
        if come() or time.time() > until:
            return
        await asyncio.sleep(EVERY)


def waits(student: Student) -> bool:
    """Whether the first epoch is still to come."""
    return student.tab is not None and student.tab.first is None


def ends(student: Student) -> bool:
    """Whether Stop is still to be seen to act."""
    return student.asked_to_end is not None and student.tab is not None and student.tab.ended is None


def first_epochs(students: Sequence[Student]) -> list[float | None]:
    """Seconds from each press to the first epoch on the socket; None where it was not seen."""
    return [
        student.tab.first - student.pressed if student.tab and student.tab.first and student.pressed else None
        for student in students
    ]
