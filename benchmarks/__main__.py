"""`python -m benchmarks`: how fast Descent trains one network, and many at once, beside what one would use otherwise.

One network: updates per second, beside PyTorch, Keras, scikit-learn, Lightning. Many: seconds per trial of a search,
beside the same loop one trial after another, joblib, Optuna, Ray Tune, Keras Tuner, scikit-learn. Prints tables of
ratios and writes everything measured to benchmarks/results/. One thread, data in memory, and no evaluation in the timed
part of single networks, one look at the validation samples per trial, except for the rows that say so.
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
REQUIRED = ("keras", "lightning", "keras_tuner")
RESULTS = Path(__file__).parent / "results"
INSTALL = f"{sys.executable} -m pip install -r requirements-bench.lock"


def main() -> int:
    """Measure, print and write; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="measurements of each candidate (default 7; 0: none)")
    parser.add_argument("--searches", type=int, default=5, help="measurements of each search (default 5; 0: none)")
    parser.add_argument(
        "--slices", type=int, default=7, help="measurements of each slice of a loss (default 7; 0: none)"
    )
    parser.add_argument("--output", type=Path, default=RESULTS / "latest.json", help="where the JSON goes")
    arguments = parser.parse_args()
    missing = [name for name in REQUIRED if importlib.util.find_spec(name) is None]
    if missing:
        print(f"Not installed: {', '.join(missing)}. Install with:\n  {INSTALL}", file=sys.stderr)
        return 1
    document = measured(arguments.rounds, arguments.searches, arguments.slices)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(document, indent=1) + "\n")
    print(f"\nWritten to {arguments.output}")
    print("\n".join(document["broken"]) or "Every promise is kept.")
    return 1 if document["broken"] else 0


def measured(rounds: int, searches: int, slices: int) -> dict[str, Any]:
    """All measurements as one JSON document, printed while they arrive."""
    import torch

    from training.fingerprint import fingerprint

    torch.set_num_threads(1)
    networks = single_networks(rounds) if rounds else {}
    many = many_networks(searches) if searches else {}
    surfaces = loss_slices(slices) if slices else {}
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "fingerprint": fingerprint(),
        "rounds": rounds,
        "search_rounds": searches,
        "slice_rounds": slices,
        **networks,
        **many,
        **surfaces,
        "broken": [*networks.get("below", []), *many.get("short", []), *surfaces.get("slow", [])],
    }


def single_networks(rounds: int) -> dict[str, Any]:
    """One network by every candidate, and what it takes beside time."""
    from benchmarks.candidates import CANDIDATES
    from benchmarks.footprint import footprint
    from benchmarks.measure import measure
    from benchmarks.task import TASKS

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
    slow = [row["task"] for row in results if row["candidate"] == "Descent" and row["ratio"] < GOAL]
    return {
        "results": results,
        "footprints": [asdict(size) for size in sizes],
        "below": [f"Below {GOAL} times the PyTorch loop: {task}." for task in slow],
    }


def many_networks(rounds: int) -> dict[str, Any]:
    """Many networks of one shape by every program, and the memory of each further one."""
    from benchmarks.searches import SEARCHERS
    from benchmarks.searches.measure import bytes_per_member, measure
    from benchmarks.searches.search import SEARCHES

    results, members, short = [], {}, []
    for search in SEARCHES:
        print(f"\n{search.name}: {rounds} rounds, {search.task.epochs} epochs a trial", flush=True)
        print(f"  {'':34}{'trials':>7}{'s/trial':>9}{'× loop':>9}{'range':>15}{'accuracy':>10}")
        for found in measure(search, SEARCHERS, rounds):
            spread = f"{found.lowest:.2f}–{found.highest:.2f}"
            print(
                f"  {found.program:34}{found.trials:7}{found.seconds_per_trial:9.4f}{found.ratio:9.2f}"
                f"{spread:>15}{found.accuracy:10.3f}"
            )
            results.append(asdict(found))
            if found.program == "Descent" and found.ratio < search.goal:
                short.append(f"Below {search.goal:g} times one trial after another: {search.name}.")
        members[search.name] = bytes_per_member(search)
        print(f"  Memory of each further member: {members[search.name] / 1024:,.0f} KiB", flush=True)
    return {"searches": results, "bytes_per_member": members, "short": short}


def loss_slices(rounds: int) -> dict[str, Any]:
    """A slice of the loss around a network, stacked and one network after another."""
    from benchmarks.loss_slices import CASES, POINTS, measure

    print(f"\nA slice of the loss, {POINTS} × {POINTS} networks: {rounds} rounds", flush=True)
    print(f"  {'':32}{'loop':>9}{'stacked':>10}{'× loop':>9}{'range':>15}{'memory':>11}")
    results, slow = [], []
    for case in CASES:
        found = measure(case, rounds)
        spread = f"{found.lowest:.2f}–{found.highest:.2f}"
        print(
            f"  {found.case:32}{found.loop_seconds:7.3f} s{found.stacked_seconds:8.3f} s{found.ratio:9.2f}"
            f"{spread:>15}{found.bytes / 2**20:7.1f} MiB",
            flush=True,
        )
        results.append(asdict(found))
        if found.ratio < case.goal:
            slow.append(f"Below {case.goal:g} times a loop over networks: slice of {case.name}.")
    return {"slices": results, "slow": slow}


if __name__ == "__main__":
    sys.exit(main())
