"""Randomness inside an update: dropout, noise on inputs, noise in weights.

Each purpose, run and epoch has a generator of its own, seeded from the run's seed, so what one run draws depends
neither on its neighbours nor on the other purposes, and nothing needs saving between epochs.
"""

from collections.abc import Sequence

import torch

from training.arithmetic import column
from training.network import Network
from training.progress import Progress
from training.streams import stream

INPUTS = "input dropout"


class Noise:
    """Draws for every batch what the settings of the runs ask for; quiet where all of them are zero."""

    def __init__(self, runs: Sequence[Progress], network: Network, is_weight: torch.Tensor) -> None:
        self.runs, self.network = runs, network
        settings = [run.spec.regularization for run in runs]
        # Which noise there is, and how much dropout, is read here, in Python: a device is not asked in the inner loop.
        self.noisy_inputs = any(one.input_noise for one in settings)
        self.on_weights = any(one.weight_noise for one in settings)
        self.accumulates = settings[0].weight_noise_mode == "accumulate"
        self.kept: dict[int | str, list[float]] = {
            number: [1 - run.spec.network.hidden[number].dropout for run in runs] for number in network.masked
        }
        if any(one.input_dropout for one in settings):
            self.kept[INPUTS] = [1 - one.input_dropout for one in settings]
        self.on_inputs = self.noisy_inputs or INPUTS in self.kept
        self.on = self.on_inputs or self.on_weights or bool(network.masked)
        self.input_noise = column([one.input_noise for one in settings], network.weights)
        self.weight_noise = column([one.weight_noise for one in settings], network.weights)
        self.keep = {key: column(shares, network.weights).unsqueeze(2) for key, shares in self.kept.items()}
        self.is_weight = is_weight
        self._generators: dict[str, list[torch.Generator]] = {}

    @staticmethod
    def masked(runs: Sequence[Progress]) -> list[int]:
        """The hidden layers in which at least one run drops units."""
        count = len(runs[0].spec.network.hidden)
        return [number for number in range(count) if any(run.spec.network.hidden[number].dropout for run in runs)]

    def begin_epoch(self) -> None:
        """Seed all generators for the epoch that comes next."""
        purposes = [_purpose(key) for key in self.kept]
        purposes += ["input noise"] if self.noisy_inputs else []
        purposes += ["weight noise"] if self.on_weights else []
        self._generators = {purpose: [self._seeded(run, purpose) for run in self.runs] for purpose in purposes}

    def draw_masks(self, samples: int) -> None:
        """New masks for the hidden layers: 1/(1 − p) where a unit stays, 0 where it is dropped, for every sample."""
        for number in self.network.masked:
            units = self.network.layouts[number].units
            self.network.masks[number] = self._mask(number, samples, units)

    def added_to(self, inputs: torch.Tensor) -> torch.Tensor:
        """The inputs of a batch with noise added and some dropped."""
        if self.noisy_inputs:
            inputs = inputs + self._normal("input noise", inputs) * self.input_noise.unsqueeze(2)
        if INPUTS in self.kept:
            inputs = inputs * self._mask(INPUTS, inputs.shape[1], inputs.shape[2])
        return inputs

    def disturb(self, weights: torch.Tensor) -> torch.Tensor:
        """Add noise to the weights, never to biases; returns the clean ones for `restore`."""
        clean = weights.clone()
        weights.add_(self._normal("weight noise", weights) * self.weight_noise * self.is_weight)
        return clean

    def restore(self, weights: torch.Tensor, clean: torch.Tensor) -> None:
        """Take the noise away again, unless it is meant to accumulate."""
        if not self.accumulates:
            weights.copy_(clean)

    def _mask(self, key: int | str, samples: int, units: int) -> torch.Tensor:
        mask = self.network.weights.new_empty(len(self.runs), samples, units)
        for row, (share, generator) in enumerate(zip(self.kept[key], self._generators[_purpose(key)], strict=True)):
            mask[row].bernoulli_(share, generator=generator)
        return mask.div_(self.keep[key])

    def _normal(self, purpose: str, like: torch.Tensor) -> torch.Tensor:
        values = torch.empty_like(like)
        for row, generator in enumerate(self._generators[purpose]):
            values[row].normal_(generator=generator)
        return values

    def _seeded(self, run: Progress, purpose: str) -> torch.Generator:
        seed = int(stream(run.spec.seed, purpose, run.epoch).integers(2**63))
        return torch.Generator(self.is_weight.device).manual_seed(seed)


def _purpose(key: int | str) -> str:
    return f"dropout {key}" if isinstance(key, int) else key
