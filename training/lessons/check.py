"""Puts the claims of lessons to the test: every experiment is trained by the engine, seed by seed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from training.engine import advance, begin
from training.lessons.agreeing import agreeing
from training.lessons.claims import Claim
from training.lessons.lesson import Lesson, Training, Walk, Walks
from training.lessons.lockstep import train_all
from training.lessons.seen import Seen, seen_in, together
from training.population import Population
from training.range_test import RangeTest, Suggestion, range_test
from training.rounds import Scoreboard
from training.runs import runs_of
from training.spec import Spec
from training.surfaces import Request
from training.surfaces.walk import walk


@dataclass(frozen=True)
class Verdict:
    """A claim, for which seeds it was true, and its numbers seed by seed."""

    claim: Claim
    held: tuple[bool, ...]
    values: tuple[tuple[float, ...], ...]

    @property
    def holds(self) -> bool:
        """Whether enough seeds agree."""
        return sum(self.held) >= agreeing(len(self.held))


def check(lesson: Lesson, seeds: Sequence[int]) -> list[Verdict]:
    """What every claim of the lesson is worth, with these seeds; walks know no luck and are walked once."""
    lucky = bool(lesson.trainings)
    seen = see(lesson, seeds if lucky else seeds[:1])
    return [verdict(claim, seen) for claim in lesson.claims]


def verdict(claim: Claim, seen: Sequence[Seen]) -> Verdict:
    """One claim beside what was seen with each seed."""
    held = tuple(claim.condition.holds(each) for each in seen)
    return Verdict(claim, held, tuple(tuple(number.of(each) for number in claim.numbers) for each in seen))


def see(lesson: Lesson, seeds: Sequence[int]) -> list[Seen]:
    """Train and walk whatever the lesson has: one Seen for every seed."""
    parts = [_walked(stage, seeds) if isinstance(stage, Walks) else _trained(stage, seeds) for stage in lesson.stages]
    return [together(of_seed) for of_seed in zip(*parts, strict=True)]


def _trained(stage: Training, seeds: Sequence[int]) -> list[Seen]:
    facts = [_range_tested(stage, seed) if stage.range_test else {} for seed in seeds]
    specs = [Spec.parse(stage.planned(seed, facts=known)) for seed, known in zip(seeds, facts, strict=True)]
    found = []
    for spec, known, events in zip(specs, facts, train_all(specs), strict=True):
        [seen] = seen_in(events, stage.name)
        opened = {"test_accuracy": _test_accuracy(spec, events)} if stage.opens_envelope else {}
        seen.facts |= known | opened
        found.append(seen)
    return found


def _test_accuracy(spec: Spec, events: Sequence[dict[str, Any]]) -> float:
    """That of the run which validation chooses, trained once more: no event may tell it."""
    board = Scoreboard(spec.vary.objective if spec.vary else "validation_loss")
    for event in events:
        board.take(event)
    chosen = min(runs_of(spec), key=lambda run: board.best.get(run.number) or 0.0)
    population = Population.start([chosen.spec])
    begin(population)
    while population.runs:
        advance(population)
    test = population.results[1].test
    return math.nan if test is None else float(test["accuracy"])


def _range_tested(stage: Training, seed: int) -> dict[str, float]:
    request = RangeTest.parse({**(stage.range_test or {}), "spec": {**stage.spec, "seed": seed}})
    *_, found = range_test(request)
    assert isinstance(found, Suggestion)
    known = vars(found)
    names = ("suggestion", "learning_rate_at_minimum", "learning_rate_at_end")
    return {name: math.nan if known[name] is None else float(known[name]) for name in names}


def _walked(stage: Walks, seeds: Sequence[int]) -> list[Seen]:
    facts: dict[str, float] = {}
    for each in stage.walks:
        facts |= _one_walk(each)
    return [Seen(facts=facts) for _ in seeds]


def _one_walk(one: Walk) -> dict[str, float]:
    request = Request.parse({**one.request, "steps": one.steps})
    arrived, value, place = math.inf, math.nan, math.nan
    for step in walk(request):
        told = step.to_dict()
        value = math.inf if told["value"] is None else told["value"]
        place = math.inf if told["w"][0] is None else told["w"][0]
        if one.tolerance is not None and value < one.tolerance:
            arrived = told["step"]
            break
    return {f"steps {one.name}": float(arrived), f"value {one.name}": value, f"w1 {one.name}": place}
