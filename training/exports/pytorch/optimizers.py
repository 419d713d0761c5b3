"""Every optimizer in PyTorch: its own class where that is exactly our rule, else the rule written out.

To add one, name it in OPTIMIZERS: its class, and the entries of its parameter group as expressions of settings.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from training.exports.pytorch.written import written_class
from training.exports.script.script import Script
from training.exports.script.words import call
from training.optimizers import Optimizer
from training.spec import Spec


@dataclass(frozen=True)
class OptimizerScript:
    """A class, the entries of its groups, and fixed arguments."""

    name: str
    entries: dict[str, str] = field(default_factory=dict)
    fixed: str = ""
    """More arguments, which never change."""
    code: str | Callable[[Optimizer], str] = ""
    """The class, where PyTorch has none."""
    decaying: str = ""
    """The setting by which weights, and not biases, decay."""


ADAM = {"betas": "(BETA1, BETA2)", "eps": "EPSILON"}
OPTIMIZERS: dict[str, OptimizerScript] = {
    "sgd": OptimizerScript("torch.optim.SGD"),
    "momentum_ema": OptimizerScript("MovingAverage", {"beta": "BETA"}, code="MOVING_AVERAGE"),
    "momentum": OptimizerScript("Momentum", {"beta": "BETA"}, code="MOMENTUM"),
    "nesterov": OptimizerScript("Nesterov", {"beta": "BETA"}, code="NESTEROV"),
    "adaptive_gains": OptimizerScript(
        "AdaptiveGains",
        {name: name.upper() for name in ("increase", "decrease", "minimum", "maximum")},
        code="ADAPTIVE_GAINS",
    ),
    "adagrad": OptimizerScript("torch.optim.Adagrad", {"eps": "EPSILON"}),
    "adadelta": OptimizerScript("torch.optim.Adadelta", {"rho": "RHO", "eps": "EPSILON"}),
    "rmsprop": OptimizerScript("torch.optim.RMSprop", {"alpha": "RHO", "eps": "EPSILON"}),
    "adam": OptimizerScript("torch.optim.Adam", ADAM),
    "amsgrad": OptimizerScript("torch.optim.Adam", ADAM, fixed="amsgrad=True"),
    "adamax": OptimizerScript("torch.optim.Adamax", ADAM),
    "adamw": OptimizerScript("torch.optim.AdamW", ADAM, decaying="ADAMW_DECAY"),
    "rprop": OptimizerScript("torch.optim.Rprop", {"etas": "(DECREASE, INCREASE)"}, fixed="step_sizes=(1e-6, 50)"),
    "written": OptimizerScript("WrittenRule", {"constants": "CONSTANTS"}, code=written_class),
}
"""By kind."""
RULES = {
    "MOVING_AVERAGE": (
        "Follows the running mean of the gradients: v = beta v + (1 - beta) g, w = w - lr v.\n\n"
        "torch.optim.SGD with dampening is the same but for its first step, which it does not dampen.",
        {"velocity": "torch.zeros_like(weights)"},
        """
velocity = memory["velocity"]
velocity.mul_(group["beta"]).add_(gradient, alpha=1 - group["beta"])
weights.sub_(group["lr"] * velocity)
""",
    ),
    "MOMENTUM": (
        "A ball that rolls: v = beta v - lr g, w = w + v.\n\n"
        "torch.optim.SGD multiplies with the learning rate afterwards: not the same where it changes.",
        {"velocity": "torch.zeros_like(weights)"},
        """
velocity = memory["velocity"]
velocity.mul_(group["beta"]).sub_(group["lr"] * gradient)
weights.add_(velocity)
""",
    ),
    "NESTEROV": (
        "Momentum that looks ahead: v = beta v - lr g, w = w + beta v - lr g.\n\n"
        "torch.optim.SGD multiplies with the learning rate afterwards: not the same where it changes.",
        {"velocity": "torch.zeros_like(weights)"},
        """
velocity = memory["velocity"]
velocity.mul_(group["beta"]).sub_(group["lr"] * gradient)
weights.add_(group["beta"] * velocity).sub_(group["lr"] * gradient)
""",
    ),
    "ADAPTIVE_GAINS": (
        "A private learning rate for every weight: its gain grows while its gradients agree, w = w - lr gain g.",
        {"gain": "torch.ones_like(weights)", "previous": "torch.zeros_like(weights)"},
        """
