"""The runs of an experiment: one network, the members of an ensemble, or the trials of a search.

Runs whose tensors have equal shapes form a population and train in lockstep.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from training.cost import FLOAT_BYTES, Cost, cost, together, widths
from training.datasets import Outline
from training.problems import Problem, SpecError
from training.replacing import replaced
from training.rules import too_big
from training.search import FORBIDDEN, MOST_RUNS, Lane, Search, Trial
from training.several import check_several
from training.split import split_sizes
from training.streams import stream

if TYPE_CHECKING:
    from training.spec import Spec


@dataclass(frozen=True)
class PlannedRun:
    """One run before it starts: its number from 1, its name, and the spec that trains it alone."""

    number: int
    name: str
    spec: Spec
    lane: Lane = field(default_factory=Lane)


def runs_of(spec: Spec) -> list[PlannedRun]:
    """The runs of an experiment. Each one's spec is that of an experiment with this single run."""
    if spec.vary:
        return repeated(spec, spec.vary.plan())
    if spec.ensemble:
        return [PlannedRun(n, f"member {n}", _member(spec, n), Lane(trial=n)) for n in _numbers(spec)]
    return [PlannedRun(1, "", spec)]


def repeated(spec: Spec, trials: Sequence[Trial], before: int = 0) -> list[PlannedRun]:
    """The runs of these trials, all repetitions of one after the other; `before` trials are numbered before them.

    Run number = (trial − 1)·seeds + repetition + 1.
    """
    return [
        run_of(spec, trial, number, repetition)
        for number, trial in enumerate(trials, start=before + 1)
        for repetition in range(_seeds(spec))
    ]


def run_of(spec: Spec, trial: Trial, number: int, repetition: int = 0) -> PlannedRun:
    """One repetition of one trial, the `number`-th of its experiment."""
    one = type(spec).model_validate(varied(spec, trial.settings))
    lane = Lane(number, repetition, trial.group, trial.settings)
    run = (number - 1) * _seeds(spec) + repetition + 1
    return PlannedRun(run, trial.name, _repetition(one, repetition, trial.seed), lane)


def _seeds(spec: Spec) -> int:
    assert spec.vary
    return spec.vary.seeds


CHUNK_RUNS = 64
"""The most runs of one population. Larger ones are no faster per run, and several workers can share several."""


def populations_of(spec: Spec) -> list[list[PlannedRun]]:
    """The runs of an experiment that are known before training, by population."""
    return grouped(runs_of(spec))


def grouped(runs: Sequence[PlannedRun]) -> list[list[PlannedRun]]:
    """Runs of equal shape together, at most CHUNK_RUNS of them, in the order of their first."""
    open_groups: dict[str, list[PlannedRun]] = {}
    groups: list[list[PlannedRun]] = []
    for run in runs:
        key = shape_key(run.spec)
        if len(open_groups.get(key, ())) % CHUNK_RUNS == 0:
            open_groups[key] = []
            groups.append(open_groups[key])
        open_groups[key].append(run)
    return groups


def shape_key(spec: Spec) -> str:
    """Equal for specs that may train in lockstep."""
    values = spec.to_dict()
    hidden = [{**layer, "dropout": None} for layer in values["network"]["hidden"]]
    data = {**values["data"], "seed": None}
    parts = [data, hidden, values["loss"], values["batch"], values["validation"]]
    return repr((parts, spec.optimizer.shape(), values["regularization"]["weight_noise_mode"]))


def total_cost(spec: Spec, outline: Outline) -> Cost:
    """What all runs take; `outline` is that of the data set, which a search may leave for a built-in one."""
    if spec.ensemble:
        one = cost(spec, outline)
        # What each member says about each sample: now, as it was kept, both, both in order, in 8 bytes; and its bag.
        kept = sum(split_sizes(spec, outline)) * (8 * widths(spec, outline)[-1] + 4)
        return together([replace(one, memory_bytes=one.memory_bytes + FLOAT_BYTES * kept)] * spec.ensemble.members)
    if spec.vary is None:
        return cost(spec, outline)
    trials = [*spec.vary.plan(), *spec.vary.later()]
    specs = [type(spec).model_validate(varied(spec, trial.settings)) for trial in trials]
    costs = [cost(one, one.outline(lambda name: outline) or outline) for one in specs]
    return _of_search(spec, costs, {one.data_seed for one in specs})


