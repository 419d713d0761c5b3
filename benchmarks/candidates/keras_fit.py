"""Keras 3 on its PyTorch backend: `Model.fit`."""

import os
from typing import ClassVar

import numpy as np

os.environ["KERAS_BACKEND"] = "torch"  # read once, when Keras is imported
import keras

from benchmarks.candidates.candidate import Candidate
from benchmarks.task import Task


class KerasFit(Candidate):
    """Dense layers, compile, fit."""

    name: ClassVar[str] = "Keras 3 fit (torch)"

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        layers = [keras.layers.Dense(units, activation=task.activation) for units in task.hidden]
        self.model = keras.Sequential(
            [keras.Input((task.inputs.shape[1],)), *layers, keras.layers.Dense(task.targets.shape[1])]
        )
        losses = keras.losses
        loss = losses.BinaryCrossentropy if task.binary else losses.CategoricalCrossentropy
        kind = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}[task.spec.optimizer.name()]
        self.model.compile(kind(task.spec.optimizer.learning_rate), loss(from_logits=True))

    def train(self, epochs: int) -> None:
        self.model.fit(
            self.task.inputs, self.task.targets, batch_size=self.task.batch_size, epochs=epochs, shuffle=True, verbose=0
        )

    def probabilities(self) -> np.ndarray:
        outputs = self.model.predict(self.task.inputs, verbose=0)
        activation = keras.activations.sigmoid if self.task.binary else keras.activations.softmax
        return keras.ops.convert_to_numpy(activation(keras.ops.convert_to_tensor(outputs)))
