"""Any experiment that the spec allows, by a number: every option that acts on a gradient, in any combination."""

import random
from typing import Any

from training import Spec
from training.activations import ACTIVATIONS
from training.expansions import EXPANSIONS
from training.initializers import INITIALIZERS
from training.input_normalizations import NORMALIZATIONS
from training.losses import LOSSES

CLASSES = {"cross_entropy": ["circle", "spiral", "iris", "moons", "wine"], "bce": ["circle", "xor", "breast_cancer"]}
NUMBERS = ["plane", "multi_gauss", "diabetes", "iris", "sine"]
NORMALIZED = [one.name() for one in NORMALIZATIONS if one.name() != "none"]
"""Raw inputs in their hundreds only make saturated networks."""
COUNT = 500


def sampled_spec(number: int) -> Spec:
    """One of the sample; the same number gives the same spec."""
    random_ = random.Random(f"gradient {number}")
    loss = LOSSES[number % len(LOSSES)].name()
    expansion = random_.choice([one.name() for one in EXPANSIONS]) if random_.random() < 0.3 else "none"
    return Spec.parse(
        {
            "seed": number,
            "data": {
                "dataset": random_.choice(CLASSES.get(loss, NUMBERS)),
                "samples": random_.randint(24, 40),
                "expansion": {"kind": expansion} | ({} if expansion == "none" else {"degree": random_.randint(1, 3)}),
                "normalization": {
                    "kind": random_.choice([one.name() for one in NORMALIZATIONS if one.name() != "none"])
                },
                "label_noise": random_.choice([0.0, 0.0, 0.3]),
            },
            "network": {
                "hidden": [_layer(random_) for _ in range(random_.choice([0, 1, 1, 2, 2, 3, 4, 8]))],
                "initializer": {"kind": random_.choice(INITIALIZERS).name()},
            },
            "loss": {"kind": loss} | ({"label_smoothing": random_.choice([0.0, 0.1, 0.4])} if loss in CLASSES else {}),
            "optimizer": {"kind": "sgd", "learning_rate": 0.001},
            "batch": {"size": random_.choice([5, 7, 10, "full"]), "shuffle": random_.random() < 0.8},
            "regularization": _regularization(random_),
            "clipping": {
                "norm": random_.choice([None, None, None, 0.01, 1.0]),
                "value": random_.choice([None, None, None, 0.001, 0.1]),
            },
        }
    )


def _layer(random_: random.Random) -> dict[str, Any]:
    kind = random_.choice(ACTIVATIONS).name()
    slope = {"negative_slope": random_.choice([0, 0.01, 0.3, 1])} if kind == "leaky_relu" else {}
    alpha = {"alpha": random_.choice([0.3, 1, 2])} if kind == "elu" else {}
    normalization = random_.choice(["none", "none", "batch", "layer"])
    return {
        "units": random_.randint(2 if normalization == "layer" else 1, 7),
        "activation": {"kind": kind, **slope, **alpha},
        "normalization": normalization,
        "dropout": random_.choice([0.0, 0.0, 0.2, 0.6]),
    }


def _regularization(random_: random.Random) -> dict[str, Any]:
    return {
        "l1": random_.choice([0.0, 0.0, 0.01, 0.3]),
        "l2": random_.choice([0.0, 0.0, 0.01, 0.5]),
        "weight_decay": random_.choice([0.0, 0.1]),
        "max_norm": random_.choice([None, 1.0]),
        "input_dropout": random_.choice([0.0, 0.0, 0.3]),
        "input_noise": random_.choice([0.0, 0.0, 0.2]),
        "weight_noise": random_.choice([0.0, 0.0, 0.1]),
        "weight_noise_mode": random_.choice(["restore", "accumulate"]),
    }
