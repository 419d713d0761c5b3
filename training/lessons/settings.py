"""Settings that several lessons share, in the words of the spec."""

from typing import Any

PLAIN: dict[str, Any] = {"kind": "none"}
"""Inputs as they are."""


def part(train: int, validation: int, test: int = 0) -> dict[str, Any]:
    """How many samples there are, and the shares that give these counts."""
    total = train + validation + test
    split = {"train": train / total, "validation": validation / total, "test": test / total}
    return {"samples": total, "split": split}


def hidden(*units: int, kind: str = "tanh", dropout: float = 0.0, **activation: Any) -> list[dict[str, Any]]:
    """Hidden layers of one kind."""
    layer = {"activation": {"kind": kind, **activation}, "dropout": dropout}
    return [{"units": each, **layer} for each in units]


def digits(train: int, **more: Any) -> dict[str, Any]:
    """Digits, so many of them to train on and all others to validate with."""
    rest = 1797 - train
    return {"dataset": "digits", "split": {"train": train / 1797, "validation": rest / 1797, "test": 0}, **more}


NOISY_DIGITS: dict[str, Any] = {
    "data": digits(600, label_noise=0.4),
    "network": {"hidden": hidden(128, kind="relu"), "initializer": {"kind": "he_normal"}},
    "optimizer": {"kind": "adam", "learning_rate": 0.003},
    "batch": {"size": 50},
    "stopping": {"epochs": 40},
}
"""Two of five training labels are wrong: who memorizes them is wrong on fresh digits."""
