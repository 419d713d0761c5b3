"""The Keras script of every option follows the recorded curve, and is clean Python."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.training.every_option import OPTIONS, spec_of
from tests.training.exports.curves import in_json, recorded_curve, script_of
from tests.training.exports.extreme_specs import TOGETHER
from tests.training.exports.keras_curves import CLOSE, difference
from training import train
from training.activations import ACTIVATIONS
from training.exports.keras.activations import ACTIVATIONS as WRITTEN_ACTIVATIONS
from training.exports.keras.losses import LOSSES as WRITTEN_LOSSES
from training.exports.keras.network import NORMALIZATIONS
from training.exports.keras.optimizers import KINDS
from training.losses import LOSSES
from training.optimizers import OPTIMIZERS
from training.sections import Layer

# Keras reads PyTorch's tensors in a way that NumPy wants to abolish.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
PROMISED = 1e-4
"""In single precision, by gradient descent."""
DESCENT = ["nothing", "optimizer sgd", "optimizer nesterov", "schedule cosine", "data set wine", "dropout", "online"]


@pytest.mark.parametrize("name", OPTIONS)
def test_the_script_of_every_option_follows_the_recorded_curve(name: str, tmp_path: Path) -> None:
    spec = spec_of(OPTIONS[name])
    assert difference(spec, recorded_curve(spec), tmp_path, "--float64") < CLOSE


@pytest.mark.parametrize("name", DESCENT)
def test_in_single_precision_it_follows_what_students_saw(name: str, tmp_path: Path) -> None:
    spec = spec_of({**OPTIONS[name], "stopping": {"epochs": 10}})
    assert difference(spec, in_json(train(spec)), tmp_path) < PROMISED


@pytest.mark.parametrize(
    ("table", "ours", "line"),
    [
        (WRITTEN_ACTIVATIONS, {one.name() for one in ACTIVATIONS}, 'ACTIVATIONS of activations.py: "{}": lambda …'),
        (WRITTEN_LOSSES, {one.name() for one in LOSSES}, 'LOSSES of losses.py: "{}": LossText(…)'),
        (KINDS, {one.name() for one in OPTIMIZERS}, 'RULES of own_optimizers.py: "{}": Rule(…)'),
        (
            NORMALIZATIONS,
            set(Layer.model_fields["normalization"].annotation.__args__),  # type: ignore[union-attr]
            'NORMALIZATIONS of network.py: "{}": …',
        ),
    ],
    ids=["activations", "losses", "optimizers", "normalizations"],
)
def test_every_choice_has_its_words_in_keras(table: Iterable[str], ours: set[str], line: str) -> None:
    missing = [line.format(name) for name in sorted(ours - set(table))]
    assert not missing, f"Add to training/exports/keras: {'; '.join(missing)}"
    assert not set(table) - ours


def test_all_scripts_are_clean(tmp_path: Path) -> None:
    """As ruff judges them: nothing unused, nothing undefined, imports in order, no line too long."""
    for number, settings in enumerate([*OPTIONS.values(), *TOGETHER.values()]):
        (tmp_path / f"script_{number}.py").write_text(script_of("keras", spec_of(settings), []))
    for command in (["check", "--select", "E,F,W,I,B,UP,SIM"], ["format", "--check", "--diff"]):
        arguments = [*command, "--line-length", "120", "--isolated", "--no-cache", str(tmp_path)]
        done = subprocess.run([sys.executable, "-m", "ruff", *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
