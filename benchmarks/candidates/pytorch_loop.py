"""The loop of every PyTorch tutorial: DataLoader, nn.Sequential, autograd, torch.optim."""

from typing import ClassVar

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from benchmarks.candidates.candidate import Candidate
from benchmarks.task import Task

ACTIVATIONS = {"tanh": nn.Tanh, "relu": nn.ReLU}


def network(task: Task) -> nn.Sequential:
    """The network of a task with Xavier-uniform weights and zero biases."""
    modules: list[nn.Module] = []
    fan_in = task.inputs.shape[1]
    for units in task.hidden:
        modules += [nn.Linear(fan_in, units), ACTIVATIONS[task.activation]()]
        fan_in = units
    modules.append(nn.Linear(fan_in, task.targets.shape[1]))
    for module in modules:
        if isinstance(module, nn.Linear):
            nn.init.xavier_uniform_(module.weight)
            nn.init.zeros_(module.bias)
    return nn.Sequential(*modules)


def optimizer(task: Task, model: nn.Module) -> torch.optim.Optimizer:
    """The optimizer of a task."""
    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[task.spec.optimizer.name()]
    return kind(model.parameters(), lr=task.spec.optimizer.learning_rate)


def loader(task: Task) -> DataLoader:
    """The samples in shuffled batches; the last short one is kept."""
    targets = task.targets if task.binary else task.labels
    data = TensorDataset(torch.from_numpy(task.inputs), torch.from_numpy(targets))
    return DataLoader(data, batch_size=task.batch_size, shuffle=True)


def criterion(task: Task) -> nn.Module:
    """The loss of a task, on logits."""
    return nn.BCEWithLogitsLoss() if task.binary else nn.CrossEntropyLoss()


def probabilities(task: Task, model: nn.Module) -> np.ndarray:
    """What the model predicts for the training samples."""
    with torch.no_grad():
        outputs = model(torch.from_numpy(task.inputs))
        return (torch.sigmoid(outputs) if task.binary else torch.softmax(outputs, dim=1)).numpy()


class PytorchLoop(Candidate):
    """The idiomatic loop, the measure of all others."""

    name: ClassVar[str] = "PyTorch loop"

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self.model, self.loader, self.criterion = network(task), loader(task), criterion(task)
        self.optimizer = optimizer(task, self.model)

    def train(self, epochs: int) -> None:
        for _ in range(epochs):
            for inputs, targets in self.loader:
                self.optimizer.zero_grad()
                self.criterion(self.model(inputs), targets).backward()
                self.optimizer.step()

    def probabilities(self) -> np.ndarray:
        return probabilities(self.task, self.model)
