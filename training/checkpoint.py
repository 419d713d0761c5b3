"""Checkpoints: a population written down as safetensors bytes, from which training goes on bit for bit.

No pickle: bytes from a database can hold numbers, never code. The header carries the progress of every run as JSON,
where Python's floats survive exactly. Names, shapes and types are checked against the spec before anything is used.
"""

import json
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

from training.data import MissingData, Tables, no_tables, outlines
from training.ensemble import Ensemble
from training.late_validation import LateValidation
from training.population import Population
from training.progress import Progress
from training.rules import check
from training.runs import shape_key
from training.search import PopulationBased
from training.sections.ensemble import MOST_MEMBERS

FORMAT = "1"
HEADER_LIMIT = 4_000_000


class CheckpointError(ValueError):
    """Bytes that are not a checkpoint of this population."""


def to_bytes(population: Population) -> bytes:
    """The whole state of a population that still has runs."""
    progress = json.dumps([run.to_dict() for run in population.runs], allow_nan=False)
    tensors = {name: tensor.cpu().contiguous() for name, tensor in _tensors(population).items()}
    header = {"format": FORMAT, "runs": progress}
    if population.late is not None:
        header["late"] = json.dumps(population.late.to_dict(), allow_nan=False)
    if population.evolution:
        header["evolution"] = population.evolution.model_dump_json()
    if population.ensemble:
        header["ensemble"] = json.dumps(population.ensemble.ended)
    return save(tensors, header)


def from_bytes(data: bytes, tables: Tables = no_tables, device: str = "cpu") -> Population:
    """The population that `to_bytes` wrote down.

    Raises CheckpointError for anything else, and MissingData where the table it trained on is gone.
    """
    header = _header(data)
    try:
        tensors = load(data)
        runs = [Progress.from_dict(values) for values in json.loads(header["runs"], parse_constant=_refuse)]
        late = LateValidation.from_dict(json.loads(header["late"])) if "late" in header else None
        evolution = PopulationBased.model_validate_json(header["evolution"]) if "evolution" in header else None
        if late is not None and late.judges.keys() != {run.number for run in runs}:
            raise ValueError("the judges are not those of its runs")
    except (SafetensorError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise CheckpointError(f"Not a readable checkpoint: {error}") from error
    _check_runs(runs, tables)
    weights = tensors.get("weights")
    if weights is None or weights.dtype not in (torch.float32, torch.float64) or weights.shape[:1] != (len(runs),):
        raise CheckpointError("A checkpoint needs the weights of each of its runs.")
    population = Population(runs, tables, weights.dtype, device)
    population.late = late
    population.evolution = evolution
    if "ensemble" in header:
        population.ensemble = Ensemble.with_room(population, _ended(header["ensemble"]))
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
    kept = population.ensemble.kept if population.ensemble else {}
    ensemble = {f"ensemble.{name}": values for name, values in kept.items()}
    tensors = {"weights": population.weights, "best_weights": population.best_weights, **memory, **ensemble}
    if population.statistics.shape[1]:
        tensors |= {"statistics": population.statistics, "best_statistics": population.best_statistics}
    return tensors


def _ended(text: str) -> list[int]:
    try:
        ended = json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise CheckpointError("The header is not readable.") from error
    if not isinstance(ended, list) or len(ended) > MOST_MEMBERS or not all(type(number) is int for number in ended):
        raise CheckpointError("An ensemble needs the numbers of the members that have ended.")
    return ended


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _check_runs(runs: list[Progress], tables: Tables) -> None:
    """Whether these runs could have trained in one population; nothing is allocated before that is sure."""
    for run in runs:
        outline = run.spec.outline(outlines(tables))
        if outline is None:
            raise MissingData(f'The data set "{run.spec.data.dataset}" does not exist here.')
        if problems := check(run.spec, outline):
            raise CheckpointError(f"The spec cannot be trained: {problems[0].msg}")
    if not runs or len({shape_key(run.spec) for run in runs}) > 1:
        raise CheckpointError("A checkpoint needs runs of equal shape.")


def _header(data: bytes) -> dict[str, Any]:
    """safetensors' own loader drops the metadata, so its JSON header is read here: 8 bytes of length, then the text."""
    length = int.from_bytes(data[:8], "little")
    if not 2 <= length <= min(HEADER_LIMIT, len(data) - 8):
        raise CheckpointError("The header's length is impossible.")
    try:
        metadata = json.loads(data[8 : 8 + length])["__metadata__"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CheckpointError("The header is not readable.") from error
    if not isinstance(metadata, dict) or metadata.get("format") != FORMAT:
        raise CheckpointError("This checkpoint has another format.")
    return metadata
