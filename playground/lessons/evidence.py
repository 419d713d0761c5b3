"""What the runs of somebody's experiments say of the claims of a lesson, read from the book."""

from collections.abc import Sequence
from typing import Any

from pydantic_core import from_json

from playground.models import Dataset, Event, Experiment, State
from playground.refusals import Finished
from training.exports.settled import settled
from training.lessons.agreeing import agreeing
from training.lessons.claims import Claim
from training.lessons.lesson import Lesson, Training
from training.lessons.number import Number
from training.lessons.seen import Seen, seen_in, together
from training.migrations import migrated
from training.problems import Problem, SpecError
from training.spec import Spec

STRANGE = "This experiment does not belong to the lesson as it is now: start the lesson again."
TRAINS = "What was seen can be told when everything has finished."


def evidence(lesson: Lesson, experiments: Sequence[Experiment], facts: dict[str, float]) -> list[Seen]:
    """One Seen per seed. Raises SpecError where an experiment is not one of this lesson, Finished while one trains."""
    parts = [_seen(stage, experiment, facts) for stage, experiment in _matched(lesson, experiments, facts)]
    seeds = max((len(part) for part in parts), default=1)
    # An experiment without repetitions stands beside every seed of the others.
    whole = [together([part[min(seed, len(part) - 1)] for part in parts if part]) for seed in range(seeds)]
    for each in whole:
        each.facts |= facts
    return whole


def told(claim: Claim, seen: Sequence[Seen]) -> dict[str, Any]:
    """One claim with the numbers of these runs."""
    held = [claim.condition.holds(each) for each in seen]
    numbers = [_spread(number, seen) for number in claim.numbers]
    parts = claim.text.split("{}")
    text = parts[0] + "".join(number + part for number, part in zip(numbers, parts[1:], strict=True))
    return {"text": text, "held": sum(held), "of": len(held), "holds": sum(held) >= agreeing(len(held))}


def _spread(number: Number, seen: Sequence[Seen]) -> str:
    """Its value, or from the least to the largest of all seeds."""
    known = sorted(value for value in (number.of(each) for each in seen) if value == value)  # without "not known"
    if not known:
        return "unknown"
    low, high = number.words(known[0]), number.words(known[-1])
    if low == high:
        return low
    return f"{low.removesuffix(' %')} to {high}" if number.share else f"{low} to {high}"


def _matched(
    lesson: Lesson, experiments: Sequence[Experiment], facts: dict[str, float]
) -> list[tuple[Training, Experiment]]:
    if len(experiments) != len(lesson.trainings):
        raise SpecError([Problem("experiments", f"This lesson has {len(lesson.trainings)} experiments.")])
    for stage, experiment in zip(lesson.trainings, experiments, strict=True):
        if not belongs(stage, experiment, facts):
            raise SpecError([Problem("experiments", STRANGE)])
    return list(zip(lesson.trainings, experiments, strict=True))


def belongs(stage: Training, experiment: Experiment, facts: dict[str, float]) -> bool:
    """Whether it trained just what the lesson trains, with whatever seed."""
    stored = migrated(experiment.spec)
    seeds = (stored.get("vary") or {}).get("seeds", 1)
    try:
        planned = Spec.parse(stage.planned(stored["seed"], seeds, facts), Dataset.objects.outline)
    except (SpecError, KeyError):
        return False
    return bool(planned.to_dict() == stored)


def _seen(stage: Training, experiment: Experiment, facts: dict[str, float]) -> list[Seen]:
    if experiment.populations.open().exists() or experiment.runs.exclude(state__in=[State.FINISHED, State.FAILED]):
        raise Finished(TRAINS)
    rows = Event.objects.filter(experiment=experiment).order_by("seq").values_list("body", flat=True)
    events = settled(from_json(body) for body in rows.iterator())
    found = seen_in(events, stage.name)
    opened = [event["accuracy"] for event in events if event["type"] == "test_opened"]
    if stage.opens_envelope and opened and opened[-1] is not None:
        for each in found:
            each.facts["test_accuracy"] = opened[-1]
    return found
