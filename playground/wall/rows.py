"""The rows of a wall, as teachers and viewers see them, and as the class does."""

from typing import Any

from django.utils.crypto import salted_hmac

from playground.models import Visibility
from playground.wall.places import Head, Seat

Row = dict[str, Any]
KEY = "descent.wall"


def key_of(kind: str, number: int) -> str:
    """The name of a row: it says nothing about whose it is."""
    return salted_hmac(KEY, f"{kind}{number}").hexdigest()[:12]


def idle(seat: Seat) -> Row:
    """A student who has trained nothing in this class."""
    return {
        **{"key": key_of("member", seat.member), "name": seat.nickname, "state": "idle", "help": None},
        **{"words": "Nothing trained yet.", "id": None},
    }


def row_of(seat: Seat, head: Head, told: tuple[str, str | None, str], runs: Row, about: Row, shape: list[int]) -> Row:
    """A student with an experiment; `about` is what its spec says."""
    state, help, words = told
    going = runs["epoch_of_going"] is not None and state != "finished"
    return {
        **{"key": key_of("member", seat.member), "name": seat.nickname, "state": state, "help": help, "words": words},
        **{"id": head.public_id, "shared": head.visibility != Visibility.PRIVATE, "anonymous": head.anonymous},
        **{"desired": head.desired, "epoch": runs["epoch_of_going"] if going else runs["epoch"]},
        **{"epochs": runs["epochs"], "runs": runs["runs"], "loss": runs["loss"], "accuracy": runs["accuracy"]},
        **about,
        "curve": shape,
    }


def about(spec: Row, settings: Row) -> Row:
    """Where an experiment stands on the map of the class, and on which data set."""
    rule = spec.get("optimizer") or {}
    values = {name: settings.get(f"optimizer.{name}", value) for name, value in rule.items()}
    momentum = next((values[name] for name in ("beta", "beta1") if isinstance(values.get(name), int | float)), 0.0)
    rate = values.get("learning_rate")
    return {
        "dataset": (spec.get("data") or {}).get("dataset"),
        "optimizer": rule.get("kind"),
        "rate": rate if isinstance(rate, int | float) else None,
        "momentum": momentum,
        "posted": "posted" in spec,
    }


def as_the_class_sees_it(row: Row, experiment: int | None, pinned: bool) -> Row | None:
    """A row for students and projector: what is private there has neither name nor link.

    Its key then follows from the experiment, so that nobody is recognised by what was shared before. Who has trained
    nothing is not shown.
    """
    if experiment is None:
        return None
    seen = {name: value for name, value in row.items() if name not in ("shared", "anonymous", "desired", "help")}
    open_to_all = row["shared"] or pinned
    named = open_to_all and not row["anonymous"]
    key = row["key"] if named else key_of("experiment", experiment)
    return {**seen, "key": key, "name": row["name"] if named else None, "id": row["id"] if open_to_all else None}
