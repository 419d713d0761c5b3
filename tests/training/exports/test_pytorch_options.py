"""The PyTorch script of every option gives the recorded curve to nine digits, and is clean Python."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.training.every_option import OPTIONS, spec_of
from tests.training.exports.curves import curve_of, differences, recorded_curve, script_of
from training.activations import ACTIVATIONS
from training.datasets import DATASETS
from training.datasets.waveforms.features import FEATURES
from training.exports.pytorch.activations import MODULES
from training.exports.pytorch.losses import LOSSES
from training.exports.pytorch.optimizers import OPTIMIZERS
from training.exports.script.samples import BUNDLED, SIGNAL_FEATURES
from training.losses import LOSSES as OUR_LOSSES
from training.optimizers import OPTIMIZERS as OUR_OPTIMIZERS

EXACT = 1e-9


@pytest.mark.parametrize("name", OPTIONS)
def test_the_script_of_every_option_gives_the_recorded_curve(name: str, tmp_path: Path) -> None:
    spec = spec_of(OPTIONS[name])
    events = recorded_curve(spec)
    assert differences(curve_of(script_of("pytorch", spec, events), tmp_path, "--float64"), events) < EXACT


@pytest.mark.parametrize(
    ("table", "ours", "line"),
    [
        (MODULES, {one.name() for one in ACTIVATIONS}, 'MODULES of training/exports/pytorch/activations.py: "{}": …'),
        (
            LOSSES,
            {one.name() for one in OUR_LOSSES},
            'LOSSES of training/exports/pytorch/losses.py: "{}": LossScript(…)',
        ),
        (
            OPTIMIZERS,
            {one.name() for one in OUR_OPTIMIZERS},
            'OPTIMIZERS of training/exports/pytorch/optimizers.py: "{}": OptimizerScript(…)',
        ),
        (
            BUNDLED,
            {one.kind for one in DATASETS if not one.generated},
            'BUNDLED of training/exports/script/samples.py: "{}": "load_…(return_X_y=True)"',
        ),
        (SIGNAL_FEATURES, set(FEATURES), 'SIGNAL_FEATURES of training/exports/script/samples.py: "{}": …'),
    ],
    ids=["activations", "losses", "optimizers", "bundled", "signal features"],
)
def test_every_choice_has_its_line_in_the_tables_of_scripts(table: dict[str, Any], ours: set[str], line: str) -> None:
    missing = [line.format(name) for name in sorted(ours - table.keys())]
    assert not missing, f"Add to {'; '.join(missing)}"
    assert not table.keys() - ours


def test_all_scripts_are_clean(tmp_path: Path) -> None:
    """As ruff judges them: nothing unused, nothing undefined, imports in order, no line too long."""
    for number, settings in enumerate(OPTIONS.values()):
        (tmp_path / f"script_{number}.py").write_text(script_of("pytorch", spec_of(settings), []))
    for command in (["check", "--select", "E,F,W,I,B,UP,SIM"], ["format", "--check", "--diff"]):
        arguments = [*command, "--line-length", "120", "--isolated", "--no-cache", str(tmp_path)]
        done = subprocess.run([sys.executable, "-m", "ruff", *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
