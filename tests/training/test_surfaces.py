"""Optimizers on surfaces: values, gradients, limits of stability, and the command that shows them."""

import json
import math
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from training.optimizers import OPTIMIZERS
from training.problems import SpecError
from training.surfaces import SURFACES, Request
from training.surfaces.noise import standard_normal
from training.surfaces.walk import Step, walk


def steps(**request: Any) -> list[Step]:
    return list(walk(Request.parse(request)))


def test_gradient_descent_on_a_valley_takes_the_steps_worked_by_hand() -> None:
    surface = {"kind": "quadratic", "matrix": [[1, 0], [0, 25]], "b": [0, 0]}
    walked = steps(surface=surface, start=[-4, 2], optimizer={"kind": "sgd", "learning_rate": 0.03}, steps=5)
    assert [step.step for step in walked] == [1, 2, 3, 4, 5]
    for step in walked:
        w = [-4 * 0.97**step.step, 2 * 0.25**step.step]
        assert step.w == pytest.approx(w, rel=1e-12)
        assert step.value == pytest.approx(w[0] ** 2 / 2 + 25 * w[1] ** 2 / 2, rel=1e-12)
        assert step.gradient == pytest.approx([w[0], 25 * w[1]], rel=1e-12)


@pytest.mark.parametrize(
    ("kind", "extra", "limit"),
    [
        ("sgd", {}, 2 / 100),
        ("momentum", {"beta": 0.9}, 2 * 1.9 / 100),
        ("momentum_ema", {"beta": 0.9}, 2 * 1.9 / (0.1 * 100)),
        ("nesterov", {"beta": 0.9}, 2 * 1.9 / (2.8 * 100)),
    ],
)
def test_each_momentum_diverges_just_above_its_limit_and_converges_just_below(
    kind: str, extra: dict[str, float], limit: float
) -> None:
    surface = {"kind": "quadratic", "matrix": [[100]], "b": [0]}
    ends = []
    for rate in (0.98 * limit, 1.02 * limit):
        optimizer = {"kind": kind, "learning_rate": rate, **extra}
        ends.append(abs(steps(surface=surface, start=[1], optimizer=optimizer, steps=3000)[-1].w[0]))
    assert ends[0] < 1e-6
    assert not ends[1] < 1e6


def test_a_ball_stops_in_the_minimum_of_its_side() -> None:
    for start, value in ((1.5, -0.5167), (-1.5, -1.5148)):
        last = steps(surface={"kind": "polynomial"}, start=[start], optimizer={"kind": "sgd"}, steps=2000)[-1]
        assert last.value == pytest.approx(value, abs=1e-4)
        assert abs(last.gradient[0]) < 1e-6


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name())
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_given_gradients_move_every_optimizer(optimizer: Any, dtype: str) -> None:
    surface = {"kind": "gradients", "gradients": [[2.0], [2.0], [-4.0]]}
    walked = steps(surface=surface, start=[1.0], optimizer={"kind": optimizer.name()}, steps=3, dtype=dtype)
    assert [step.gradient for step in walked] == [[2.0], [2.0], [-4.0]]
    assert all(step.value is None for step in walked)
    assert walked[0].w[0] < 1.0


def test_l2_bends_the_error_and_weight_decay_only_the_path() -> None:
    surface = {"kind": "quadratic", "matrix": [[1]], "b": [0]}
    sgd = {"kind": "sgd", "learning_rate": 0.1}
    bent = steps(surface=surface, start=[1], optimizer=sgd, steps=1, l2=1.0)[0]
    decayed = steps(surface=surface, start=[1], optimizer=sgd, steps=1, weight_decay=1.0)[0]
    assert bent.w == pytest.approx([0.8])
    assert bent.value == pytest.approx(0.8**2)
    assert decayed.w == pytest.approx([0.8])
    assert decayed.value == pytest.approx(0.8**2 / 2)


def test_a_walk_that_diverges_ends_without_a_nan_in_its_lines() -> None:
    walked = steps(
        surface={"kind": "polynomial"}, start=[3], optimizer={"kind": "sgd", "learning_rate": 10}, steps=1000
    )
    assert len(walked) < 1000
    assert walked[-1].to_dict()["w"] == [None]
    for step in walked:
        json.dumps(step.to_dict(), allow_nan=False)


