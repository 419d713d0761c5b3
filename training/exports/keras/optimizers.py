"""The optimizer of a script: Keras' own class where its rule is ours, otherwise one written out."""

import math
from functools import partial
from textwrap import dedent, indent
from typing import Any

from training.exports.keras.own_optimizers import RULES, Rule
from training.exports.keras.written_rules import rule_of_text
from training.exports.script.script import Script
from training.optimizers import Written
from training.spec import Spec

NATIVE: dict[str, tuple[str, dict[str, str]]] = {
    "sgd": ("SGD", {}),
    "momentum": ("SGD", {"momentum": "BETA"}),
    "nesterov": ("SGD", {"momentum": "BETA", "nesterov": "True"}),
    "adadelta": ("Adadelta", {"rho": "RHO", "epsilon": "EPSILON"}),
}
"""Where Keras has our rule: its class and its arguments."""
SETTINGS = {"weight_decay": "ADAMW_DECAY"}
"""Settings of optimizers that are not called by their names in capitals."""
WIDTH = 116
"""Of a line inside a function."""
KINDS = tuple(dict.fromkeys([*NATIVE, *RULES, "written"]))
"""Every kind that can be written down; a test compares it with those that there are."""
CLIP_NORM = """
# As PyTorch's clip_grad_norm_: the whole gradient, penalties included, is shortened to this length.
# Keras' global_clipnorm leaves out the 1e-6.
norm = ops.sqrt(sum(ops.sum(ops.square(gradient)) for gradient in grads))
shorter = ops.minimum(1.0, CLIP_NORM / (norm + 1e-6))
grads = [gradient * shorter for gradient in grads]
"""
CLIP_VALUE = "\ngrads = [ops.clip(gradient, -CLIP_VALUE, CLIP_VALUE) for gradient in grads]\n"
DECAY = """
for variable in trainable_variables:
    if variable.name == "kernel":
        variable.assign(variable - self.learning_rate * WEIGHT_DECAY * variable)
"""


MOMENTUM = '''
def momentum(epoch):
    """β rises along a straight line, and then stays."""
    return BETA_START + (BETA - BETA_START) * epoch / BETA_EPOCHS if epoch < BETA_EPOCHS else BETA
'''
RAMPED = """
def __init__(self, **options):
    super().__init__(**options)
    self.beta = self.add_variable((), keras.initializers.Constant(momentum(0)), name="beta")
"""


def add_optimizer(script: Script) -> list[str]:
    """The class where Keras' own will not do; returns the lines that make `optimizer`."""
    optimizer = script.plan.spec.optimizer
    _add_settings(script)
    given, options = {"learning_rate": "LEARNING_RATE"}, _options(script)
    if _is_native(script):
        title, own = NATIVE[optimizer.name()]
        name, given = f"keras.optimizers.{title}", {**given, **own}
        if applied := _applied(script):
            help = f'    """{title}, with what is done to gradients and weights before its update."""\n'
            script.add(f"class Own{title}({name}):\n{help}\n{applied}")
            name = f"Own{title}"
    else:
        rule = rule_of_text(optimizer) if isinstance(optimizer, Written) else RULES[optimizer.name()]
        if ramps(script):
            script.add(MOMENTUM)
        script.add(_class(rule, _applied(script), ramps(script)))
        name = rule.name
    return _made(name, {**given, **options})


def _made(name: str, arguments: dict[str, str]) -> list[str]:
    shown = ", ".join(f"{key}={value}" for key, value in arguments.items())
    line = f"optimizer = {name}({shown})"
    lines = [line] if len(line) <= WIDTH else [f"optimizer = {name}(", f"    {shown}", ")"]
    if "weight_decay" in arguments:
        lines.append('optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])  # weights only')
    return lines


def ramps(script: Script) -> bool:
    """Whether momentum grows at any time."""
    return script.plan.any(lambda spec: getattr(spec.optimizer, "beta_start", None) is not None)


def _is_native(script: Script) -> bool:
    """Whether Keras' own class does; it does not look again at what changes while it trains."""
    still = not any(script.changes(name) for name in _fields(script) if name != "LEARNING_RATE")
    return script.plan.spec.optimizer.name() in NATIVE and still and not ramps(script)


def _fields(script: Script) -> dict[str, str]:
    """The settings of the optimizer: their names in the script, and ours."""
    optimizer = script.plan.spec.optimizer
    fields = ["learning_rate", "constants"] if isinstance(optimizer, Written) else list(optimizer.numbers())
    return {SETTINGS.get(field, field.upper()): field for field in fields}


def _add_settings(script: Script) -> None:
    for name, field in _fields(script).items():
        script.setting(name, partial(_value, field=field))
    plan = script.plan
    if plan.any("regularization.weight_decay"):
        script.setting("WEIGHT_DECAY", "regularization.weight_decay", "w ← (1 − ηλ)w before each step")
    if plan.any("clipping.norm"):
        script.setting("CLIP_NORM", "clipping.norm", "of the whole gradient", otherwise=math.inf)
    if plan.any("clipping.value"):
        script.setting("CLIP_VALUE", "clipping.value", "of every number of the gradient", otherwise=math.inf)


def _value(spec: Spec, field: str) -> Any:
    """A momentum without a start begins where it ends."""
    value = getattr(spec.optimizer, field)
    return _value(spec, "beta") if field == "beta_start" and value is None else value


def _options(script: Script) -> dict[str, str]:
    """What Keras itself does around an update, if it need not change."""
    options = {"weight_decay": "WEIGHT_DECAY", "clipvalue": "CLIP_VALUE"}
    still = [name for name in options.values() if name in script.settings and not script.changes(name)]
    return {key: name for key, name in options.items() if name in still}


def _applied(script: Script) -> str:
    """The method that does the rest around an update."""
    done = [("CLIP_NORM", CLIP_NORM, True), ("CLIP_VALUE", CLIP_VALUE, False), ("WEIGHT_DECAY", DECAY, False)]
    parts = [
        text.strip("\n") for name, text, always in done if name in script.settings and (always or script.changes(name))
    ]
    if not parts:
        return ""
    body = "\n".join([*parts, "super().apply(grads, trainable_variables)"])
    return "    def apply(self, grads, trainable_variables=None):\n" + indent(body, " " * 8) + "\n"


def _class(rule: Rule, applied: str, ramps: bool) -> str:
    text = f"class {rule.name}(keras.optimizers.Optimizer):\n" + _docstring(rule.help)
    text += "\n" + indent(RAMPED.strip("\n"), "    ") + "\n" if ramps else ""
    step = rule.step.replace("BETA", "self.beta") if ramps else rule.step
    if rule.memory:
        text += "\n    def build(self, variables):\n        super().build(variables)\n"
        for name, start in rule.memory.items():
            initial = f", keras.initializers.Constant({start})" if start else ""
            text += f'        self.all_{name} = self.add_optimizer_variables(variables, "{name}"{initial})\n'
    text += "\n    def update_step(self, gradient, variable, learning_rate):\n"
    if rule.memory:
        text += "        place = self._get_variable_index(variable)\n"
        text += "".join(f"        {name} = self.all_{name}[place]\n" for name in rule.memory)
    text += indent(dedent(step).strip("\n"), " " * 8) + "\n"
    return text + (f"\n{applied}" if applied else "")


def _docstring(help: str) -> str:
    if "\n" not in help:
        return f'    """{help}"""\n'
    return indent('"""' + help + '\n"""', "    ", lambda line: bool(line.strip())) + "\n"
