"""Training goes on from a checkpoint as if nothing had happened, and bytes that are none are refused."""

import json
import random
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load, save

from training import Spec
from training.checkpoint import CheckpointError, from_bytes, to_bytes
from training.data import MissingData
from training.datasets import Outline, Samples
from training.engine import advance, begin, change
from training.events import Event
from training.optimizers import OPTIMIZERS
from training.population import Population
from training.tables import Table

SMALL = {"data": {"samples": 60}, "stopping": {"epochs": 6}}
EARLY = {
    "data": {"dataset": "diabetes", "samples": 100},
    "optimizer": {"kind": "adam", "learning_rate": 0.03},
    "stopping": {"epochs": 200, "early": {"patience": 3}},
}


def finish(population: Population, interrupt: bool, change_after: int | None = None) -> list[Event]:
    """Train to the end; with `interrupt`, every epoch is trained by a population that was just read from bytes."""
    events = list(begin(population))
    results = population.results
    epoch = 0
    while population.runs:
        if interrupt:
            population = from_bytes(to_bytes(population))
        if epoch == change_after:
            events += change(population, {"optimizer.learning_rate": 0.2, "batch.size": 7, "regularization.l2": 0.01})
        events += advance(population)
        results.update(population.results)
        epoch += 1
    return events


def comparable(events: list[Event]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in event.to_dict().items() if name not in ("seconds", "validation_seconds")}
        for event in events
    ]


@pytest.mark.parametrize("optimizer", [optimizer.name() for optimizer in OPTIMIZERS])
def test_interrupting_every_epoch_changes_no_bit(optimizer: str) -> None:
    spec = Spec.parse({**SMALL, "optimizer": {"kind": optimizer}})
    undisturbed = finish(Population.start([spec]), interrupt=False)
    assert comparable(finish(Population.start([spec]), interrupt=True)) == comparable(undisturbed)
    assert undisturbed[-1].type == "run_finished"


@pytest.mark.parametrize(
    ("settings", "change_after"),
    [
        (EARLY, None),
        ({**EARLY, "validation": {"every": 2}}, None),
        ({**SMALL, "optimizer": {"kind": "adam"}}, 2),
        ({"data": {"dataset": "wine", "normalization": {"shift": False, "scale": False}},
          "optimizer": {"kind": "sgd", "learning_rate": 10}}, None),
    ],
    ids=["early stopping", "rare validation", "changed settings", "diverging"],
)  # fmt: skip
def test_progress_survives_interruptions(settings: dict[str, Any], change_after: int | None) -> None:
    spec = Spec.parse(settings)
    undisturbed = finish(Population.start([spec]), False, change_after)
    assert comparable(finish(Population.start([spec]), True, change_after)) == comparable(undisturbed)


def test_a_population_of_several_runs_survives_interruptions() -> None:
    specs = [
        Spec.parse({**SMALL, "seed": seed, "stopping": {"epochs": 2 + 2 * seed}, "optimizer": {"kind": "rmsprop"}})
        for seed in range(3)
    ]
    undisturbed = finish(Population.start(specs), interrupt=False)
    assert comparable(finish(Population.start(specs), interrupt=True)) == comparable(undisturbed)


def test_float64_survives() -> None:
    population = Population.start([Spec.parse(SMALL)], dtype=torch.float64)
    begin(population)
    again = from_bytes(to_bytes(population))
    assert torch.equal(again.weights, population.weights)
    assert again.weights.dtype == torch.float64


def test_everything_that_was_written_is_read() -> None:
    population = Population.start([Spec.parse({**SMALL, "optimizer": {"kind": "adam"}})])
    begin(population)
    advance(population)
    again = from_bytes(to_bytes(population))
    assert again.runs == population.runs
    for name in ("mean", "spread"):
        assert torch.equal(again.memory[name], population.memory[name])
    assert torch.equal(again.weights, population.weights)
    assert torch.equal(again.best_weights, population.best_weights)


def a_checkpoint(**settings: Any) -> bytes:
    population = Population.start([Spec.parse({**SMALL, "optimizer": {"kind": "adam"}, **settings})])
    begin(population)
    advance(population)
    return to_bytes(population)


