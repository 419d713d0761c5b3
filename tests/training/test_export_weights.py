"""Weights as safetensors: other libraries read them, and compute with them what the engine computed."""

import json
from typing import Any

import numpy as np
import pytest
import safetensors
import safetensors.torch
import torch

from tests.training.kept_networks import at_run, taken
from training import Spec
from training.exports import EXPORTS
from training.exports.recorded import NothingRecorded

NETWORK: dict[str, Any] = {
    "plain": {"data": {"samples": 80}},
    "batch": {
        "data": {"samples": 80},
        "network": {"hidden": [{"units": 5, "activation": {"kind": "relu"}, "normalization": "batch"}]},
    },
    "layer": {
        "data": {"dataset": "iris"},
        "network": {"hidden": [{"units": 5, "activation": {"kind": "gelu"}, "normalization": "layer"}, {"units": 3}]},
    },
    "numbers": {"data": {"dataset": "diabetes", "samples": 80}},
}
FUNCTIONS = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU, "gelu": torch.nn.GELU}


def rebuilt(spec: Spec, data: bytes) -> torch.nn.Sequential:
    """A network as students build one, with the tensors of the file in it."""
    tensors = safetensors.torch.load(data)
    count = len(spec.network.hidden) + 1
    parts: list[tuple[str, torch.nn.Module]] = []
    for number in range(count):
        weight = tensors[f"layers.{number}.weight"]
        parts.append((f"layers.{number}", torch.nn.Linear(weight.shape[1], weight.shape[0])))
        if number < count - 1:
            layer = spec.network.hidden[number]
            if layer.normalization != "none":
                kind = torch.nn.BatchNorm1d if layer.normalization == "batch" else torch.nn.LayerNorm
                parts.append((f"norms.{number}", kind(weight.shape[0])))
            parts.append(("", FUNCTIONS[layer.activation.kind]()))
    for name, part in parts:
        own = {key.removeprefix(f"{name}."): value for key, value in tensors.items() if key.startswith(f"{name}.")}
        part.load_state_dict(own if name else {})
    return torch.nn.Sequential(*(part for _, part in parts)).eval()


@pytest.mark.parametrize("name", NETWORK)
def test_a_sequential_with_these_weights_has_the_recorded_validation_loss(name: str) -> None:
    some = taken(stopping={"epochs": 6}, **NETWORK[name])
    network = rebuilt(some.spec, EXPORTS["weights"].write(some.recorded))
    part = some.prepared.validation
    inputs, targets = (torch.from_numpy(values).float() for values in (part.inputs, part.targets))
    with torch.inference_mode():
        outputs = network(inputs)
        loss = (
            torch.nn.functional.mse_loss(outputs, targets)
            if name == "numbers"
            else torch.nn.functional.cross_entropy(outputs, targets.argmax(dim=1))
        )
    assert loss.item() == pytest.approx(some.last["last"]["validation_loss"], abs=1e-6)


def test_the_metadata_say_what_it_is_and_what_it_expects(tmp_path: Any) -> None:
    some = taken(data={"dataset": "diabetes", "samples": 80}, stopping={"epochs": 2})
    path = tmp_path / "network.safetensors"
    path.write_bytes(EXPORTS["weights"].write(some.recorded))
    with safetensors.safe_open(path, "np") as file:
        told = file.metadata()
    assert (told["run"], told["epoch"], told["link"]) == ("1", "2", some.recorded.link)
    assert Spec.parse(told["spec"]) == some.spec
    inputs, output = json.loads(told["inputs"]), json.loads(told["output"])
    assert np.array_equal(inputs["shift"], some.prepared.shift)
    assert np.array_equal(inputs["scale"], some.prepared.scale)
    assert output["activation"] == "linear"
    assert output["scale"] == some.prepared.target_scale


def test_without_a_network_it_says_so() -> None:
    some = taken(data={"samples": 40}, stopping={"epochs": 1})
    with pytest.raises(NothingRecorded, match="There is no run 2"):
        EXPORTS["weights"].write(at_run(some, 2))
    with pytest.raises(NothingRecorded, match="Run 1 has no network yet"):
        EXPORTS["weights"].write(type(some.recorded)(some.recorded.spec, []))
