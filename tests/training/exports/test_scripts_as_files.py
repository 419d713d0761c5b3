"""Scripts as those get them who download one: run by themselves, with their own tables, safe whatever anybody typed."""

import ast
import csv
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tests.running_server import ROOT, clean_environment
from tests.training.every_option import spec_of
from tests.training.exports.curves import curve_of, differences, in_json, recorded_curve, script_of
from training import Spec, train
from training.datasets import Outline
from training.datasets.dataset import Samples
from training.exports.script.words import harmless
from training.streams import stream
from training.tables import Table

HOSTILE = '""" \\\r\n\0import os; os.abort()\u2028#\x0c'


def own_table(task: str, gaps: bool = False, named: str = "x") -> Table:
    random = np.random.default_rng(3)
    inputs = random.normal(size=(60, 3))
    if gaps:
        inputs[::7, 1] = np.nan
    number = np.nan_to_num(inputs).sum(axis=1)
    classes = ("no", f"yes {named}") if task == "classification" else ()
    targets = (number > 0).astype(np.int64) if classes else number
    columns = (named, "y", "z")
    outline = Outline(named, task, columns, classes, samples=60, maximum=60, target=named)  # type: ignore[arg-type]
    return Table(outline, Samples(inputs, targets))


@pytest.mark.parametrize("task", ["classification", "regression"])
@pytest.mark.parametrize("gaps", [False, True])
def test_a_table_of_ones_own_is_in_the_script(task: str, gaps: bool, tmp_path: Path) -> None:
    table = own_table(task, gaps)
    settings = {"data": {"dataset": "table-a", "features": ["z", "y"], "samples": 50, "label_noise": 0.2}}
    spec = Spec.parse({**settings, "stopping": {"epochs": 3}}, lambda name: table.outline)
    events = recorded_curve(spec, lambda name: table)
    text = script_of("pytorch", spec, events, tables=lambda name: table)
    assert differences(curve_of(text, tmp_path, "--float64"), events) < 1e-9


def test_the_test_samples_of_a_table_stay_under_seal() -> None:
    table = own_table("regression")
    spec = Spec.parse({"data": {"dataset": "table-a"}}, lambda name: table.outline)
    text = script_of("pytorch", spec, [], tables=lambda name: table)
    order = stream(0, "split").permutation(60)
    shown = [repr(float(target)) in text for target in table.samples.targets[order]]
    assert shown == [True] * 48 + [False] * 12


def test_what_others_typed_cannot_become_code() -> None:
    table = own_table("classification", named=HOSTILE)
    title = '""" \\ import os; os.abort() #'
    runs = [{"name": title, "set": {}}, {"set": {"seed": 1}}]
    spec = Spec.parse(
        {"title": title, "data": {"dataset": "table-a"}, "vary": {"kind": "list", "runs": runs}},
        lambda name: table.outline,
    )
    started = {"type": "run_started", "run": 1, "name": HOSTILE, "device": HOSTILE}
    tree = ast.parse(script_of("pytorch", spec, [started], tables=lambda name: table))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert "os.abort" not in called
    assert not any(isinstance(node, ast.Import) and node.names[0].name == "os" for node in ast.walk(tree))


def test_a_rule_cannot_leave_its_comment() -> None:
    rule = 'w = w - eta*g # """ \\'
    spec = spec_of({"optimizer": {"kind": "written", "rule": rule}})
    assert ast.parse(script_of("pytorch", spec, []))


def test_words_of_others_are_one_short_line() -> None:
    assert harmless(HOSTILE) == "''' / import os; os.abort() #"
    assert len(harmless("long " * 100)) == 120


SUBPROCESSES = {
    "the default experiment": {},
    "many things": {
        "data": {"dataset": "iris", "label_noise": 0.1},
        "network": {"hidden": [{"units": 6, "dropout": 0.2, "normalization": "layer", "activation": {"kind": "elu"}}]},
        "regularization": {"l2": 0.01, "max_norm": 2.0, "input_noise": 0.1},
        "optimizer": {"kind": "adam"},
        "schedule": {"kind": "one_cycle"},
    },
}


@pytest.mark.parametrize("name", SUBPROCESSES)
def test_a_script_runs_by_itself_and_repeats_what_was_recorded(name: str, tmp_path: Path) -> None:
    """In single precision, as it was recorded: the curve is the same but for the last digits."""
    spec = Spec.parse({**SUBPROCESSES[name], "stopping": {"epochs": 4}})
    events = in_json(train(spec))
    script = tmp_path / "script.py"
    script.write_text(script_of("pytorch", spec, events))
    command = [sys.executable, "-W", "error", str(script), "--csv", "curve.csv"]
    told = subprocess.check_output(command, cwd=tmp_path, env=clean_environment(tmp_path), text=True)
    assert [line.split()[:2] for line in told.splitlines()] == [["epoch", str(epoch)] for epoch in range(1, 5)]
    with (tmp_path / "curve.csv").open() as file:
        assert differences(list(csv.DictReader(file)), events) < 1e-4


def test_fewer_epochs_are_the_beginning_of_the_same_curve(tmp_path: Path) -> None:
    spec = spec_of({"stopping": {"epochs": 5}})
    text = script_of("pytorch", spec, [])
    assert curve_of(text, tmp_path, "--epochs", "2") == curve_of(text, tmp_path)[:2]


def test_a_script_can_draw_its_curve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With whatever is installed as matplotlib; here a stand-in that notes what it is asked for."""
    drawn: list[tuple[str, list[int]]] = []
    pyplot = ModuleType("matplotlib.pyplot")
    pyplot.plot = lambda epochs, losses, label: drawn.append((label, list(epochs)))  # type: ignore[attr-defined]
    pyplot.legend = pyplot.show = lambda: None  # type: ignore[attr-defined]
    package = ModuleType("matplotlib")
    package.pyplot = pyplot  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "matplotlib", package)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", pyplot)
    curve_of(script_of("pytorch", spec_of({"validation": {"every": 2}}), []), tmp_path, "--plot")
    assert drawn == [("train_loss", [1, 2, 3]), ("validation_loss", [2, 3])]


def test_writing_a_script_loads_no_torch(tmp_path: Path) -> None:
    """The web process writes it."""
    code = (
        "import sys\nfrom training import Spec\nfrom training.exports import EXPORTS\n"
        "from training.exports.recorded import Recorded\n"
        "for optimizer in ('adamw', 'written'):\n"
        "    spec = Spec.parse({'optimizer': {'kind': optimizer}, 'data': {'dataset': 'digits'}})\n"
        "    EXPORTS['pytorch'].write(Recorded(spec.to_dict(), []))\n"
        "print(*{name.split('.')[0] for name in sys.modules} & {'torch', 'sklearn', 'scipy'})"
    )
    environment = clean_environment(tmp_path)
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=environment, text=True).split() == []
