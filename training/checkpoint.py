"""Checkpoints: a population written down as safetensors bytes, from which training goes on bit for bit.

No pickle: bytes from a database can hold numbers, never code. The header carries the progress of every run as JSON,
where Python's floats survive exactly. Names, shapes and types are checked against the spec before anything is used.
"""

import json
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

from training.data import Tables, no_tables
from training.population import Population
from training.progress import Progress

FORMAT = "1"
HEADER_LIMIT = 4_000_000


class CheckpointError(ValueError):
    """Bytes that are not a checkpoint of this population."""


def to_bytes(population: Population) -> bytes:
    """The whole state of a population that still has runs."""
    progress = json.dumps([run.to_dict() for run in population.runs], allow_nan=False)
    tensors = {name: tensor.cpu().contiguous() for name, tensor in _tensors(population).items()}
    return save(tensors, {"format": FORMAT, "runs": progress})


def from_bytes(data: bytes, tables: Tables = no_tables, device: str = "cpu") -> Population:
    """The population that `to_bytes` wrote down. Raises CheckpointError for anything else."""
    header = _header(data)
    try:
        tensors = load(data)
        runs = [Progress.from_dict(values) for values in json.loads(header["runs"])]
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise CheckpointError(f"Not a readable checkpoint: {error}") from error
    if not runs or "weights" not in tensors:
        raise CheckpointError("A checkpoint needs at least one run and its weights.")
    population = Population(runs, tables, tensors["weights"].dtype, device)
    expected = _tensors(population)
    if tensors.keys() != expected.keys():
        raise CheckpointError(f"Expected the tensors {sorted(expected)}, found {sorted(tensors)}.")
    for name, tensor in expected.items():
        found = tensors[name]
        if found.shape != tensor.shape or found.dtype != tensor.dtype:
            raise CheckpointError(f"{name} should be {tensor.dtype} {list(tensor.shape)}.")
        tensor.copy_(found)
    return population


def _tensors(population: Population) -> dict[str, torch.Tensor]:
    memory = {f"memory.{name}": values for name, values in population.memory.items()}
    return {"weights": population.weights, "best_weights": population.best_weights, **memory}


def _header(data: bytes) -> dict[str, Any]:
    """safetensors' own loader drops the metadata, so its JSON header is read here: 8 bytes of length, then the text."""
    length = int.from_bytes(data[:8], "little")
    if not 2 <= length <= min(HEADER_LIMIT, len(data) - 8):
        raise CheckpointError("The header's length is impossible.")
    try:
        metadata = json.loads(data[8 : 8 + length])["__metadata__"]
    except (ValueError, KeyError, TypeError) as error:
        raise CheckpointError("The header is not readable.") from error
    if not isinstance(metadata, dict) or metadata.get("format") != FORMAT:
        raise CheckpointError("This checkpoint has another format.")
    return metadata
