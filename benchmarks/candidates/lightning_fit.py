"""Lightning: the PyTorch loop's parts, driven by a Trainer."""

import logging
import warnings
from typing import ClassVar

import lightning
import numpy as np
import torch

from benchmarks.candidates.candidate import Candidate
from benchmarks.candidates.pytorch_loop import criterion, loader, network, optimizer, probabilities
from benchmarks.task import Task


class _Module(lightning.LightningModule):
    """Network, loss and optimizer of a task."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.task, self.model, self.criterion = task, network(task), criterion(task)

    def training_step(self, batch: list[torch.Tensor], index: int) -> torch.Tensor:
        inputs, targets = batch
        return self.criterion(self.model(inputs), targets)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return optimizer(self.task, self.model)


class LightningFit(Candidate):
    """A Trainer without logger, bar and checkpoints."""

    name: ClassVar[str] = "Lightning"

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
        warnings.filterwarnings("ignore", module="lightning")
        self.module, self.loader = _Module(task), loader(task)
        self.trainer = lightning.Trainer(
            accelerator="cpu",
            max_epochs=0,
            logger=False,
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
            num_sanity_val_steps=0,
        )

    def train(self, epochs: int) -> None:
        self.trainer.fit_loop.max_epochs = self.trainer.current_epoch + epochs
        self.trainer.fit(self.module, self.loader)

    def probabilities(self) -> np.ndarray:
        return probabilities(self.task, self.module.model)
