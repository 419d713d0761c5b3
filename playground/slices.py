"""A slice: a worker's turn on one population. Claim, go on from the checkpoint, commit several times, yield."""

import logging
import time
from collections.abc import Callable, Sequence

import torch

from playground import queue
from playground.late_figures import settle_late
from playground.mishaps import settle
from playground.models import Change, Checkpoint, Dataset, Desired, State
from playground.outcome import Outcome
from playground.planned import planned_runs
from playground.planning import plan_round
from playground.population_log import PopulationLog
from playground.replaying import Replay
from playground.rounds import rungs_of
from playground.signs_of_life import signs
from playground.turns import turn_seconds
from playground.weight_stream import WeightStream
from playground.wishes import Wishes, wishes_of
from training import checkpoint, engine
from training.events import Event as Fact
from training.events import MachineChanged, RunFinished, RunPaused, RunResumed
from training.fingerprint import fingerprint
from training.late_validation import LateValidation
from training.population import Population
from training.problems import SpecError
from training.spec import Spec
from training.weight_edits import split

log = logging.getLogger(__name__)
COMMIT_EVERY = 0.1
"""Seconds of training between two commits: what a crash can lose, and how fresh a chart is."""
CHECKPOINT_BYTES_A_SECOND = 10_000_000
MOST_EVENTS, MOST_EPOCHS = 200, 16
"""Of a commit, whichever is more: events, or epochs of all runs."""
WORTH = 3
"""Training takes at least so many times as long as writing it down, and as finding out where to go on."""
MOST_SECONDS = 1.0
"""Of training between two commits, unless an epoch takes longer: what a student wants is read there."""
MOST_TURN = 5.0
"""Seconds for which that may lengthen a turn: on a busy machine all of it takes long, and others wait."""
PATIENCE = 4
"""A slice that has not moved for so many leases hangs."""


def take_turn(worker: str, device: str, leaving: Callable[[], bool]) -> bool:
    """Advance the fairest population by one slice; returns whether there was one. `leaving` asks to end early."""
    claim = queue.claim(worker, device, fingerprint(torch.float32, device))
    if claim is None:
        return False
    signs.expect_within(PATIENCE * claim.population.lease_seconds)
    try:
        if claim.population.runs.exists():
            _Slice(claim, device, leaving).train()
        else:
            plan_round(claim)
    except Exception as error:
        settle(claim, error)
    return True


