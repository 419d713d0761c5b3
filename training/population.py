"""A population: the runs of one experiment whose tensors have equal shapes, trained as one stacked computation.

Every tensor has a leading run axis; one run is a population of 1. Runs differ in rates, penalties, noise, seeds and
initial weights; data, layers, loss and batches are the same for all: `shape_key` says which runs may share one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import torch

from training.cost import CHUNK
from training.data import Part, Tables, no_tables, outlines, prepare
from training.diagnostics import Activations
from training.ensemble import Ensemble, bag
from training.late_validation import LateValidation
from training.layout import initial_statistics, initial_weights, is_weight, layout
from training.metrics import Evaluation
from training.network import Network
from training.noise import Noise
from training.optimizers.optimizer import Settings
from training.progress import Progress
from training.regularizers import Regularizers
from training.runs import shape_key
from training.search import Lane, PopulationBased
from training.sharing import kept, mapped, stacked
from training.shuffling import Shuffled
from training.spec import Spec
from training.validation_subset import validation_rows


@dataclass(frozen=True)
class Result:
    """What one run ends with: its network as `Population.snapshot` has it, and the sealed figures of the test split.

    The test figures are in no event: only opening the test set shows them. Those of a search are not even known.
    """

    weights: np.ndarray
    best: np.ndarray
    """The network of its best epoch, in the same form; all zeros where no epoch was any good."""
    test: dict[str, Any] | None


class Population:
    """The tensors and the progress of all runs, and the data they train on."""

    def __init__(self, runs: Sequence[Progress], tables: Tables, dtype: torch.dtype, device: str) -> None:
        self.runs, self.dtype, self.device = list(runs), dtype, device
        self.tables = cache(tables)  # a table may come from a database, and its rows never change
        self.late: LateValidation | None = None
        """What is known of epochs whose validation figures come later; None where each epoch evaluates its own."""
        self.results: dict[int, Result] = {}
        """What runs that have left the population end with, by number."""
        self.ensemble: Ensemble | None = None
        """Where the runs are the members of one."""
        self.judged = True
        """Whether runs that end are evaluated on the test split; those of a search are when an envelope is opened."""
        self.evolution: PopulationBased | None = None
        """Where runs that do badly go on from better ones: how."""
        # Runs of equal shape differ in their data by the seed at most; members of an ensemble share even that.
        by_seed = {run.spec.data_seed: run.spec for run in self.runs}
        drawn = {seed: prepare(spec, self.tables) for seed, spec in by_seed.items()}
        prepared = [drawn[run.spec.data_seed] for run in self.runs]
        spec, first = self.runs[0].spec, prepared[0].train
        units = [layer.units for layer in spec.network.hidden]
        normalizations = [layer.normalization for layer in spec.network.hidden]
        self.layers = layout((first.inputs.shape[1], *units, first.targets.shape[1]), normalizations)
        outline = spec.outline(outlines(self.tables))
        assert outline is not None  # or there would be no samples
        self.task, self.optimizer = outline.task, spec.optimizer
        size = self.layers[-1].end
        self.weights = self._zeros(size)
        self.best_weights = self._zeros(size)
        self.initial = self._tensor(np.stack([initial_weights(run.spec, self.layers) for run in self.runs]))
        """w₀, the weights before the first update; known from the spec, so no checkpoint holds them."""
        self.statistics = self._zeros(self.layers[-1].statistics_end)
        self.best_statistics = torch.zeros_like(self.statistics)
        self.memory = {name: self._zeros(size) for name in self.optimizer.memory}
        self.compared = {run.number: one.compared for run, one in zip(self.runs, prepared, strict=True)}
        """Each run's inputs in figures, before and after normalization."""
        self.train = self._evaluation([one.train for one in prepared])
        self.validation = self._evaluation(*self._validation_samples([one.validation for one in prepared]))
        self.test = self._evaluation([one.test for one in prepared])
        self.bags = [self._bag(run) for run in self.runs]
        self.build()

    @classmethod
    def start(
        cls,
        specs: Sequence[Spec],
        tables: Tables = no_tables,
        dtype: torch.dtype = torch.float32,
        device: str = "cpu",
        numbers: Sequence[int] | None = None,
        names: Sequence[str] | None = None,
        lanes: Sequence[Lane] | None = None,
        ensemble: bool = False,
    ) -> "Population":
        """New runs with their initial weights; `numbers` are their numbers inside the experiment (1, 2, …).

        With `ensemble` the runs are its members, and their average is evaluated as well.

        Raises ValueError when the specs cannot train in lockstep.
        """
        if len({shape_key(spec) for spec in specs}) != 1:
            raise ValueError("The runs of a population must have equal shapes.")
        numbers = numbers or range(1, len(specs) + 1)
        names = names or [""] * len(specs)
        lanes = lanes or [Lane(trial=number) for number in numbers]
        runs = [Progress(*values) for values in zip(numbers, specs, names, lanes, strict=True)]
        population = cls(runs, tables, dtype, device)
        population.ensemble = Ensemble() if ensemble else None
        population.weights.copy_(population.initial)
        population.statistics.copy_(torch.from_numpy(initial_statistics(population.layers)))
        mask = torch.from_numpy(is_weight(population.layers)).to(population.weights)
        population.optimizer.prepare(population.memory, population.settings, mask)
        return population

    def build(self) -> None:
        """Make everything that follows from settings and tensors: gradients, views, buffers, rates, penalties."""
        spec = self.runs[0].spec
        self.optimizer = spec.optimizer
        self.gradient = torch.zeros_like(self.weights)
        self.scratch = torch.zeros_like(self.weights)
        self.before_last = self.weights.clone()
        """The weights before the last update."""
        activations = [layer.activation for layer in spec.network.hidden]
        masked = Noise.masked(self.runs)
        self.network = Network(
            self.layers, activations, spec.loss, self.weights, self.gradient, self.statistics, masked
        )
        self.activations = Activations(self.network, self.train.samples)
        mask = torch.from_numpy(is_weight(self.layers)).to(self.weights)
        self.noise = Noise(self.runs, self.network, mask)
        self.regularizers = Regularizers(self.runs, self.network, mask)
        # On the CPU: the rates of a whole epoch are prepared there, then moved at once.
        numbers = [run.spec.optimizer.numbers() for run in self.runs]
        self.settings = Settings({name: _column([each[name] for each in numbers]) for name in numbers[0]})
        self.training_targets = mapped(spec.loss.training_targets, self.train.targets)
        self.shuffled = Shuffled(self.runs, self.train.inputs, self.training_targets, self.bags)
        self.batch_size = 0
        self.batches: list[tuple[torch.Tensor, ...]] = []
        self.cut_batches()

    def cut_batches(self) -> None:
        """Cut the shuffled samples into the batches of the epoch that comes next; the last one may be short."""
        size = self.runs[0].spec.batch.size_in(self.runs[0].epoch, self.train.samples)
        if size == self.batch_size:
            return
        # Others may look at the arrays that evaluations use.
        evaluated = {n for part in (self.train, self.validation, self.test) for n in (part.samples % CHUNK, CHUNK)}
        self.network.forget({inputs.shape[1] for inputs, _ in self.batches} - evaluated)
        self.batch_size = size
        self.batches = self.shuffled.batches(size)

    @property
    def epoch(self) -> int:
        """Epochs that all runs have behind them."""
        return self.runs[0].epoch

    @property
    def waits_for(self) -> int | None:
        """The epoch whose validation elsewhere must come before there is something to train."""
        return self.late.wait_for(self) if self.late and self.runs else None

    def remember_best(self, row: int) -> None:
        """Keep a run's network as the best one so far."""
        self.best_weights[row], self.best_statistics[row] = self.weights[row], self.statistics[row]

    def restore_best(self, row: int) -> None:
        """Go back to a run's best network."""
        self.weights[row], self.statistics[row] = self.best_weights[row], self.best_statistics[row]

    def snapshot(self, row: int) -> np.ndarray:
        """All that is needed to evaluate a run's network: its parameters, then its running statistics."""
        return torch.cat([self.weights[row], self.statistics[row]]).cpu().numpy()

    def best_snapshot(self, row: int) -> np.ndarray:
        """The same of a run's best network so far."""
        return torch.cat([self.best_weights[row], self.best_statistics[row]]).cpu().numpy()

    def load(self, row: int, snapshot: np.ndarray) -> None:
        """Put a run's network back to what `snapshot` gave."""
        values, size = torch.from_numpy(snapshot).to(self.weights), self.weights.shape[1]
        self.weights[row], self.statistics[row] = values[:size], values[size:]

    def keep(self, rows: Sequence[int]) -> None:
        """Go on with these runs only."""
        chosen = torch.tensor(rows, dtype=torch.long, device=self.device)
        self.runs = [self.runs[row] for row in rows]
        self.weights, self.best_weights = self.weights[chosen], self.best_weights[chosen]
        self.initial = self.initial[chosen]
        self.statistics, self.best_statistics = self.statistics[chosen], self.best_statistics[chosen]
        self.memory = {name: values[chosen] for name, values in self.memory.items()}
        for part in (self.train, self.validation, self.test):
            part.inputs, part.targets = kept(part.inputs, rows), kept(part.targets, rows)
        self.bags = [self.bags[row] for row in rows]
        if rows:
            self.build()

    def _bag(self, run: Progress) -> torch.Tensor | None:
        return bag(run.spec.seed, self.train.samples).to(self.device) if run.spec.data.bootstrap else None

    def _evaluation(self, parts: Sequence[Any], sampled: bool = False) -> Evaluation:
        return Evaluation(
            stacked([part.inputs for part in parts], self._tensor),
            stacked([part.targets for part in parts], self._tensor),
            classes=self.task == "classification",
            sampled=sampled,
        )

    def _validation_samples(self, parts: Sequence[Part]) -> tuple[Sequence[Part], bool]:
        """What is evaluated of each run's validation split, and whether that is only some of it."""
        classes = self.task == "classification"
        rows = [validation_rows(run.spec, part.targets, classes) for run, part in zip(self.runs, parts, strict=True)]
        if any(each is None for each in rows):
            return parts, False
        return [Part(part.inputs[each], part.targets[each]) for part, each in zip(parts, rows, strict=True)], True

    def _tensor(self, values: Any) -> torch.Tensor:
        return torch.from_numpy(values).to(dtype=self.dtype, device=self.device)

    def _zeros(self, size: int) -> torch.Tensor:
        return torch.zeros(len(self.runs), size, dtype=self.dtype, device=self.device)


def _column(values: Sequence[float | None]) -> torch.Tensor:
    numbers = [math.nan if value is None else value for value in values]
    return torch.tensor(numbers, dtype=torch.float64).unsqueeze(1)
