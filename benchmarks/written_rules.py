"""`python -m benchmarks.written_rules`: how fast rules in the rule language train beside the optimizers' own classes.

Trains the same network by every built-in optimizer twice, by its class and by its rule as a student would write it, in
turns, and prints updates per second of processor time by both and the median of their ratios.
"""

import argparse
import os
import statistics
import time
from typing import Any

for _name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # read when PyTorch is loaded, which the functions below do

NETWORKS: dict[str, dict[str, Any]] = {
    "2-4-2 circle, batch 10": {"batch": {"size": 10}},
    "64-32-10 digits, batch 32": {
        "data": {"dataset": "digits"},
        "network": {"hidden": [{"units": 32, "activation": {"kind": "relu"}}]},
        "batch": {"size": 32},
    },
}
UPDATES = 600
"""Of one measurement."""
LONGEST = "w = " + "+".join(f"sin({number}*g)" for number in range(10, 59))
"""As many of the slowest operations as fit into a rule."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.written_rules", description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="measurements of each (default 7)")
    rounds = parser.parse_args().rounds
    import torch

    from training.optimizers import OPTIMIZERS, Written

    torch.set_num_threads(1)
    for name, settings in NETWORKS.items():
        print(f"\n{name}: updates per second of processor time by class, by rule, rule ÷ class")
        for optimizer in (one for one in OPTIMIZERS if one is not Written):
            by_class, by_rule, ratio = compared(settings, optimizer, rounds)
            print(f"  {optimizer.title:26} {by_class:8,.0f} {by_rule:8,.0f} {ratio:6.2f}", flush=True)
        worst = median_of({**settings, "optimizer": {"kind": "written", "rule": LONGEST}}, rounds)
        plain = median_of({**settings, "optimizer": {"kind": "sgd"}}, rounds)
        print(f"  The longest rule takes {plain / worst:.0f} times as long as SGD.", flush=True)


def compared(settings: dict[str, Any], optimizer: Any, rounds: int) -> tuple[float, float, float]:
    """Medians of updates per second by class and by rule, and of their ratio in each round."""
    chosen = optimizer(learning_rate=0.001)
    constants = {name: value for name, value in chosen.numbers().items() if name in rule_constants(optimizer)}
    written = {"kind": "written", "learning_rate": 0.001, "rule": optimizer.rule, "constants": constants}
    ready = [started({**settings, "optimizer": each}) for each in (chosen.model_dump(), written)]
    rates = [[updates_per_second(population) for population in ready] for _ in range(rounds)]
    by_class, by_rule = zip(*rates, strict=True)
    ratios = [rule / own for own, rule in rates]
    return statistics.median(by_class), statistics.median(by_rule), statistics.median(ratios)


def median_of(settings: dict[str, Any], rounds: int) -> float:
    """Updates per second of one experiment."""
    population = started(settings)
    return statistics.median(updates_per_second(population) for _ in range(rounds))


def rule_constants(optimizer: Any) -> tuple[str, ...]:
    """The constants that an optimizer's rule reads."""
    from training.rule_language import rule_of

    return rule_of(optimizer.rule).constants


def started(settings: dict[str, Any]) -> Any:
    """A population that has trained an epoch, so that all its buffers are there."""
    from training import Spec
    from training.engine import begin
    from training.epoch import train_one_epoch
    from training.population import Population

    population = Population.start([Spec.parse({**settings, "stopping": {"epochs": 10_000}})])
    begin(population)
    train_one_epoch(population)
    return population


def updates_per_second(population: Any) -> float:
    """Of at least UPDATES updates."""
    from training.epoch import train_one_epoch

    epochs = -(-UPDATES // len(population.batches))
    begun = time.process_time()
    for _ in range(epochs):
        train_one_epoch(population)
    return epochs * len(population.batches) / (time.process_time() - begun)


if __name__ == "__main__":
    main()
