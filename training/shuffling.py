"""The training samples of every run in the order of its epoch, cut into batches."""

from collections.abc import Sequence

import numpy as np
import torch

from training.progress import Progress
from training.sharing import repeated, shared
from training.streams import stream


class Shuffled:
    """Room for the samples of one epoch; runs that meet the same ones in the same order share it.

    `inputs` and `targets` are [runs, samples, …]; `bags` say which samples a run trains on, where that is not all.
    """

    def __init__(
        self,
        runs: Sequence[Progress],
        inputs: torch.Tensor,
        targets: torch.Tensor,
        bags: Sequence[torch.Tensor | None],
    ) -> None:
        self.runs, self.sources = list(runs), (inputs, targets)
        self.bags = [None if bag is None else bag.cpu().numpy() for bag in bags]
        alike = len({(run.spec.seed, run.spec.batch.shuffle) for run in runs}) == 1
        if alike and shared(inputs) and shared(targets) and all(bag is None for bag in bags):
            self.runs = self.runs[:1]
        self._rows = [source[: len(self.runs)] for source in self.sources]
        self._made = [source.new_empty(source.shape) for source in self._rows]
        self.inputs, self.targets = (
            made if len(made) == len(runs) else repeated(made[0], len(runs)) for made in self._made
        )

    def shuffle(self) -> None:
        """Put the samples into the order of the epoch that comes next."""
        orders = np.stack([self._order(row) for row in range(len(self.runs))])
        index = torch.from_numpy(orders).to(self._rows[0].device)
        for source, made in zip(self._rows, self._made, strict=True):
            if shared(source):
                torch.index_select(source[0], 0, index.flatten(), out=made.flatten(0, 1))
            else:
                first = source.shape[1] * torch.arange(len(source), device=source.device).unsqueeze(1)
                torch.index_select(source.flatten(0, 1), 0, (index + first).flatten(), out=made.flatten(0, 1))

    def batches(self, size: int) -> list[tuple[torch.Tensor, ...]]:
        """Views of inputs and targets, so many samples each; the last one may be short."""
        return list(zip(*(torch.split(part, size, dim=1) for part in (self.inputs, self.targets)), strict=True))

    def _order(self, row: int) -> np.ndarray:
        run, bag, samples = self.runs[row], self.bags[row], self._rows[0].shape[1]
        order = np.arange(samples)
        if run.spec.batch.shuffle:
            order = stream(run.spec.seed, "shuffle", run.epoch).permutation(samples)
        return order if bag is None else bag[order]
