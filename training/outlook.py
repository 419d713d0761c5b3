"""What a search will do, as far as that is known before it trains: its trials, and how many go on after each rung."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from training.spec import Spec


def outlook(spec: Spec) -> dict[str, Any]:
    """{"trials": [{"settings", "group"}], "rungs": [{"epoch", "trials"}]}, both empty where runs do not vary.

    How many trials a rung keeps does not depend on which they are, so it is asked with made-up scores.
    """
    if spec.vary is None:
        return {"trials": [], "rungs": []}
    trials = spec.vary.plan()
    going = set(range(1, len(trials) + 1))
    rungs = []
    for rung, epoch in enumerate(spec.vary.rungs(spec.stopping.epochs)):
        going = spec.vary.kept(rung, {number: float(number) for number in going})
        rungs.append({"epoch": epoch, "trials": len(going)})
    return {"trials": [{"settings": trial.settings, "group": trial.group} for trial in trials], "rungs": rungs}
