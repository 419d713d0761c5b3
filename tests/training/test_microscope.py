"""The microscope against autograd, hand-worked steps and hand-worked figures; looking changes nothing."""

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import torch

from training import Spec, train
from training.differentiable import objective
from training.epoch import begin_epoch, train_one_epoch
from training.layout import weights_sha256
from training.microscope import MicroscopeRequest, microscope
from training.microscope.memories import MEMORIES, UNINTERESTING
from training.microscope.noise import gradient_noise
from training.microscope.recorder import Recorder
from training.microscope.replay import Replay
from training.microscope.report import consistency, effective_steps, gains, places_to_watch, report
from training.optimizers import OPTIMIZERS
from training.population import Population

SMALL: dict[str, Any] = {"data": {"samples": 60}, "network": {"hidden": [{"units": 3}]}}


def seen(epochs: int = 2, updates: int = 50, weight: str | None = None, **settings: Any) -> dict[str, Any]:
    request = {"spec": {**SMALL, **settings}, "epochs": epochs, "updates": updates, "weight": weight}
    return microscope(MicroscopeRequest.parse(request))


def autograd(spec: Spec, batches: list[Any], row: torch.Tensor, layers: Any) -> np.ndarray:
    """The gradient [parameters] of the objective over these samples, by autograd in float64."""
    inputs, targets = (torch.cat([batch[part][0] for batch in batches]).double() for part in (0, 1))
    weights = row.double().clone().requires_grad_()
    objective(spec, layers, inputs.clone(), targets.clone())(weights).backward()
    assert weights.grad is not None
    return weights.grad.numpy()


@pytest.mark.parametrize("regularization", [{}, {"l2": 0.1, "l1": 0.01}], ids=["plain", "penalties"])
def test_the_first_gradients_are_those_of_autograd(regularization: dict[str, float]) -> None:
    found = seen(epochs=1, regularization=regularization)
    spec = Spec.parse({**SMALL, "regularization": regularization})
    population = Population.start([spec])
    begin_epoch(population)
    for number, batch in enumerate(population.batches):
        weights = torch.from_numpy(found["series"]["weight"][number])
        expected = autograd(spec, [batch], weights, population.layers)
        assert found["series"]["gradient"][number] == pytest.approx(expected, abs=2e-6)


def test_adams_memory_and_step_are_those_worked_out_by_hand() -> None:
    found = seen(optimizer={"kind": "adam", "learning_rate": 0.01})
    series = {name: values.astype(np.float64) for name, values in found["series"].items()}
    mean = spread = np.zeros(series["gradient"].shape[1])
    for t, gradient in enumerate(series["gradient"], start=1):
        mean, spread = 0.9 * mean + 0.1 * gradient, 0.999 * spread + 0.001 * gradient**2
        step = -0.01 * (mean / (1 - 0.9**t)) / (np.sqrt(spread / (1 - 0.999**t)) + 1e-8)
        assert series["memory.mean"][t - 1] == pytest.approx(mean, abs=1e-6)
        assert series["memory.spread"][t - 1] == pytest.approx(spread, abs=1e-6)
        assert series["update"][t - 1] == pytest.approx(step, abs=1e-6)
    assert np.array_equal(series["weight"][1:], series["weight"][:-1] + series["update"][:-1])
    assert found["updates"] == list(range(1, 9))
    assert found["epochs"] == [1] * 4 + [2] * 4


@pytest.mark.parametrize("kind", [optimizer.name() for optimizer in OPTIMIZERS])
def test_every_optimizer_can_be_looked_at_and_trains_the_same(kind: str) -> None:
    spec = Spec.parse({**SMALL, "optimizer": {"kind": kind}, "stopping": {"epochs": 3}})
    population = Population.start([spec])
    recorder, replay = Recorder(places_to_watch(population.layers), 100), Replay(population, 1, {})
    for epoch in range(3):
        recorder.watch(population, 1)
        replay.advance(last=epoch == 2)
    found = report(population.layers, recorder, None, gradient_noise(population, 0))
    assert all(np.isfinite(values).all() for values in found["series"].values())
    ended = [event for event in train(spec) if event.type == "run_finished"]
    assert weights_sha256(population.weights[0].numpy()) == ended[0].weights_sha256


def test_every_memory_has_words() -> None:
    named = {name for optimizer in OPTIMIZERS if optimizer.name() != "written" for name in optimizer().memory}
    assert named == {*MEMORIES, *UNINTERESTING}


def test_the_memory_of_a_written_rule_has_the_name_that_it_has_there() -> None:
    rule = {"kind": "written", "rule": "push = 0.5*push + decays*g\nw = w - eta*push", "constants": {}}
    found = seen(optimizer=rule)
    assert [memory["title"] for memory in found["memories"]] == ["Memory push"]
    built_in = seen(optimizer={"kind": "momentum", "beta": 0.5, "learning_rate": 0.01})
    assert found["series"]["memory.push"].shape == built_in["series"]["memory.velocity"].shape
    weights = list(range(6))  # of the first layer: two inputs, three units
    first = found["series"]["memory.push"][:, weights]
    assert np.array_equal(first[0], found["series"]["gradient"][0, weights])
    assert first[1] == pytest.approx(0.5 * first[0] + found["series"]["gradient"][1, weights], abs=1e-7)


