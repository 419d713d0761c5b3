"""What one run takes beside time: memory, and the size and speed of its checkpoint."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.task import Task
from training.checkpoint import from_bytes, to_bytes
from training.engine import begin
from training.epoch import train_one_epoch
from training.population import Population

CHILD = """
import json, re, sys
from pathlib import Path
from training import Spec, train
from training.data import prepare


def kilobytes(name):
    return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])


spec = Spec.parse(sys.argv[1])
list(train(Spec.parse({"stopping": {"epochs": 2}})))
prepare(spec)
Path("/proc/self/clear_refs").write_text("5")  # the high-water mark starts anew
warm = kilobytes("VmRSS")
list(train(spec))
print(json.dumps(1024 * (kilobytes("VmHWM") - warm)))
"""


@dataclass(frozen=True)
class Footprint:
    """Bytes and microseconds of one run."""

    task: str
    checkpoint_bytes: int
    write_microseconds: float
    read_microseconds: float
    peak_bytes: int
    """How much a warm process grows when it trains this run, at most."""
    estimated_bytes: int
    """What the spec's cost estimate says."""


def footprint(task: Task) -> Footprint:
    """Measure one task; memory in a fresh process, because a peak never goes down again."""
    spec = task.spec.with_settings({"stopping.epochs": 5})
    population = Population.start([spec])
    begin(population)
    train_one_epoch(population)
    data = to_bytes(population)
    outline = spec.outline()
    assert outline is not None
    child = subprocess.run(
        [sys.executable, "-c", CHILD, json.dumps(spec.to_dict())], capture_output=True, text=True, check=True
    )
    return Footprint(
        task=task.name,
        checkpoint_bytes=len(data),
        write_microseconds=_median(lambda: to_bytes(population)),
        read_microseconds=_median(lambda: from_bytes(data)),
        peak_bytes=json.loads(child.stdout),
        estimated_bytes=spec.cost(outline).memory_bytes,
    )


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(50):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return round(statistics.median(times) * 1e6, 1)
