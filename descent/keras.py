"""A callback for Keras: `model.fit(…, callbacks=[descent.keras.Wall(url, token, "My CNN")])`."""

from __future__ import annotations

from typing import Any

from keras.callbacks import Callback

from descent.wall import Wall as Posting

ACCURACIES = ("accuracy", "acc", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy")


class Wall(Callback):  # type: ignore[misc]  # Keras comes without types
    """Posts the curve of `fit` to the wall of your class. It takes what `descent.Wall` takes.

    Number of epochs and parameters, optimizer and loss are told by the model.
    """

    def __init__(self, url: str, token: str | None = None, name: str = "", **more: Any) -> None:
        super().__init__()
        self._told = (url, token, name, more)
        self.wall: Posting | None = None

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """Called by Keras."""
        url, token, name, more = self._told
        about = {"framework": "Keras", "optimizer": _name(self.model.optimizer), "loss": _name(self.model.loss)}
        about |= {key: self.params[key] for key in ("batch_size", "steps") if self.params.get(key) is not None}
        own = {"epochs": self.params.get("epochs"), "parameters": self.model.count_params()}
        settings = about | dict(more.get("settings") or {})
        self.wall = Posting(url, token, name or self.model.name, **{**own, **more, "settings": settings})
        self.wall.__enter__()

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Called by Keras, which counts from 0."""
        logs = logs or {}
        metric = next((name for name in ACCURACIES if name in logs), "")
        assert self.wall is not None
        self.wall.epoch(
            epoch=epoch + 1,
            train_loss=logs.get("loss"),
            validation_loss=logs.get("val_loss"),
            train_accuracy=logs.get(metric),
            validation_accuracy=logs.get(f"val_{metric}"),
            learning_rate=logs.get("learning_rate", getattr(self.model.optimizer, "learning_rate", None)),
        )

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        """Called by Keras, also when another callback has ended training early."""
        assert self.wall is not None
        self.wall.finish("stopped early" if self.model.stop_training else "epochs")


def _name(part: Any) -> str:
    return part if isinstance(part, str) else getattr(part, "__name__", type(part).__name__)