def test_what_a_written_rule_calls_its_gain_is_a_memory_like_any_other() -> None:
    rule = "{0} = 0.5*{0} + g\nw = w - eta*{0}"
    found, other = (seen(optimizer={"kind": "written", "rule": rule.format(name)}) for name in ("gain", "push"))
    assert np.array_equal(found["gain"], other["gain"], equal_nan=True)
    assert not np.array_equal(found["gain"], found["series"]["memory.gain"][-1])


def test_only_the_last_updates_are_told_across_epochs() -> None:
    whole, last = seen(epochs=3), seen(epochs=3, updates=5)
    assert last["updates"] == [8, 9, 10, 11, 12]
    assert np.array_equal(last["series"]["gradient"], whole["series"]["gradient"][-5:])


def test_consistency_and_gain_are_those_of_the_definition() -> None:
    gradients = np.array([[1.0, 1, 0, 2], [1, -1, 0, -1], [1, 1, 0, 0], [1, -1, 0, 1]], np.float32)
    assert consistency(gradients)[[0, 1, 3]].tolist() == [1.0, 0.0, 0.5]
    assert np.isnan(consistency(gradients)[2])
    steps = {"gradient": gradients, "update": -0.1 * gradients.astype(np.float64) * [1, 2, 1, 0.5]}
    assert gains(steps, np.full(4, 0.1))[[0, 1, 3]] == pytest.approx([1, 2, 0.5])
    assert effective_steps(steps)[0, [0, 1, 3]] == pytest.approx([0.1, 0.2, 0.05])
    assert np.isnan(effective_steps(steps)[0, 2])


def test_gains_of_plain_descent_are_one_and_of_adaptive_gains_its_own() -> None:
    assert seen(optimizer={"kind": "sgd"})["gain"] == pytest.approx(1, abs=1e-3)
    own = seen(epochs=20, optimizer={"kind": "adaptive_gains"}, batch={"size": "full"})
    assert np.array_equal(own["gain"], own["series"]["memory.gain"][-1])
    # Hinton 6d: what keeps its sign speeds up, what flips slows down.
    steady = own["consistency"] == 1
    assert steady.any()
    assert own["gain"][steady] == pytest.approx(1 + 0.05 * 19)


def test_a_full_batch_reads_zero_degrees() -> None:
    noise = seen(batch={"size": "full"})["noise"]
    assert noise["angles"].shape == (1, 3)
    assert noise["angles"] == pytest.approx(0, abs=1e-9)
    assert noise["ratios"] == pytest.approx(1, abs=1e-12)


def test_the_noise_is_that_of_autograds_gradients() -> None:
    spec = Spec.parse({**SMALL, "regularization": {"l2": 0.05}, "batch": {"size": 7}})
    population = Population.start([spec])
    train_one_epoch(population)
    noise = gradient_noise(population, 0)
    batches = population.batches
    full = autograd(spec, batches, population.weights[0], population.layers)
    parts = [slice(layer.start, layer.end) for layer in population.layers] + [slice(None)]
    for number, batch in enumerate(batches):
        one = autograd(spec, [batch], population.weights[0], population.layers)
        for column, part in enumerate(parts):
            cosine = one[part] @ full[part] / (np.linalg.norm(one[part]) * np.linalg.norm(full[part]))
            assert noise.angles[number, column] == pytest.approx(np.degrees(np.arccos(cosine)), abs=1e-6)
            ratio = np.linalg.norm(one[part]) / np.linalg.norm(full[part])
            assert noise.ratios[number, column] == pytest.approx(ratio, rel=1e-9)
    assert noise.angles.min() > 0
    assert noise.angles.max() < 180


def test_dropout_and_noise_are_no_part_of_the_meter() -> None:
    layer = {"units": 3, "dropout": 0.5}
    noise = seen(network={"hidden": [layer]}, regularization={"input_noise": 0.3}, batch={"size": "full"})["noise"]
    assert noise["angles"] == pytest.approx(0, abs=1e-9)


def test_a_large_network_is_told_in_part() -> None:
    large = {"hidden": [{"units": 400}, {"units": 20}]}
    found = seen(updates=100, weight="weights.2.7.311", network=large, data={"samples": 300}, epochs=4)
    assert 1200 + 7 * 400 + 311 in found["places"]
    assert len(found["places"]) == 401
    assert len(found["watched"]) <= 2400
    assert found["layers"][0]["gradient"].shape == (72, 3)


def test_the_command_prints_one_object_and_refuses_in_words() -> None:
    def command(request: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-m", "training.microscope", "-"]
        return subprocess.run(program, input=json.dumps(request), capture_output=True, text=True)

    answer = command({"spec": {**SMALL, "optimizer": {"kind": "sgd", "learning_rate": 10}}, "epochs": 1})
    assert json.loads(answer.stdout)["updates"] == [1, 2, 3, 4]
    refused = command({"spec": SMALL, "weight": "weights.1.9.0"})
    assert refused.returncode == 2
    problem = json.loads(refused.stderr)
    assert problem == {"loc": "weight", "msg": "There is no unit 9 in layer 1: they count from 0 to 2."}