@pytest.mark.parametrize(
    ("request_", "loc"),
    [
        ({"start": [1.0]}, "start"),
        ({"surface": {"kind": "hill"}}, "surface.kind"),
        ({"surface": {"kind": "quadratic", "matrix": [[1, 2], [3, 4]], "b": [0, 0]}}, "surface"),
        ({"surface": {"kind": "quadratic", "matrix": [[1, 0]], "b": [0, 0]}}, "surface"),
        ({"surface": {"kind": "gradients", "gradients": [[1.0]]}, "start": [0.0], "steps": 2}, "steps"),
        ({"optimizer": {"kind": "sgd", "learning_rate": -1}}, "optimizer.learning_rate"),
        ({"surface": {"kind": "linear_neuron", "shift": [1, 2, 3]}}, "surface"),
        ({"surface": {"kind": "linear_neuron", "shift": "x"}}, "surface.shift"),
        ({"surface": {"kind": "linear_neuron", "scale": [1, 0]}}, "surface"),
        ({"surface": {"kind": "linear_neuron", "scale": 0}}, "surface"),
        ({"surface": {"kind": "ravine", "condition": 0.5}}, "surface.condition"),
        ({"surface": {"kind": "fan_in", "inputs": 0}}, "surface.inputs"),
        ({"surface": {"kind": "saddle", "fence": -1}}, "surface.fence"),
        ({"noise": -1}, "noise"),
        ({"seed": 0.5}, "seed"),
        ({"dtype": "float16"}, "dtype"),
        ({"color": 1}, "color"),
    ],
)
def test_what_cannot_be_walked_is_refused_at_its_place(request_: dict[str, Any], loc: str) -> None:
    with pytest.raises(SpecError) as refused:
        Request.parse(request_)
    assert [problem.loc for problem in refused.value.problems] == [loc]


def test_the_command_prints_one_line_a_step() -> None:
    command = [sys.executable, "-m", "training.surfaces", "-"]
    done = subprocess.run(command, input='{"steps": 3}', capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["step"] for line in lines] == [1, 2, 3]
    assert set(lines[0]) == {"step", "w", "value", "gradient"}
    refused = subprocess.run(command, input='{"steps": 0}', capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert json.loads(refused.stderr)["loc"] == "steps"
    assert math.isfinite(lines[-1]["value"])


def test_a_finite_error_stays_a_number_far_out() -> None:
    surface = {"kind": "polynomial", "coefficients": [0, 1]}
    step = steps(surface=surface, start=[1e20], optimizer={"kind": "sgd"}, steps=1, dtype="float32")[0]
    assert step.to_dict()["value"] == pytest.approx(1e20, rel=1e-6)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name())
def test_a_walk_on_every_surface_begins_where_it_suits_the_surface(surface: Any) -> None:
    start = surface().start()
    (first,) = steps(surface={"kind": surface.name()}, optimizer={"kind": "sgd", "learning_rate": 1e-6}, steps=1)
    assert len(start) == surface().size()
    assert first.w == pytest.approx(start, abs=0.1)
    assert first.w != start


def test_noise_in_the_gradient_is_drawn_from_the_seed_step_by_step() -> None:
    surface = {"kind": "quadratic", "matrix": [[1, 0], [0, 25]], "b": [3, -1]}
    walked = steps(
        surface=surface, start=[-4, 2], optimizer={"kind": "sgd", "learning_rate": 0.03}, steps=50, noise=0.5, seed=7
    )
    w = np.array([-4.0, 2.0])
    for step in walked:
        drawn = standard_normal(7, step.step, 2)
        w = w - 0.03 * (np.array([1.0, 25.0]) * w - [3, -1] + 0.5 * drawn)
        assert step.w == pytest.approx(w.tolist(), rel=1e-9)
        assert step.gradient == pytest.approx([w[0] - 3, 25 * w[1] + 1], rel=1e-9)  # the true one, without noise


def test_noise_keeps_gradient_descent_from_coming_to_rest_in_proportion_to_the_rate() -> None:
    """For w ← (1 − η)w − ηξ the variance settles at η/(2 − η)."""
    for rate in (0.02, 0.5):
        walked = steps(
            surface={"kind": "quadratic", "matrix": [[1]], "b": [0]},
            start=[0],
            optimizer={"kind": "sgd", "learning_rate": rate},
            steps=4000,
            noise=1.0,
        )
        assert np.var([step.w[0] for step in walked[500:]]) == pytest.approx(rate / (2 - rate), rel=0.25)


def test_the_same_seed_walks_the_same_way_and_no_noise_is_no_draw() -> None:
    surface = {"kind": "rosenbrock"}
    adam = {"kind": "adam", "learning_rate": 0.01}
    noisy = [steps(surface=surface, optimizer=adam, noise=1.0, seed=seed)[-1].w for seed in (1, 1, 2)]
    assert noisy[0] == noisy[1] != noisy[2]
    plain = [steps(surface=surface, optimizer=adam, noise=0.0, seed=seed)[-1].w for seed in (1, 2)]
    assert plain[0] == plain[1]
