"""The part of its parent's log that a branch shares with it: read page by page, and ready to be written as its own."""

import json
from typing import Any

from playground.models import Event, Experiment, Run, State, Weights
from playground.models.run import SUMMARY
from playground.plans import TOLD
from training.problems import Problem, SpecError
from training.runs import runs_of
from training.spec import Spec

UNTIMED = ("run_paused", "run_resumed", "test_opened")
"""What is not copied: rests and looks are not part of what was trained."""
MOST_EVENTS = 20_000
"""A branch keeps a copy of each, and writes all of them in one transaction, for which everybody else waits."""
PAGE = 1000
COPIED = [*SUMMARY, "weights", "sealed_test"]


class SharedLog:
    """The events up to an epoch with numbers from 1, and the runs as they were then.

    Raises SpecError where there are too many.
    """

    def __init__(self, source: Experiment, spec: Spec, epoch: int) -> None:
        self.source, self.epoch = source, epoch
        self.rungs_decided = 0
        self.told: list[dict[str, Any]] = []
        """Those of the whole log that say what was done."""
        self._bodies: list[str] = []
        self._numbers: dict[tuple[int, int], int] = {}
        self._runs = {run.number: Run(number=run.number, epochs=run.spec.stopping.epochs) for run in runs_of(spec)}
        self._trained: dict[int, int] = {}
        rows = Event.objects.filter(experiment=source, seq__lte=source.seq).order_by("seq")
        for body in rows.values_list("body", flat=True).iterator(PAGE):
            event = json.loads(body)
            if event["type"] in TOLD:
                self.told.append(event)
            if event["type"] == "epoch_ended":
                self._trained[event["run"]] = event["epoch"]
            if self._shares(event):
                self._add(event)

    def write(self, made: Experiment) -> None:
        """Make it the log of a new experiment; call inside the transaction that makes that one."""
        for start in range(0, len(self._bodies), PAGE):
            page = enumerate(self._bodies[start : start + PAGE], start=start + 1)
            Event.objects.bulk_create(Event(experiment=made, seq=seq, body=body) for seq, body in page)
        made.seq = len(self._bodies)
        made.save(update_fields=["seq"])
        Weights.objects.copy(self.source, made, self._numbers, self.epoch)
        self._summarize(made)

    def _shares(self, event: dict[str, Any]) -> bool:
        """Whether an event belongs to what came before the branch. Changes and a stop at its epoch act after it."""
        kind, epoch = event["type"], self.epoch
        if kind in UNTIMED:
            return False
        if kind == "setting_changed" and event.get("by") != "population":
            return bool(event["epoch"] < epoch)
        if kind == "run_finished":
            return bool(event["epochs"] < epoch + (event["reason"] != "stopped by user"))
        if kind == "run_failed":
            return self._trained.get(event["run"], 0) < epoch
        return bool(event.get("epoch", 0) <= epoch)

    def _add(self, event: dict[str, Any]) -> None:
        seq = len(self._bodies) + 1
        if seq > MOST_EVENTS:
            sentence = (
                f"Up to epoch {self.epoch} its log has more than {MOST_EVENTS:,} events, too many to copy: "
                "branch from an earlier epoch, or run it again."
            )
            raise SpecError([Problem("epoch", sentence)])
        self._bodies.append(json.dumps({**event, "seq": seq}, allow_nan=False))
        self._numbers[event["run"], event.get("epoch", event.get("epochs", 0))] = seq
        self.rungs_decided += event["type"] == "rung_ended"
        if event["run"]:
            self._runs[event["run"]].record(event, self.source.objective)

    def _summarize(self, made: Experiment) -> None:
        """The runs as they were after the shared epochs; those that had ended keep their weights."""
        ended = [number for number, run in self._runs.items() if run.state == State.FINISHED]
        for old in self.source.runs.filter(number__in=ended):
            self._runs[old.number].weights = old.weights
            # Whoever opened one run of a search has opened none of the branch.
            self._runs[old.number].sealed_test = None if made.is_search else old.sealed_test
        for number, key in made.runs.values_list("number", "pk"):
            self._runs[number].pk = key
        Run.objects.bulk_update(self._runs.values(), COPIED, batch_size=100)
