"""Loss and accuracy of every run of a population on one split."""

import torch

from training.arithmetic import fast
from training.cost import CHUNK
from training.events import ValidationFigures
from training.network import Network
from training.sharing import mapped


class Evaluation:
    """One split as tensors [runs, samples, …], evaluated in chunks."""

    def __init__(self, inputs: torch.Tensor, targets: torch.Tensor, classes: bool, sampled: bool = False) -> None:
        self.inputs, self.targets, self.classes = inputs, targets, classes
        self.samples = inputs.shape[1]
        self.sampled = sampled
        """Whether these are only some samples of the split, so that the figures have a standard error."""

    def figures(self, network: Network) -> tuple[list[float], list[float | None]]:
        """Mean loss and accuracy of each run; accuracy is None for numbers. Requires at least one sample."""
        with fast():
            return self._figures(network, each=None)

    def estimates(self, network: Network) -> list[ValidationFigures]:
        """The same with standard errors: s/√m, s the sample deviation of the m losses, and √(p(1 − p)/m).

        They are None where the whole split is evaluated: its figures are then exactly those of the split, not guesses
        from a part of it. One sample has no deviation.
        """
        each: list[torch.Tensor] | None = [] if self.sampled and self.samples > 1 else None
        with fast():
            losses, accuracies = self._figures(network, each)
            errors: list[float | None] = [None] * len(losses)
            if each is not None:
                # Run by run: a deviation of several rows at once has other last bits than that of a single one.
                errors = [float(row.std()) / self.samples**0.5 for row in torch.cat(each, dim=1)]
        return [
            ValidationFigures(
                validation_loss=loss,
                validation_accuracy=accuracy,
                validation_loss_error=error,
                validation_accuracy_error=self._deviation(accuracy),
            )
            for loss, accuracy, error in zip(losses, accuracies, errors, strict=True)
        ]

    def _deviation(self, accuracy: float | None) -> float | None:
        if accuracy is None or not self.sampled or self.samples == 1:
            return None
        return float((accuracy * (1 - accuracy) / self.samples) ** 0.5)

    def _figures(self, network: Network, each: list[torch.Tensor] | None) -> tuple[list[float], list[float | None]]:
        loss, correct = self._sums(network, each)
        losses: list[float] = (loss / self.samples).tolist()
        accuracies = (correct / self.samples).tolist() if self.classes else [None] * len(losses)
        return losses, accuracies

    def _sums(self, network: Network, each: list[torch.Tensor] | None) -> tuple[torch.Tensor, torch.Tensor]:
        loss = self.inputs.new_zeros(len(self.inputs), dtype=torch.float64)
        correct = torch.zeros_like(loss)
        chunks = zip(torch.split(self.inputs, CHUNK, dim=1), torch.split(self.targets, CHUNK, dim=1), strict=True)
        for inputs, targets in chunks:
            outputs = network.forward(inputs)
            loss += network.loss.value(outputs, targets) * inputs.shape[1]
            if self.classes:
                correct += _correct(outputs, targets).sum(dim=1)
            if each is not None:
                each.append(_losses(network, outputs, targets))
        return loss, correct


def _losses(network: Network, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """The loss of each sample, float64 [runs, samples]: a mean over one sample is that sample's loss."""
    runs = zip(outputs.unsqueeze(2), targets.unsqueeze(2), strict=True)
    return torch.stack([network.loss.value(said, true) for said, true in runs]).to(torch.float64)


def _correct(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Whether each sample's class is right: the larger output, or the sign of a single logit."""
    if outputs.shape[2] == 1:
        return ((outputs > 0) == (targets > 0.5)).squeeze(2)
    return outputs.argmax(dim=2) == mapped(lambda true: true.argmax(dim=2), targets)