gain, agreement = memory["gain"], gradient * memory["previous"]
faster, slower = gain + group["increase"], gain * group["decrease"]
gain = torch.where(agreement > 0, faster, torch.where(agreement < 0, slower, gain))
memory["gain"] = gain.clamp(group["minimum"], group["maximum"])
memory["previous"] = gradient.clone()
weights.sub_(group["lr"] * memory["gain"] * gradient)
""",
    ),
}
"""Rules that are written out: help, what is remembered of every weight, and one update."""


def rule_class(name: str, help: str, memory: dict[str, str], update: str) -> str:
    """An optimizer of PyTorch that applies a rule to every tensor of weights."""
    doc = help.replace("\n\n", "\n\n    ")
    close = '\n    """' if "\n" in help else '"""'
    first = [f'memory["{each}"] = {value}' for each, value in memory.items()]
    start = "".join(f"                    {line}\n" for line in first)
    body = "\n".join(f"                {line}" for line in update.strip("\n").splitlines())
    return (
        f'''
class {name}(torch.optim.Optimizer):
    """{doc}{close}

    def __init__(self, parameters, **settings):
        super().__init__(parameters, settings)

    @torch.no_grad()
    def step(self):
        """One update."""
        for group in self.param_groups:
            for weights in group["params"]:
                gradient, memory = weights.grad, self.state[weights]
'''
        + (f"                if not memory:\n{start}" if first else "")
        + body
    )


def add_optimizer(script: Script) -> tuple[list[str], list[str]]:
    """The lines that make the `optimizer` of `network`, and lines that lead its settings in every epoch."""
    optimizer = script.plan.spec.optimizer
    chosen = _chosen(script)
    for name in type(optimizer).model_fields:
        if name not in ("kind", "rule", "learning_rate", "weight_decay"):
            script.setting(name.upper(), f"optimizer.{name}")
    if isinstance(chosen.code, str) and chosen.code:
        script.add(rule_class(chosen.name, *RULES[chosen.code]))
    elif callable(chosen.code):
        script.add(chosen.code(optimizer))
    entries = {"lr": "LEARNING_RATE", **chosen.entries}
    arguments = [*(f"{name}={value}" for name, value in entries.items()), *([chosen.fixed] if chosen.fixed else [])]
    lines = _leading(script, chosen.entries)
    if not chosen.decaying:
        return call(f"optimizer = {chosen.name}", ["network.parameters()", *arguments]), lines
    decay = script.setting(chosen.decaying, "optimizer.weight_decay", "of the weights, not of biases")
    lines += [f'optimizer.param_groups[0]["weight_decay"] = {decay}'] if script.changes(decay) else []
    groups = [
        "groups = [",
        f'    {{"params": weights_of(network), "weight_decay": {decay}}},',
        '    {"params": others_of(network), "weight_decay": 0.0},',
        "]",
    ]
    return [*groups, *call(f"optimizer = {chosen.name}", ["groups", *arguments])], lines


def _chosen(script: Script) -> OptimizerScript:
    """Momentum is PyTorch's own where the learning rate never changes: then both conventions are the same."""
    plan = script.plan
    optimizer = plan.spec.optimizer
    kind = optimizer.name()
    if kind not in ("momentum", "nesterov"):
        return OPTIMIZERS[kind]
    still = plan.same("optimizer.learning_rate") and not plan.any(_moves)
    if not still or not plan.same("optimizer.beta") or plan.any(lambda spec: _rises(spec.optimizer)):
        return OPTIMIZERS[kind]
    if not plan.any("optimizer.beta"):
        return OPTIMIZERS["sgd"]
    return OptimizerScript("torch.optim.SGD", {"momentum": "BETA"}, "nesterov=True" if kind == "nesterov" else "")


def _moves(spec: Spec) -> bool:
    return spec.schedule.name() != "constant" or spec.schedule.warm_up > 0


def _rises(optimizer: Optimizer) -> bool:
    return getattr(optimizer, "beta_start", None) is not None


def _leading(script: Script, entries: dict[str, str]) -> list[str]:
    """What is put into the groups in every epoch, of what changes over the epochs."""
    plan = script.plan
    moving = {name: value for name, value in entries.items() if any(script.changes(each) for each in _names(value))}
    if plan.any(lambda spec: _rises(spec.optimizer)):
        script.add(RISING)
        moving["beta"] = "momentum(epoch)"
    return [f'group["{name}"] = {value}' for name, value in moving.items()]


def _names(expression: str) -> list[str]:
    return expression.strip("()").split(", ")


RISING = '''
def momentum(epoch):
    """Begins small and rises along a straight line, while gradients are still large."""
    if BETA_START is None or epoch >= BETA_EPOCHS:
        return BETA
    return BETA_START + (BETA - BETA_START) * (epoch / BETA_EPOCHS)
'''
