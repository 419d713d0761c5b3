"""Settings that meet each other inside the Keras script: what acts on one gradient, one optimizer, one epoch."""

from typing import Any

RULE = """# quotes \"\"\" and \\ in a comment
initially a = eta/10
a = rho*a + (1-rho)*g^2
lambda = where(t <= 3, max(a, 0.1), a)
w = w - eta*g/(sqrt(lambda) + eps)"""
REMEMBERED = (
    "s = -abs(b) - 2^-(t/9)\nb = c\nc = g\nw = w*(1 - eta*decays/9) - eta*(g - (b - s)*c1) + clip(g, -0.1, 0.1)/9"
)
DISTURBED: dict[str, Any] = {
    "l1": 0.01, "l2": 0.02, "weight_decay": 0.1, "max_norm": 0.9, "input_dropout": 0.2, "input_noise": 0.1,
    "weight_noise": 0.05,
}  # fmt: skip
HIDDEN: list[dict[str, Any]] = [
    {"units": 5, "dropout": 0.4, "normalization": "batch", "activation": {"kind": "elu", "alpha": 2.0}},
    {"units": 4, "normalization": "layer", "activation": {"kind": "leaky_relu", "negative_slope": 0.2}},
    {"units": 3, "dropout": 0.2, "activation": {"kind": "elu", "alpha": 0.5}},
]
TOGETHER: dict[str, dict[str, Any]] = {
    "all disturbances": {"regularization": DISTURBED, "network": {"hidden": HIDDEN}},
    "all disturbances, accumulated": {
        "regularization": {**DISTURBED, "weight_noise_mode": "accumulate"},
        "network": {"hidden": HIDDEN},
        "clipping": {"norm": 0.5, "value": 0.1},
    },
    "decay of two kinds": {"optimizer": {"kind": "adamw"}, "regularization": {"weight_decay": 0.1}},
    "clipped adadelta that decays": {
        "optimizer": {"kind": "adadelta"},
        "clipping": {"norm": 0.2, "value": 0.05},
        "regularization": {"weight_decay": 0.2},
    },
    "ramp, clipped": {
        "optimizer": {"kind": "momentum", "beta_start": 0.2, "beta_epochs": 3},
        "clipping": {"norm": 0.2},
        "schedule": {"kind": "exponential"},
    },
    "running mean under a schedule": {
        "optimizer": {"kind": "momentum_ema"},
        "schedule": {"kind": "step", "step_size": 1},
    },
    "smoothed binary": {"loss": {"kind": "bce", "label_smoothing": 0.3}},
    "smoothed classes": {"loss": {"label_smoothing": 0.3}, "data": {"dataset": "iris"}},
    "squared error of classes": {"loss": {"kind": "squared_error"}, "data": {"dataset": "iris"}},
    "no momentum at all": {"optimizer": {"kind": "nesterov", "beta": 0.0}},
    "rprop on full batches": {"optimizer": {"kind": "rprop"}, "batch": {"size": "full"}},
    "decaying rprop": {"optimizer": {"kind": "rprop"}, "regularization": {"weight_decay": 0.1}},
    "plateau with warm-up": {"schedule": {"kind": "plateau", "patience": 1, "min_delta": 1, "warm_up": 2}},
    "a written rule": {"optimizer": {"kind": "written", "rule": RULE, "constants": {"rho": 0.9, "eps": 1e-8}}},
    "a rule that remembers": {
        "optimizer": {"kind": "written", "rule": REMEMBERED, "constants": {"c1": 0.1}},
        "regularization": {"weight_decay": 0.1},
    },
    "a diverging run": {
        "data": {"dataset": "plane"},
        "optimizer": {"kind": "sgd", "learning_rate": 10},
        "stopping": {"epochs": 9},
    },
    "the best is restored": {
        "stopping": {"epochs": 6, "early": {"monitor": "validation_accuracy", "patience": 2}},
        "network": {"hidden": HIDDEN},
    },
    "a batch of one": {"batch": {"size": 47}, "network": {"hidden": HIDDEN[:1]}},
    "no validation": {"data": {"split": {"train": 0.8, "validation": 0.0, "test": 0.2}}},
}
"""Name → settings."""
CHANGES: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {
    "momentum and rate": ({}, [{"optimizer.beta": 0.5, "optimizer.learning_rate": 0.1}, {"optimizer.beta": 0.95}]),
    "a momentum that begins": ({"optimizer": {"beta": 0.0}}, [{"optimizer.beta": 0.9}]),
    "a ramp that begins": (
        {},
        [{"optimizer.beta_start": 0.1, "optimizer.beta_epochs": 4}, {"optimizer.beta_start": None}],
    ),
    "penalties": ({}, [{"regularization.l2": 0.1, "regularization.l1": 0.01}, {"regularization.l2": 0.0}]),
    "limits": (
        {"regularization": {"max_norm": 2.0}},
        [{"clipping.norm": 0.1, "regularization.max_norm": 0.5}, {"clipping.value": 0.01, "clipping.norm": None}],
    ),
    "noise": (
        {},
        [{"regularization.weight_noise": 0.1, "network.hidden.0.dropout": 0.3}, {"regularization.input_noise": 0.3}],
    ),
    "decay": ({"optimizer": {"kind": "adam"}}, [{"regularization.weight_decay": 0.5}, {"optimizer.beta1": 0.5}]),
    "adadelta": ({"optimizer": {"kind": "adadelta"}}, [{"optimizer.rho": 0.5, "optimizer.epsilon": 1e-4}]),
    "batches": ({}, [{"batch.size": 20}, {"batch.growth": {"factor": 2, "every": 1, "maximum": 30}}]),
    "schedules": ({}, [{"schedule": {"kind": "cosine"}}, {"schedule": {"kind": "plateau", "patience": 1}}]),
    "typed weights": ({}, [{"weights.1.0.1": 2.5, "biases.2.1": -1.0}, {"optimizer.learning_rate": 0.1}]),
    "constants": ({"optimizer": {"kind": "written"}}, [{"optimizer.constants.rho": 0.5}]),
    "fewer epochs": ({}, [{"stopping.epochs": 4}]),
}
"""Name → settings, and what is changed after epoch 1, 2, …"""
