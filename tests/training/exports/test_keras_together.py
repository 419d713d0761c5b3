"""Keras scripts of what meets, what was changed by hand and what has several runs follow the recorded curves."""

import csv
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.training.every_option import spec_of
from tests.training.exports.curves import differences, in_json, recorded_curve, script_of
from tests.training.exports.extreme_specs import CHANGES, TOGETHER
from tests.training.exports.keras_curves import CLOSE, changed_curve, difference
from training import train

# Keras reads PyTorch's tensors in a way that NumPy wants to abolish.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
EXPLODING = 1e-4
"""What explodes magnifies the last digits, too."""
SEVERAL: dict[str, tuple[dict[str, Any], int]] = {
    "a member of an ensemble": ({"ensemble": {"members": 3}}, 3),
    "a member without bootstrap": ({"ensemble": {"members": 2, "bootstrap": False}, "network": {"seed": 7}}, 2),
    "a race": (
        {
            "vary": {
                "kind": "list",
                "runs": [{"name": "a", "set": {}}, {"name": "b", "set": {"optimizer.kind": "adam"}}],
            }
        },
        2,
    ),
    "a repeated search": (
        {"vary": {"kind": "grid", "axes": {"optimizer.beta": {"kind": "choice", "values": [0.5, 0.9]}}, "seeds": 2}},
        4,
    ),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_what_meets_follows_the_recorded_curve(name: str, tmp_path: Path) -> None:
    spec = spec_of(TOGETHER[name])
    limit = EXPLODING if name == "a diverging run" else CLOSE
    assert difference(spec, recorded_curve(spec), tmp_path, "--float64") < limit


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_by_hand_is_changed_in_the_same_epoch(name: str, tmp_path: Path) -> None:
    settings, steps = CHANGES[name]
    spec = spec_of(settings, stopping={"epochs": len(steps) + 3})
    assert difference(spec, changed_curve(spec, steps), tmp_path, "--float64") < CLOSE


@pytest.mark.parametrize("name", SEVERAL)
def test_each_of_several_runs_has_a_script_of_its_own(name: str, tmp_path: Path) -> None:
    settings, run = SEVERAL[name]
    spec = spec_of(settings)
    assert difference(spec, recorded_curve(spec), tmp_path, "--float64", run=run) < CLOSE


def test_a_student_runs_it_as_a_program(tmp_path: Path) -> None:
    spec = spec_of({"optimizer": {"kind": "adam"}, "network": {"hidden": [{"units": 5, "dropout": 0.2}]}})
    events = in_json(train(spec))
    script, figures = tmp_path / "descent.py", tmp_path / "curve.csv"
    script.write_text(script_of("keras", spec, events))
    command = [sys.executable, str(script), "--epochs", "3", "--csv", str(figures)]
    environment = {name: value for name, value in os.environ.items() if name != "KERAS_BACKEND"}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("train_loss") == 3
    assert differences(list(csv.DictReader(figures.read_text().splitlines())), events) < 1e-4


def test_words_of_others_stay_words() -> None:
    text = script_of("keras", spec_of(TOGETHER["a written rule"], title='"""; import os #'), [])
    assert "# quotes ''' and / in a comment" in text
    assert compile(text, "script", "exec").co_consts[0].startswith("'''; import os #")


def test_writing_it_down_loads_neither_keras_nor_torch() -> None:
    code = (
        "import sys; from training.exports import EXPORTS; from training.exports.recorded import Recorded; "
        "EXPORTS['keras'].write(Recorded({'optimizer': {'kind': 'written'}}, [])); "
        "print([name for name in ('torch', 'keras', 'sklearn', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
