"""Experiments of any kind, by a number: what `sampled_spec` draws, with any optimizer, schedule, stopping and so on."""

import os
import random
from typing import Any

from tests.training.sampled_specs import sampled_spec
from training import Spec
from training.optimizers import OPTIMIZERS
from training.schedules import SCHEDULES

COUNT = int(os.environ.get("FUZZED_EXPORTS", "200"))
"""How many are drawn."""
RATES = (0.001, 0.01, 0.05)
RULES = (
    ("v = k*v + g; w = w - eta*v/(1 + decays)", {"k": 0.5}),
    ("initially lambda = c\nlambda = max(0.1, lambda*c) + 1/2; w = w - eta*clip(g, -lambda, lambda)", {"c": 0.9}),
    ("a = a + g^2; w = w - eta*where(abs(g) > 0.5, sign(g), tanh(g))/sqrt(a + t^-1)", {}),
)


def drawn_spec(number: int) -> Spec:
    """One of them; the same number gives the same spec."""
    random_ = random.Random(f"export {number}")
    values = sampled_spec(number).to_dict()
    values["optimizer"] = optimizer = _optimizer(random_)
    scheduled = optimizer["kind"] != "rprop"
    kind = random_.choice(SCHEDULES).name() if scheduled else "constant"
    values["schedule"] = {"kind": kind} | ({"warm_up": random_.choice([0, 2])} if scheduled else {})
    values["schedule"] |= {"patience": 1, "min_delta": 0.1} if kind == "plateau" else {}
    values["batch"]["growth"] = random_.choice([None, None, {"factor": 1.5, "every": 1, "maximum": 12}])
    values["validation"] = {"every": random_.choice([1, 1, 2]), "max_samples": random_.choice([None, None, 3])}
    values["data"]["order"] = random_.choice(["random", "by class"])
    values["data"]["seed"] = random_.choice([None, 3])
    values["stopping"] = {
        "epochs": random_.randint(2, 5),
        "early": random_.choice([None, None, {"patience": 1, "monitor": "train_loss"}, {"min_delta": 0.01}]),
        "threshold": random_.choice([None, None, {"tolerance": 0.01, "patience": 2}]),
    }
    return Spec.parse(values)


def _optimizer(random_: random.Random) -> dict[str, Any]:
    kind = random_.choice(OPTIMIZERS).name()
    chosen: dict[str, Any] = {"kind": kind, "learning_rate": random_.choice(RATES)}
    if kind in ("momentum", "nesterov"):
        chosen |= {"beta": random_.choice([0.0, 0.9]), "beta_start": random_.choice([None, None, 0.5])}
    if kind == "written":
        rule, constants = random_.choice(RULES)
        chosen |= {"rule": rule, "constants": constants}
    return chosen
