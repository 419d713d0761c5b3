"""Keras Tuner's random search over Keras 3 models on the PyTorch backend."""

import tempfile
from typing import ClassVar

from benchmarks.candidates.keras_fit import keras  # names the backend before Keras is loaded
from benchmarks.searches.search import L2, MOMENTUM, RATE, Search
from benchmarks.searches.searcher import Searcher

# isort: split
import keras_tuner


class KerasTuner(Searcher):
    """Dense layers, compile, fit, as its documentation shows it. It insists on validation after every epoch."""

    name: ClassVar[str] = "Keras Tuner (torch)"
    trials: ClassVar[int] = 1

    @classmethod
    def fits(cls, search: Search) -> bool:
        return bool(search.axes)

    def run(self) -> float:
        task = self.search.task
        inputs, labels = self.search.validation
        with tempfile.TemporaryDirectory() as folder:
            tuner = keras_tuner.RandomSearch(
                self._model, objective="val_accuracy", max_trials=self.trials, directory=folder, overwrite=True
            )
            tuner.search(
                task.inputs,
                task.labels,
                batch_size=task.batch_size,
                epochs=task.epochs,
                validation_data=(inputs, labels),
                verbose=0,
            )
            return float(tuner.oracle.get_best_trials()[0].score)

    def _model(self, choice: keras_tuner.HyperParameters) -> keras.Model:
        task = self.search.task
        value = {
            path: choice.Float(path, max(axis["low"], 1e-9), axis["high"], sampling=SAMPLING[axis["kind"]])
            for path, axis in self.search.axes.items()
        }
        penalty = keras.regularizers.L2(value[L2] / 2)
        hidden = [
            keras.layers.Dense(units, activation=task.activation, kernel_regularizer=penalty) for units in task.hidden
        ]
        outputs = keras.layers.Dense(task.targets.shape[1], kernel_regularizer=penalty)
        model = keras.Sequential([keras.Input((task.inputs.shape[1],)), *hidden, outputs])
        model.compile(
            keras.optimizers.SGD(value[RATE], momentum=value[MOMENTUM]),
            keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            metrics=["accuracy"],
        )
        return model


SAMPLING = {"log_uniform": "log", "uniform": "linear"}
