"""The experiments of the gallery: each can be trained, and shows what its card says."""

from typing import Any

import pytest

from playground.presets import PRESETS, Preset
from training import Spec, train
from training.events import EpochEnded, RunFinished

BY_NAME = {preset.name: preset for preset in PRESETS}


def trained(name: str, **more: Any) -> tuple[list[EpochEnded], RunFinished]:
    """The epochs and the end of the first run of a preset."""
    events = list(train(Spec().with_settings(BY_NAME[name].sets | more)))
    return (
        [event for event in events if isinstance(event, EpochEnded) and event.run == 1],
        next(event for event in events if isinstance(event, RunFinished) and event.run == 1),
    )


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_preset_is_a_spec(preset: Preset) -> None:
    spec = Spec().with_settings(preset.sets)
    for path, value in preset.sets.items():
        at: Any = spec.to_dict()
        for key in path.split("."):
            at = at[key]
        if not isinstance(value, dict | list):
            assert at == value
    assert len(preset.look) < 130


def test_names_and_titles_are_told_apart() -> None:
    assert len(BY_NAME) == len({preset.title for preset in PRESETS}) == len(PRESETS) >= 12


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [("line", 0.4, 0.75), ("product", 0.9, 1), ("hidden", 0.9, 1), ("spiral", 0.9, 1), ("coins", 0.3, 0.65)],
)
def test_boundaries_end_where_the_card_says(name: str, lowest: float, highest: float) -> None:
    epochs, _ = trained(name)
    accuracy = epochs[-1].validation_accuracy
    assert accuracy is not None
    assert lowest <= accuracy <= highest


def test_the_high_learning_rate_diverges() -> None:
    assert trained("diverging")[1].reason == "diverged"


def test_sigmoids_lose_the_gradient_on_its_way() -> None:
    figures = trained("vanishing", **{"stopping.epochs": 5})[0][-1].layers
    assert figures is not None
    norms = figures.gradient_norm
    assert norms[-1] > 1000 * norms[0]


def test_coins_are_learned_by_heart() -> None:
    last = trained("coins")[0][-1]
    assert last.train_accuracy is not None
    assert last.train_accuracy > 0.85


def test_a_penalty_leaves_one_answer_where_points_are_few() -> None:
    """Lesson B2: without it every start ends at another curve, with another error between the points."""
    events = [
        each for each in train(Spec().with_settings(BY_NAME["underdetermined"].sets)) if isinstance(each, EpochEnded)
    ]
    last = {event.run: event for event in events}
    free, penalized = ([last[run].validation_loss or 0 for run in pair] for pair in ((1, 2), (3, 4)))
    assert [last[run].train_loss for run in (1, 2)] == pytest.approx([0, 0], abs=1e-4)
    assert abs(free[0] - free[1]) > 0.05
    assert penalized[0] == pytest.approx(penalized[1], rel=1e-3)
    assert min(free) > 5 * penalized[0]
