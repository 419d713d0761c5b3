"""Keras' own callbacks, driven epoch by epoch: what stopping and the plateau schedule are held against."""

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

os.environ["KERAS_BACKEND"] = "torch"

import keras


@contextmanager
def in_double_precision() -> Iterator[None]:
    """Keras compares figures in its own number format, which is float32 unless told otherwise.

    It warns of figures that are missing, which is meant here, and NumPy of how Keras reads PyTorch's tensors.
    """
    before = keras.config.floatx()
    keras.config.set_floatx("float64")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        keras.config.set_floatx(before)


def model(learning_rate: float = 0.2) -> keras.Model:
    """A model of one weight."""
    made = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    made.compile(keras.optimizers.SGD(learning_rate), "mse")
    return made


def play_early_stopping(
    settings: dict[str, Any], figures: Sequence[float | None]
) -> tuple[int | None, int | None, float]:
    """The epoch (from 1) at whose end training stopped, the best epoch, and the epoch whose weights it ends with.

    The weight is the number of the epoch, so it tells which one was restored.
    """
    with in_double_precision():
        network = model()
        callback = keras.callbacks.EarlyStopping(monitor="figure", **settings)
        callback.set_model(network)
        network.stop_training = False
        callback.on_train_begin()
        stopped = None
        for epoch, figure in enumerate(figures):
            network.set_weights([np.array([[epoch + 1.0]])])
            callback.on_epoch_end(epoch, {} if figure is None else {"figure": figure})
            if network.stop_training:
                stopped = epoch + 1
                break
        callback.on_train_end()
        best = callback.best_epoch + 1 if callback.best is not None else None
        return stopped, best, float(network.get_weights()[0][0, 0])


def play_plateau(settings: dict[str, Any], figures: Sequence[float | None], learning_rate: float) -> list[float]:
    """The learning rate used during each epoch."""
    with in_double_precision():
        network = model(learning_rate)
        callback = keras.callbacks.ReduceLROnPlateau(monitor="figure", mode="min", **settings)
        callback.set_model(network)
        callback.on_train_begin()
        rates = []
        for epoch, figure in enumerate(figures):
            rates.append(float(keras.ops.convert_to_numpy(network.optimizer.learning_rate)))
            callback.on_epoch_end(epoch, {} if figure is None else {"figure": figure})
        return rates