class _Slice:
    def __init__(self, claim: queue.Claim, device: str, leaving: Callable[[], bool]) -> None:
        self.claim, self.device, self.leaving = claim, device, leaving
        self.log = PopulationLog(claim.population)
        self.events: list[Fact] = []
        self.applied: list[int] = []
        self.plan = list(Change.objects.planned_for(claim.population))
        self.stops = self.log.planned_stops()
        self.rungs = rungs_of(claim.experiment)
        self.planned = 0
        self.moved_at: int | None = None
        self.interval = COMMIT_EVERY
        self.resting = claim.resting
        self.settled = 0
        """The epoch up to which the checkpoint before needs no snapshots."""

    def train(self) -> None:
        """The turn from claim to release. A new experiment's first commit comes right after its first epoch."""
        claimed = time.monotonic()
        population, fresh = self._restore()
        replay = Replay(self.claim, self.log, self.leaving, lambda each: self._settle(each, again=True))
        if not replay.catch_up(population):
            return
        self.resting = self.resting and replay.resting
        self.stream = WeightStream(self.claim.experiment, population)
        if self.events or self.claim.population.replayed is not None:
            self.stream.look(population)
        wishes = wishes_of(self.claim)
        if self.resting and not wishes.pauses(self.claim.epoch):
            self.resting = False
            self.events += [RunResumed(run=run.number, epoch=run.epoch) for run in population.runs]
        self._leave_rung(population)
        self._note_machine(population)
        started = time.monotonic()
        least = min(MOST_TURN, WORTH * (started - claimed))
        while True:
            self._settle(population)
            self._obey(population, wishes)
            self._advance(population, wishes, until=time.monotonic() + (0 if fresh else self.interval))
            rests = bool(population.runs) and wishes.pauses(population.epoch)
            turn = turn_seconds(self.claim)  # 0 where somebody has not even started
            over = time.monotonic() - started >= (max(turn, least) if turn else 0)
            waits = population.waits_for is not None or self._at_rung(population) is not None
            done = not population.runs or rests or over or waits or self.leaving()
            self._commit(population, rests, done)
            if done:
                return
            fresh, wishes = False, wishes_of(self.claim)

    def _restore(self) -> tuple[Population, bool]:
        tables = Dataset.objects.table
        data = Checkpoint.objects.read(self.claim.population)
        if data is None:
            spec = Spec.model_validate(self.claim.experiment.spec)
            runs = planned_runs(self.claim.experiment, spec, self.log.numbers)
            population = engine.start(runs, spec, tables, torch.float32, self.device)
            started = engine.begin(population)
            population.late = LateValidation.of(population.runs) if runs[0].spec.validation.separate_worker else None
            if not self.log.tells_start(runs[0].number):
                self.events += started
                self.resting = False
            return population, self.claim.epoch == 0 or self.claim.population.replayed is not None
        try:
            population = checkpoint.from_bytes(data, tables, self.device)
        except checkpoint.CheckpointError:
            if self.claim.experiment.branched_at is None:
                raise
            # A parent of an earlier version may have left one that means nothing to this one; its log can be repeated.
            Checkpoint.objects.filter(population=self.claim.population).delete()
            return self._restore()
        population.judged = not self.claim.experiment.is_search
        self.settled = population.late.settled() if population.late else 0
        return population, self.claim.population.replayed is not None

    def _settle(self, population: Population, again: bool = False) -> None:
        """Take in what was validated elsewhere; `again`: the log may tell already which runs ended by it."""
        if population.late:
            ended = settle_late(population, self.claim.experiment, self.claim.population.pk)
            told = self.log.finished() if again and ended else ()
            self.events += [event for event in ended if event.run not in told]

    def _obey(self, population: Population, wishes: Wishes) -> None:
        if wishes.desired == Desired.STOP:
            self.events += engine.stop(population)
        elif wishes.stops:
            self.events += engine.stop(population, wishes.stops)
        for change in wishes.changes:
            self.applied.append(change.pk)
            self._apply(population, change)

    def _follow_plan(self, population: Population) -> None:
        """Do what is planned for after this epoch."""
        while self.plan and self.plan[0].at_epoch is not None and self.plan[0].at_epoch <= population.epoch:
            self.planned = self.plan[0].pk
            self._apply(population, self.plan.pop(0))
            if not population.runs:
                return
        if ending := {run for run, epoch in self.stops.items() if epoch == population.epoch}:
            self.events += engine.stop(population, ending)

    def _apply(self, population: Population, change: Change) -> None:
        try:
            if population.runs:
                self.events += engine.change(population, change.settings)
                self.stream.look(population, now=bool(split(change.settings)[1]))
        except SpecError as error:  # valid when it was asked for, but not together with a later change
            log.warning("A change of %s no longer fits: %s", self.claim.experiment, error)

    def _advance(self, population: Population, wishes: Wishes, until: float) -> None:
        """At least one epoch, unless the user wants to rest; then as many as fit."""
        most = max(MOST_EVENTS, MOST_EPOCHS * len(population.runs))
        while population.runs and not wishes.pauses(population.epoch) and len(self.events) < most:
            if population.waits_for is not None or self._at_rung(population) is not None:
                return
            self._follow_plan(population)
            if not population.runs:
                return
            self.events += engine.advance(population)
            self.stream.look(population)
            if time.monotonic() >= until:
                return

    def _at_rung(self, population: Population) -> int | None:
        """The rung at which it has to wait for the others."""
        rung = self.claim.population.rung
        here = population.runs and rung < len(self.rungs) and population.epoch == self.rungs[rung]
        return rung if here else None

    def _leave_rung(self, population: Population) -> None:
        """It was decided which trials go on from here: the others end."""
        rung = self.claim.population.rung - 1
        if rung >= 0 and population.runs and population.epoch == self.rungs[rung]:
            self.events += engine.halve(population, self.log.kept(rung))

    def _note_machine(self, population: Population) -> None:
        """Say that from here on the bits are those of another kind of machine."""
        if self.claim.moves and population.runs:
            self.moved_at = population.epoch
            numbers = [run.number for run in population.runs]
            before, after = self.claim.population.fingerprint, self.claim.fingerprint
            moved = MachineChanged(run=0, epoch=self.moved_at, runs=numbers, before=before, after=after)
            self.events.append(moved)

    def _commit(self, population: Population, rests: bool, done: bool) -> None:
        began = time.monotonic()
        if rests and not self.resting:
            self.events += [RunPaused(run=run.number, epoch=run.epoch) for run in population.runs]
        late = population.late if population.runs else None
        data = checkpoint.to_bytes(population) if population.runs else None
        state = State.FINISHED if not population.runs else State.PAUSED if rests else State.RUNNING
        finals = {
            number: (result.weights.astype("<f4").tobytes(), result.test)
            for number, result in population.results.items()
        }
        if rests and self.events:
            self.stream.look(population, now=True)
        self.stream.end(population, [event for event in self.events if isinstance(event, RunFinished)])
        population.results.clear()
        events: Sequence[Fact] = self.events
        epoch = max([self.claim.epoch, *(getattr(event, "epoch", 0) for event in events)])
        outcome = Outcome([event.to_dict() for event in events], epoch, data, finals, self.applied, state, release=done)
        written = len(data or b"")
        if late:
            outcome.snapshots, outcome.settled = late.outbox, self.settled
            outcome.waits_for = None if rests else population.waits_for
            written += sum(each.nbytes for snapshot in late.outbox for each in snapshot.networks.values())
        outcome.planned, outcome.at_rung = self.planned, self._at_rung(population)
        outcome.moved_at, self.moved_at = self.moved_at, None
        outcome.seconds = max((run.seconds for run in population.runs), default=0.0)
        outcome.frames = list(self.stream.frames.values())
        written += sum(len(frame.data) for frame in outcome.frames)
        outcome.sealed = population.ensemble.test if population.ensemble else None
        queue.commit(self.claim, outcome)
        if late:
            # One commit later: should the newest checkpoint be damaged, the one before needs them again.
            late.outbox, self.settled = [], late.settled()
        self.events, self.applied, self.planned = [], [], 0
        self.stream.frames = {}
        spent = time.monotonic() - began
        self.interval = max(COMMIT_EVERY, min(MOST_SECONDS, WORTH * spent), written / CHECKPOINT_BYTES_A_SECOND)
