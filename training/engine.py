"""The engine: `begin` starts a population, `advance` moves it by one epoch, `finish` and its kin end runs."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import torch

from training.data import Tables, no_tables, outlines
from training.diagnostics import at_start, diagnose
from training.epoch import train_one_epoch
from training.events import (
    EpochEnded,
    Event,
    Reason,
    RunFinished,
    RunStarted,
    SettingChanged,
)
from training.evolving import evolve
from training.explanation import explanation
from training.fingerprint import fingerprint
from training.input_table import Inputs
from training.layout import weights_sha256
from training.live import check_live, told_paths
from training.measuring import measure, sealed_figures
from training.noise_penalty import estimated_penalties
from training.population import Population, Result
from training.progress import Progress, reason_to_stop
from training.runs import PlannedRun
from training.schedules import Plateau
from training.search import PopulationBased
from training.spec import Spec
from training.weight_edits import places, split
from training.why import findings
from training.why.gathering import gather


def start(
    runs: Sequence[PlannedRun],
    spec: Spec,
    tables: Tables = no_tables,
    dtype: torch.dtype = torch.float32,
    device: str = "cpu",
) -> Population:
    """The population of these runs of an experiment with this spec."""
    population = Population.start(
        [run.spec for run in runs],
        tables,
        dtype,
        device,
        numbers=[run.number for run in runs],
        names=[run.name for run in runs],
        lanes=[run.lane for run in runs],
        ensemble=spec.ensemble is not None,
    )
    population.judged = spec.vary is None
    population.evolution = spec.vary if isinstance(spec.vary, PopulationBased) else None
    return population


def begin(population: Population) -> list[Event]:
    """The first event of every run: its size and the figures of its initial weights."""
    figures, looks = measure(population, [True] * len(population.runs))
    inside = at_start(population, looks)
    events: list[Event] = []
    for row, (run, metrics) in enumerate(zip(population.runs, figures, strict=True)):
        run.last = metrics
        run.initial_loss = metrics.train_loss or 0.0
        run.has_validation = population.validation.samples > 0
        events.append(
            RunStarted(
                run=run.number,
                name=run.name,
                **asdict(run.lane),
                parameters=population.weights.shape[1],
                weights_sha256=_sha256(population, row),
                train_samples=population.train.samples,
                validation_samples=population.validation.samples,
                test_samples=population.test.samples,
                updates_per_epoch=len(population.batches),
                device=population.device,
                layers=inside[row],
                inputs=Inputs(**population.compared[1]) if run.number == 1 else None,
                **metrics.model_dump(),
            )
        )
    if population.ensemble:
        events.append(population.ensemble.evaluate(population, validated=True))
    return events


def advance(population: Population) -> list[Event]:
    """One epoch of every run; runs that have ended leave the population."""
    rates = [run.spec.optimizer.learning_rate * run.rate_factor for run in population.runs]
    norms = train_one_epoch(population).to(torch.float64).mean(dim=0).tolist()
    late = population.late
    figures, looks = measure(population, [run.due_for_validation and late is None for run in population.runs])
    diagnoses = diagnose(population, looks)
    penalties, noise_penalties = population.regularizers.penalty(population.weights), estimated_penalties(population)
    weight_norms = population.weights.norm(dim=1).tolist()
    ahead = late.numbers_ahead() if late else {run.number for run in population.runs}
    events: list[Event] = []
    reasons: list[Reason | None] = []
    for row, run in _rows(population):
        if run.record(figures[row], evaluated=late is None) and run.number in ahead:
            population.remember_best(row)
        events.append(
            EpochEnded(
                run=run.number,
                epoch=run.epoch,
                updates=run.updates,
                samples=run.samples,
                seconds=round(run.seconds, 6),
                learning_rate=rates[row],
                batch_size=population.batch_size,
                penalty=penalties[row],
                noise_penalty=noise_penalties[row],
                gradient_norm=norms[row],
                weight_norm=weight_norms[row],
                validation_seconds=round(run.validation_seconds, 6),
                **diagnoses[row],
                **figures[row].model_dump(),
            )
        )
        reasons.append(reason_to_stop(run))
    if late is None:
        return events + finish(population, reasons, epoch_ended=True) + evolve(population)
    late.take(population, figures, reasons)
    return [event for event in events if event.run in ahead]


def stop(population: Population, numbers: Collection[int] | None = None) -> list[Event]:
    """End every run, or those with these numbers, at the student's wish. Figures still to come are not waited for."""
    numbers = {run.number for run in population.runs} if numbers is None else numbers
    if population.late is not None:
        population.late.leave(population, numbers)
    return finish(population, ["stopped by user" if run.number in numbers else None for run in population.runs])


