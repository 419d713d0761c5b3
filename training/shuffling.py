"""The training samples of every run in the order of its epoch, cut into batches."""

from collections.abc import Sequence

import numpy as np
import torch

from training.progress import Progress
from training.sharing import repeated, shared
from training.streams import Streams


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
            self.runs, self.bags = self.runs[:1], self.bags[:1]
        self._rows = [source[: len(self.runs)] for source in self.sources]
        self._streams = Streams()
        self._order = np.empty((len(self.runs), inputs.shape[1]), np.int64)
        self._made = [source.new_empty(source.shape) for source in self._rows]
        self.inputs, self.targets = (
            made if len(made) == len(runs) else repeated(made[0], len(runs)) for made in self._made
        )

    def shuffle(self) -> None:
        """Put the samples into the order of the epoch that comes next."""
        index = torch.from_numpy(self._orders()).to(self._rows[0].device)
        for source, made in zip(self._rows, self._made, strict=True):
            if shared(source):
                rows, numbers = source[0], index
            else:
                rows, first = source.flatten(0, 1), torch.arange(len(source), device=source.device)
                numbers = index + source.shape[1] * first.unsqueeze(1)
            # Single numbers are picked several times as fast as rows of one.
            torch.index_select(rows.squeeze(1), 0, numbers.flatten(), out=made.flatten(0, 1).squeeze(1))

    def batches(self, size: int) -> list[tuple[torch.Tensor, ...]]:
        """Views of inputs and targets, so many samples each; the last one may be short."""
        return list(zip(*(torch.split(part, size, dim=1) for part in (self.inputs, self.targets)), strict=True))

    def _orders(self) -> np.ndarray:
        self._order[:] = np.arange(self._order.shape[1])
        for run, bag, order in zip(self.runs, self.bags, self._order, strict=True):
            if run.spec.batch.shuffle:
                self._streams.stream(run.spec.seed, "shuffle", run.epoch).shuffle(order)
            if bag is not None:
                order[:] = bag[order]
        return self._order