def mutate(data: bytes, random_: random.Random) -> bytes:
    """Damage as disks, programs and attackers do it."""
    position, length = random_.randrange(len(data)), random_.randrange(1, 40)
    match random_.randrange(8):
        case 0:
            return data[:position]
        case 1:
            return data + random_.randbytes(length)
        case 2:
            return random_.randbytes(8) + data[8:]
        case 3:
            return data[:position] + random_.randbytes(length) + data[position + length :]
        case 4:
            return data[:position] + data[position + length :]
        case 5:
            start = random_.randrange(len(data))
            return data[:position] + data[start : start + length] + data[position + length :]
        case 6:
            damaged = bytearray(data)
            for _ in range(length):
                damaged[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
            return bytes(damaged)
    header = 8 + int.from_bytes(data[:8], "little")
    damaged = bytearray(data)
    damaged[random_.randrange(8, header)] = random_.choice(b'0123456789-.eE"{}[],:xtfn')
    return bytes(damaged)


def read(data: bytes) -> Population | None:
    """The population, or None where the bytes are refused in one of the two ways that are promised."""
    try:
        return from_bytes(data)
    except (CheckpointError, MissingData):
        return None


def test_two_thousand_damaged_checkpoints_are_refused_or_whole() -> None:
    random_ = random.Random(2)
    whole = [a_checkpoint(), a_checkpoint(optimizer={"kind": "sgd"}, network={"hidden": []})]
    refused = 0
    for number in range(2000):
        population = read(mutate(whole[number % 2], random_))
        if population is None:
            refused += 1
            continue
        assert advance(population)
        if population.runs:
            to_bytes(population)
    assert 1000 < refused < 2000


Edit = Callable[[dict[str, Any]], object]


def edited(edit: Edit, run: Edit = lambda values: None) -> bytes:
    """A well-formed file whose tensors and whose first run's progress were changed by hand."""
    data = a_checkpoint()
    length = int.from_bytes(data[:8], "little")
    runs = json.loads(json.loads(data[8 : 8 + length])["__metadata__"]["runs"])
    tensors = load(data)
    run(runs[0])
    edit(tensors)
    return save(tensors, {"format": "1", "runs": json.dumps(runs)})


def spec_with(path: str, value: Any) -> Edit:
    *parents, last = path.split(".")

    def edit(run: dict[str, Any]) -> None:
        target = run["spec"]
        for name in parents:
            target = target[name]
        target[last] = value

    return edit


FORGED: dict[str, bytes | Callable[[], bytes]] = {
    "empty": b"",
    "short": b"\x00" * 7,
    "text": b"hello, this is not a checkpoint at all",
    "pickle": b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x02id\x85R.",
    "zip": b"PK\x03\x04" + b"\x00" * 100,
    "no weights": lambda: edited(lambda tensors: tensors.pop("weights")),
    "no memory": lambda: edited(lambda tensors: tensors.pop("memory.mean")),
    "one tensor more": lambda: edited(lambda tensors: tensors.update(other=torch.zeros(1))),
    "scalar weights": lambda: edited(lambda tensors: tensors.update(weights=torch.tensor(1.0))),
    "whole numbers": lambda: edited(lambda tensors: tensors.update(weights=tensors["weights"].long())),
    "half precision": lambda: edited(lambda tensors: tensors.update(weights=tensors["weights"].half())),
    "another precision": lambda: edited(lambda tensors: tensors.update(best_weights=tensors["weights"].double())),
    "two rows": lambda: edited(lambda tensors: tensors.update(weights=tensors["weights"].repeat(2, 1))),
    "no rows": lambda: edited(lambda tensors: tensors.update(weights=tensors["weights"][:0])),
    "other widths": lambda: edited(lambda tensors: tensors.update(weights=tensors["weights"][:, 1:].contiguous())),
    "another network": lambda: edited(lambda _: None, spec_with("network.hidden", [])),
    "an enormous network": lambda: edited(lambda _: None, spec_with("network.hidden", [{"units": 512}] * 8)),
    "no spec": lambda: edited(lambda _: None, lambda run: run.pop("spec")),
    "empty spec": lambda: edited(lambda _: None, lambda run: run.update(spec=[])),
    "spec of shares above one": lambda: edited(lambda _: None, spec_with("data.split.train", 0.9)),
    "too many samples": lambda: edited(lambda _: None, spec_with("data.samples", 99_999)),
    "an unknown column": lambda: edited(lambda _: None, spec_with("data.features", ["x9"])),
    "another loss": lambda: edited(lambda _: None, spec_with("data.dataset", "plane")),
    "negative epoch": lambda: edited(lambda _: None, lambda run: run.update(epoch=-1)),
    "epoch in words": lambda: edited(lambda _: None, lambda run: run.update(epoch="1")),
    "astronomical epoch": lambda: edited(lambda _: None, lambda run: run.update(epoch=10**30)),
    "half an update": lambda: edited(lambda _: None, lambda run: run.update(updates=1.5)),
    "time runs backwards": lambda: edited(lambda _: None, lambda run: run.update(seconds=-1.0)),
    "NaN": lambda: edited(lambda _: None, lambda run: run.update(initial_loss=float("nan"))),
    "NaN in the stopper": lambda: edited(lambda _: None, lambda run: run["stopper"].update(best=float("nan"))),
    "an unknown field": lambda: edited(lambda _: None, lambda run: run.update(__class__="os.system")),
    "a list for the stopper": lambda: edited(lambda _: None, lambda run: run.update(stopper=[])),
    "a number for the figures": lambda: edited(lambda _: None, lambda run: run.update(last=3)),
    "no runs": lambda: save({"weights": torch.zeros(1, 28)}, {"format": "1", "runs": "[]"}),
    "runs that are no list": lambda: save({"weights": torch.zeros(1, 28)}, {"format": "1", "runs": "{}"}),
    "runs of numbers": lambda: save({"weights": torch.zeros(1, 28)}, {"format": "1", "runs": "[1]"}),
    "deep runs": lambda: save({"weights": torch.zeros(1, 28)}, {"format": "1", "runs": "[" * 100_000}),
    "endless number": lambda: save({"weights": torch.zeros(1, 28)}, {"format": "1", "runs": "1" * 10_000}),
    "another format": lambda: save({"weights": torch.zeros(1, 28)}, {"format": "2", "runs": "[]"}),
    "no metadata": lambda: save({"weights": torch.zeros(1, 28)}),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_a_forged_checkpoint_is_refused(forged: bytes | Callable[[], bytes]) -> None:
    with pytest.raises(CheckpointError):
        from_bytes(forged if isinstance(forged, bytes) else forged())


@pytest.mark.parametrize("header", [b"[" * 100_000, b"[]", b"null", b'{"__metadata__": []}', b"\xff\xfe", b"{}"])
def test_a_header_that_is_no_description_is_refused(header: bytes) -> None:
    with pytest.raises(CheckpointError):
        from_bytes(len(header).to_bytes(8, "little") + header)


@pytest.mark.parametrize("length", [0, 1, 5_000_000, 2**31, 2**40, 2**63, 2**64 - 1])
def test_an_impossible_header_length_is_refused_at_once(length: int) -> None:
    started = time.perf_counter()
    with pytest.raises(CheckpointError):
        from_bytes(length.to_bytes(8, "little") + a_checkpoint()[8:])
    assert time.perf_counter() - started < 0.5


def test_runs_of_different_shapes_are_refused() -> None:
    population = Population.start([Spec.parse(SMALL), Spec.parse({**SMALL, "seed": 1})])
    begin(population)
    data = to_bytes(population)
    length = int.from_bytes(data[:8], "little")
    runs = json.loads(json.loads(data[8 : 8 + length])["__metadata__"]["runs"])
    runs[1]["spec"]["batch"]["size"] = 11
    with pytest.raises(CheckpointError, match="equal shape"):
        from_bytes(save(load(data), {"format": "1", "runs": json.dumps(runs)}))


def test_training_on_a_table_goes_on_only_where_the_table_is() -> None:
    random_ = np.random.default_rng(0)
    samples = Samples(random_.normal(size=(50, 2)), random_.integers(0, 2, 50))
    outline = Outline("Mine", "classification", ("a", "b"), ("no", "yes"), samples=50, maximum=50)
    tables = {"table-1": Table(outline, samples)}.get
    spec = Spec.parse({"data": {"dataset": "table-1"}}, lambda name: outline if name == "table-1" else None)
    population = Population.start([spec], tables)
    begin(population)
    data = to_bytes(population)
    again = from_bytes(data, tables)
    assert torch.equal(again.train.inputs, population.train.inputs)
    with pytest.raises(MissingData):
        from_bytes(data)