def halve(population: Population, kept: Collection[int]) -> list[Event]:
    """End the runs of all trials but these: others were better at the rung to which they have come."""
    return finish(population, [None if run.lane.trial in kept else "halved" for run in population.runs])


def change(population: Population, changes: dict[str, Any]) -> list[Event]:
    """Replace live settings in every run, and typed weights of a single one, from the next epoch on.

    Raises SpecError and changes nothing when invalid.
    """
    settings, edits = split(changes)
    where = places(population.layers, edits, len(population.runs))
    for run in population.runs:
        check_live(run.spec, settings)
    changed = [run.spec.with_settings(settings, outlines(population.tables)) for run in population.runs]
    events: list[Event] = []
    for row, (run, spec) in enumerate(zip(population.runs, changed, strict=True)):
        for path in told_paths(run.spec, spec, settings):
            old, new = run.spec.value(path), spec.value(path)
            if old != new:
                events.append(SettingChanged(run=run.number, epoch=run.epoch, path=path, old=old, new=new))
        events += _type_weights(population, row, {where[path]: (path, value) for path, value in edits.items()})
        if run.spec.schedule.name() != spec.schedule.name():
            run.plateau = Plateau()
        run.spec = spec
        run.trail.changed = True
    population.build()
    reasons = [_limit_reached(run) for run in population.runs]
    if population.late is not None:
        ahead = population.late.numbers_ahead()
        population.late.change(population, reasons)
        return [event for event in events if event.run in ahead]
    return events + finish(population, reasons)


def _type_weights(population: Population, row: int, edits: dict[int, tuple[str, float]]) -> list[Event]:
    events: list[Event] = []
    run = population.runs[row]
    for place, (path, value) in edits.items():
        old = float(population.weights[row, place])
        population.weights[row, place] = value
        if old != float(population.weights[row, place]):
            known = old if math.isfinite(old) else None
            events.append(SettingChanged(run=run.number, epoch=run.epoch, path=path, old=known, new=value))
    return events


def _limit_reached(run: Progress) -> Reason | None:
    """The number of epochs may have been lowered below what the run has already."""
    return "epochs" if run.epoch >= run.spec.stopping.epochs else None


def finish(population: Population, reasons: Sequence[Reason | None], epoch_ended: bool = False) -> list[Event]:
    """End the runs that have a reason: restore their best weights, and let them leave the population.

    The average of an ensemble is told last, with the final weights of those that ended.
    """
    ended = [row for row, reason in enumerate(reasons) if reason]
    events = _end(population, ended, reasons) if ended else []
    if population.ensemble and (ended or epoch_ended):
        due = len(ended) == len(reasons) or any(run.due_for_validation for run in population.runs)
        events.append(population.ensemble.evaluate(population, validated=due))
        population.ensemble.end(population, ended)
    if ended:
        population.keep([row for row, reason in enumerate(reasons) if not reason])
    return events


def _end(population: Population, ended: Sequence[int], reasons: Sequence[Reason | None]) -> list[Event]:
    for row in ended:
        early = population.runs[row].spec.stopping.early
        if early and early.restore_best and population.runs[row].best_epoch:
            population.restore_best(row)
    test = sealed_figures(population)
    events: list[Event] = []
    for row in ended:
        run, reason = population.runs[row], reasons[row]
        assert reason is not None
        case = gather(population, row, reason)
        population.results[run.number] = Result(population.snapshot(row), population.best_snapshot(row), test[row])
        events.append(
            RunFinished(
                run=run.number,
                reason=reason,
                explanation=explanation(run, reason),
                epochs=run.epoch,
                best_epoch=run.best_epoch,
                best=run.best,
                last=run.last,
                weights_sha256=_sha256(population, row),
                fingerprint=fingerprint(population.dtype, population.device),
                findings=findings(case) if case else [],
            )
        )
    return events


def _sha256(population: Population, row: int) -> str:
    return weights_sha256(population.weights[row].detach().cpu().numpy())


def _rows(population: Population) -> Iterator[tuple[int, Progress]]:
    return enumerate(population.runs)
