"""`python -m benchmarks`: updates per second of one network, Descent beside PyTorch, Keras, scikit-learn, Lightning.

Prints a table of ratios and writes everything measured to benchmarks/results/. One thread, data in memory, and no
evaluation in the timed part, except for the row that says so.
"""

import argparse
import importlib.util
import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_name] = "1"  # read when NumPy and PyTorch are loaded, which the functions below do

GOAL = 5
RESULTS = Path(__file__).parent / "results"
INSTALL = f"{sys.executable} -m pip install -r requirements-bench.lock"


def main() -> int:
    """Measure, print and write; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="measurements of each candidate (default 7)")
    parser.add_argument("--output", type=Path, default=RESULTS / "latest.json", help="where the JSON goes")
    arguments = parser.parse_args()
    missing = [name for name in ("keras", "lightning") if importlib.util.find_spec(name) is None]
    if missing:
        print(f"Not installed: {', '.join(missing)}. Install with:\n  {INSTALL}", file=sys.stderr)
        return 1
    document = measured(arguments.rounds)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(document, indent=1) + "\n")
    print(f"\nWritten to {arguments.output}")
    slow = [row["task"] for row in document["results"] if row["candidate"] == "Descent" and row["ratio"] < GOAL]
    print(f"Below {GOAL} times the PyTorch loop: {', '.join(slow)}." if slow else f"At least {GOAL} times everywhere.")
    return 1 if slow else 0


def measured(rounds: int) -> dict[str, Any]:
    """All measurements as one JSON document, printed while they arrive."""
    import torch

    from benchmarks.candidates import CANDIDATES
    from benchmarks.footprint import footprint
    from benchmarks.measure import measure
    from benchmarks.task import TASKS
    from training.fingerprint import fingerprint

    torch.set_num_threads(1)
    results = []
    for task in TASKS:
        print(f"\n{task.name}: {rounds} rounds of {task.updates:,} updates", flush=True)
        print(f"  {'':32}{'updates/s':>11}{'× loop':>9}{'range':>15}{'loss':>9}")
        for result in measure(task, CANDIDATES, rounds):
            spread = f"{result.lowest:.2f}–{result.highest:.2f}"
            print(
                f"  {result.candidate:32}{result.updates_per_second:11,.0f}{result.ratio:9.2f}"
                f"{spread:>15}{result.loss:9.3f}"
            )
            results.append(asdict(result))
    sizes = [footprint(task) for task in TASKS]
    print(f"\n  {'':32}{'checkpoint':>12}{'write':>10}{'read':>10}{'memory':>10}{'estimate':>10}")
    for size in sizes:
        print(
            f"  {size.task:32}{size.checkpoint_bytes:10,} B{size.write_microseconds:7,.0f} µs"
            f"{size.read_microseconds:7,.0f} µs"
            f"{size.peak_bytes / 2**20:6.1f} MiB{size.estimated_bytes / 2**20:6.1f} MiB"
        )
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "fingerprint": fingerprint(),
        "rounds": rounds,
        "results": results,
        "footprints": [asdict(size) for size in sizes],
    }


if __name__ == "__main__":
    sys.exit(main())
