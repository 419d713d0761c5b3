"""`python -m training`: the engine without web or broker, as a program."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from training import Spec, train

COMMAND = [sys.executable, "-m", "training"]
SMALL = {"seed": 5, "stopping": {"epochs": 3}, "optimizer": {"kind": "adam", "learning_rate": 0.01}}


def run(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], input=text, capture_output=True, text=True, timeout=120)


def without_time(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in ("seconds", "validation_seconds")}


def no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line, parse_constant=no_constant) for line in text.splitlines()]


def test_a_spec_on_standard_input_prints_the_events_of_train_one_a_line() -> None:
    done = run("-", text=json.dumps(SMALL))
    assert (done.returncode, done.stderr) == (0, "")
    expected = [without_time(event.to_dict()) for event in train(Spec.parse(SMALL))]
    assert [without_time(event) for event in lines(done.stdout)] == expected
    assert [event["type"] for event in expected] == ["run_started", *["epoch_ended"] * 3, "run_finished"]


def test_a_spec_in_a_file_gives_the_same_weights_in_another_process(tmp_path: Path) -> None:
    path = tmp_path / "spec.json"
    path.write_text(json.dumps(SMALL))
    first, second = (lines(run(str(path)).stdout)[-1] for _ in range(2))
    here = list(train(Spec.parse(SMALL)))[-1].to_dict()
    assert first == second == here
    assert len(here["weights_sha256"]) == 64


@pytest.mark.parametrize(
    ("text", "locs"),
    [
        ('{"optimizer": {"learning_rate": 0}}', ["optimizer.learning_rate"]),
        ('{"seed": -1, "batch": {"size": "half"}}', ["seed", "batch.size"]),
        ('{"seed": NaN}', [""]),
        ("", [""]),
        ("\ufeff[]", [""]),
    ],
)
def test_an_invalid_spec_exits_with_2_and_explains_every_problem(text: str, locs: list[str]) -> None:
    done = run("-", text=text)
    assert (done.returncode, done.stdout) == (2, "")
    problems = lines(done.stderr)
    assert [problem["loc"] for problem in problems] == locs
    assert all(set(problem) == {"loc", "msg"} and problem["msg"] for problem in problems)


def test_a_file_that_is_not_there_exits_with_2(tmp_path: Path) -> None:
    done = run(str(tmp_path / "none.json"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be read" in lines(done.stderr)[0]["msg"]
    assert run(str(tmp_path)).returncode == 2


def test_surrogates_and_strange_keys_are_still_explained_in_json() -> None:
    done = run("-", text='{"\\ud800": 1, "title": "\\udfff", "a\\u0000": 2}')
    assert done.returncode == 2
    assert lines(done.stderr)


def test_a_diverged_run_is_a_result_with_exit_status_0() -> None:
    spec = {
        "data": {"dataset": "wine", "normalization": {"shift": False, "scale": False}},
        "optimizer": {"kind": "sgd", "learning_rate": 10},
    }
    done = run("-", text=json.dumps(spec))
    assert (done.returncode, done.stderr) == (0, "")
    assert lines(done.stdout)[-1]["reason"] == "diverged"


def test_a_reader_who_has_seen_enough_causes_no_complaint() -> None:
    command = " ".join(COMMAND) + " - | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], input="{}", capture_output=True, text=True, timeout=120
    )
    assert lines(done.stdout)[0]["type"] == "run_started"
    assert done.stderr == ""
