"""The sounds of a scene over HTTP: drawn elsewhere, in the scene's own order, and those of the test under seal."""

import time
from typing import Any

import pytest

from tests.playground.experiments import train_to_the_end
from tests.playground.requests import Browser, Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")
SOUNDS = {"dataset": "waveforms", "samples": 40}
PATIENCE = 30


def clips(visitor: Visitor, path: str, spec: dict[str, Any] | None = None) -> Any:
    """The answer when everything is drawn."""
    deadline = time.monotonic() + PATIENCE
    while True:
        told = strict(visitor.post(path, spec) if spec else visitor.get(path))
        if not told["pending"]:
            return told["clips"]
        assert told["clips"] is None
        assert time.monotonic() < deadline


def test_a_spec_has_the_sounds_of_training_and_validation() -> None:
    train, validation = (
        clips(Visitor(), f"scene/clips?split={split}", {"data": SOUNDS}) for split in ("train", "validation")
    )
    assert (train["frames"], train["bands"]) == (61, 20)
    assert len(train["waves"]) == pytest.approx(3 * len(validation["waves"]), rel=0.01)
    problems(Visitor().post("scene/clips?split=test", {"data": SOUNDS}), 422)


def test_the_sounds_of_the_test_are_there_once_it_is_open() -> None:
    owner = Browser()
    made = owner.makes(data=SOUNDS, stopping={"epochs": 1})
    path = f"experiments/{made}/scene/clips?split="
    assert clips(Visitor(), f"{path}train")["waves"]
    train_to_the_end()
    [(_, sentence)] = problems(owner.get(f"{path}test"), 403)
    assert "sealed" in sentence
    owner.post(f"experiments/{made}/test")
    assert clips(Visitor(), f"{path}test")["waves"]


def test_what_makes_no_sound_is_said_in_words() -> None:
    [(loc, sentence)] = problems(Visitor().post("scene/clips?split=train", {}), 422)
    assert (loc, sentence) == ("data.dataset", "The samples of this data set are no sounds.")