def check_runs(spec: Spec, tables: Callable[[str], Outline | None]) -> list[Problem]:
    """Every problem of the runs, alone and together; empty when all of them can be trained."""
    if spec.ensemble:
        outline = spec.outline(tables)
        assert outline is not None  # checked before
        return too_big(total_cost(spec, outline), "ensemble.members")
    if spec.vary is None:
        return []
    count = spec.vary.count
    if count * spec.vary.seeds > MOST_RUNS:
        text = f"{count:,} trials of {spec.vary.seeds} seeds are {count * spec.vary.seeds:,} runs"
        return [Problem("vary.seeds", f"{text}; at most {MOST_RUNS:,} are allowed.")]
    found: dict[str, Problem] = {}
    costs: list[Cost] = []
    data_seeds: set[int] = set()
    known: dict[tuple[Any, ...], Trial] = {}
    planned = spec.vary.plan()
    for number, trial in enumerate([*planned, *spec.vary.later()]):
        try:
            one = type(spec).parse(varied(spec, trial.settings), tables)
            outline = one.outline(tables)
            assert outline is not None  # or it would have been refused
            if problems := _with_the_others(spec, one, outline):
                raise SpecError(problems)
            costs.append(cost(one, outline))
            data_seeds.add(one.data_seed)
        except SpecError as error:
            for problem in spec.vary.problems(number, trial.name, error.problems):
                found.setdefault(problem.loc, problem)
            continue
        if isinstance(spec.vary, Search) and number < len(planned):
            same = known.setdefault((one.model_dump_json(), trial.group, trial.seed), trial)
            if same is not trial and same.settings != trial.settings:
                found.setdefault("vary.axes", Problem("vary.axes", _TWICE.format(same.name, trial.name)))
    if found:
        return list(found.values())
    return too_big(_of_search(spec, costs, data_seeds), "vary")


_TWICE = 'The trials "{}" and "{}" mean the same network, trained in the same way: no trial comes twice.'


def _with_the_others(spec: Spec, one: Spec, outline: Outline) -> list[Problem]:
    """What keeps one trial from being compared with the others, as the rest of the spec wants it."""
    return check_several(one.model_copy(update={"vary": spec.vary, "stopping": spec.stopping}), outline)


def _of_search(spec: Spec, costs: Sequence[Cost], data_seeds: Collection[int]) -> Cost:
    """The cost of a search, from those of the planned trials and of the most extreme ones that may be chosen later."""
    vary, epochs = spec.vary, spec.stopping.epochs
    assert vary
    planned = len(vary.plan())
    each, later = list(costs[:planned]), costs[planned:]
    different = len(data_seeds)
    if later:
        each += [max(later, key=lambda one: one.operations_per_epoch)] * (vary.count - planned)
        different = 1 if different == 1 else vary.count  # each trial may choose another one
    found = at_once(each, vary.seeds, different)
    return replace(found, epochs=-(-found.epochs * vary.trained(epochs) // (vary.count * epochs)))


def at_once(costs: Sequence[Cost], seeds: int, data_seeds: int) -> Cost:
    """What trials take together, each with so many seeds, where only one full population is in memory at a time."""
    runs = [one for one in costs for _ in range(seeds)]
    operations = sorted((one.operations_per_epoch for one in runs), reverse=True)
    found = together(runs, data_seeds, CHUNK_RUNS)
    return replace(found, operations_per_epoch=sum(operations[:CHUNK_RUNS]))


def varied(spec: Spec, settings: dict[str, Any]) -> dict[str, Any]:
    """The spec of one trial as JSON. Another `kind` brings its own defaults. Raises SpecError for impossible paths."""
    refused = [path for path in settings if path.split(".")[0] in FORBIDDEN]
    if refused:
        raise SpecError([Problem(path, "This cannot differ between the runs of an experiment.") for path in refused])
    # Without the strategy before it becomes JSON: a list of thousands would be written out for each of its runs.
    return replaced(type(spec), spec.model_copy(update={"vary": None}).to_dict(), settings)


def _numbers(spec: Spec) -> Sequence[int]:
    assert spec.ensemble
    return range(1, spec.ensemble.members + 1)


def _member(spec: Spec, number: int) -> Spec:
    """One member: the data of the experiment, and seeds of its own for first weights, batches and bootstrap."""
    assert spec.ensemble
    data = spec.data.model_copy(update={"bootstrap": spec.ensemble.bootstrap})
    return _with_seeds(spec.model_copy(update={"data": data, "ensemble": None}), "member", number)


def _repetition(spec: Spec, number: int, seed: int | None) -> Spec:
    """One repetition of a trial: the same data and split; the first has the trial's own seeds."""
    if seed is not None:
        data = spec.data.model_copy(update={"seed": spec.data_seed})
        spec = spec.model_copy(update={"seed": seed, "data": data})
    return _with_seeds(spec, "repetition", number) if number else spec


def _with_seeds(spec: Spec, purpose: str, number: int) -> Spec:
    """The data stay; first weights, batches, dropout and noise are drawn anew. Copies: thousands are made at once."""
    network = spec.network
    if network.seed is not None:
        network = network.model_copy(update={"seed": _seed(network.seed, purpose, number)})
    data = spec.data.model_copy(update={"seed": spec.data_seed})
    return spec.model_copy(update={"seed": _seed(spec.seed, purpose, number), "network": network, "data": data})


def _seed(seed: int, purpose: str, number: int) -> int:
    return int(stream(seed, purpose, number).integers(2**31))
