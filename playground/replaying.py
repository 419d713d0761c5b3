"""Repeats in silence what a log tells already: at the start of a branch, and behind a damaged checkpoint."""

import time
from collections.abc import Callable

from playground import queue
from playground.models import Desired, State
from playground.outcome import Outcome
from playground.population_log import PopulationLog
from playground.queue import Claim
from playground.turns import turn_seconds
from playground.wishes import wishes_of
from training import checkpoint, engine
from training.events import RunFinished, RunPaused, RunResumed
from training.figures import Metrics
from training.fingerprint import fingerprint
from training.population import Population

KEEP_EVERY = 0.5
"""Seconds of repeating a log between two checkpoints, and until a wish of the user is read."""


class Replay:
    """The part of a turn that comes before new epochs. `settle` takes in what was validated elsewhere meanwhile."""

    def __init__(
        self, claim: Claim, log: PopulationLog, leaving: Callable[[], bool], settle: Callable[[Population], None]
    ) -> None:
        self.claim, self.log, self.leaving, self.settle = claim, log, leaving, settle
        self.resting = claim.resting
        self.paused = False
        """Whether the user wants rest at the epoch of the log, as of a branch that was made to rest there."""

    def catch_up(self, population: Population) -> bool:
        """Repeat up to the epoch of the log, changes and all; False: the turn was over before the work was done."""
        row = self.claim.population
        branched = self.claim.experiment.branched_at is not None
        changed = self.log.changes() if row.changes_seen or row.planned_seen or branched else {}
        ended = self.log.ended_by_others()
        began = kept = time.monotonic()
        if population.runs and population.runs[0].epoch < self.claim.epoch:
            self.paused = wishes_of(self.claim).pauses(self.claim.epoch)
        behind = row.replayed is not None
        while population.runs:
            # An old checkpoint may be from just before a change at its epoch, and an intact one has it already.
            for changes in changed.get(population.runs[0].epoch, ()):
                engine.change(population, changes)
            if population.runs and (gone := ended.get(population.runs[0].epoch)):
                engine.stop(population, gone)
            if not population.runs or population.runs[0].epoch >= self.claim.epoch:
                break
            behind = True
            engine.advance(population)
            self.settle(population)
            if time.monotonic() - kept >= KEEP_EVERY and population.runs:
                kept = time.monotonic()
                if self._keep(population, over=kept - began >= turn_seconds(self.claim) or self.leaving()):
                    return False
        if behind:
            self.log.set_clocks(population)
        if population.late:
            population.late.outbox.clear()  # what the log tells was published with it
        return True

    def _keep(self, population: Population, over: bool) -> bool:
        """Keep what was repeated so far and do what the user wants; returns whether the turn ends with it."""
        wishes = wishes_of(self.claim)
        if wishes.desired == Desired.STOP:
            self._stop(population)
            return True
        pauses = wishes.pauses(self.claim.epoch)
        rests, resumes = pauses and not self.paused, self.resting and not pauses
        self.paused = pauses
        # With late figures, whoever ended by them would have to be told; that waits for a commit, so nothing is kept.
        ends = rests or (over and not population.late)
        data = None if population.late else checkpoint.to_bytes(population)
        told = RunPaused if rests and not self.resting else RunResumed if resumes else None
        events = [told(run=run.number, epoch=run.epoch).to_dict() for run in self.log.open_runs()] if told else []
        self.resting = rests or (self.resting and not resumes)
        state = State.PAUSED if self.resting else State.RUNNING
        queue.keep(self.claim, Outcome(events, population.runs[0].epoch, data, state=state, release=ends))
        return ends

    def _stop(self, population: Population) -> None:
        """End the runs at the epoch of the log, by its figures. Their networks of that epoch were not made yet."""
        best = self.log.best()
        machine = fingerprint(population.dtype, population.device)
        events = []
        for run in self.log.open_runs():
            epoch, figures = best.get(run.number, (0, Metrics()))
            ended = RunFinished(
                run=run.number,
                reason="stopped by user",
                explanation=f"Stopped by hand after epoch {run.epoch}, before its network was calculated again.",
                epochs=run.epoch,
                best_epoch=epoch,
                best=figures,
                last=Metrics(**run.last),
                weights_sha256="",
                fingerprint=machine,
            )
            events.append(ended.to_dict())
        queue.commit(self.claim, Outcome(events, self.claim.epoch, state=State.FINISHED, release=True))
