"""Loss and accuracy of every run of a population on one split."""

import torch

from training.arithmetic import fast
from training.cost import CHUNK
from training.network import Network


class Evaluation:
    """One split as tensors [runs, samples, …], evaluated in chunks."""

    def __init__(self, inputs: torch.Tensor, targets: torch.Tensor, classes: bool) -> None:
        self.inputs, self.targets, self.classes = inputs, targets, classes
        self.samples = inputs.shape[1]

    def figures(self, network: Network) -> tuple[list[float], list[float | None]]:
        """Mean loss and accuracy of each run; accuracy is None for numbers. Requires at least one sample."""
        with fast():
            loss, correct = self._sums(network)
            losses = (loss / self.samples).tolist()
            accuracies = (correct / self.samples).tolist() if self.classes else [None] * len(losses)
        return losses, accuracies

    def _sums(self, network: Network) -> tuple[torch.Tensor, torch.Tensor]:
        loss = self.inputs.new_zeros(len(self.inputs), dtype=torch.float64)
        correct = torch.zeros_like(loss)
        chunks = zip(torch.split(self.inputs, CHUNK, dim=1), torch.split(self.targets, CHUNK, dim=1), strict=True)
        for inputs, targets in chunks:
            outputs = network.forward(inputs)
            loss += network.loss.value(outputs, targets) * inputs.shape[1]
            if self.classes:
                correct += _correct(outputs, targets).sum(dim=1)
        return loss, correct


def _correct(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Whether each sample's class is right: the larger output, or the sign of a single logit."""
    if outputs.shape[2] == 1:
        return ((outputs > 0) == (targets > 0.5)).squeeze(2)
    return outputs.argmax(dim=2) == targets.argmax(dim=2)
