"""For a loop in PyTorch: `with descent.torch.Wall(url, token, "My CNN", model=net, optimizer=opt) as wall:`."""

from __future__ import annotations

from typing import Any

from descent.wall import Wall as Posting


class Wall(Posting):
    """`descent.Wall`, told by your model how many parameters it has, and by your optimizer its learning rate.

    Three lines in your loop: the import, `with … as wall:` around it, and after every epoch
    `wall.epoch(train_loss=loss, validation_loss=val_loss)`. A loss may be a tensor of one number.
    """

    def __init__(
        self,
        url: str,
        token: str | None = None,
        name: str = "",
        *,
        model: Any = None,
        optimizer: Any = None,
        settings: dict[str, Any] | None = None,
        **more: Any,
    ) -> None:
        about: dict[str, Any] = {"framework": "PyTorch"}
        if optimizer is not None:
            about["optimizer"] = type(optimizer).__name__
        if model is not None:
            name = name or type(model).__name__
            more = {"parameters": sum(each.numel() for each in model.parameters()), **more}
        super().__init__(url, token, name, settings=about | (settings or {}), **more)
        self._optimizer = optimizer

    def epoch(self, *, learning_rate: Any = None, **figures: Any) -> None:
        """An epoch has ended, with these figures; the learning rate is the optimizer's."""
        if learning_rate is None and self._optimizer is not None:
            learning_rate = self._optimizer.param_groups[0]["lr"]
        super().epoch(learning_rate=learning_rate, **figures)
