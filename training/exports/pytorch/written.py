"""A student's own update rule as an optimizer of PyTorch: statement by statement, in Python."""

import keyword
import re
from collections.abc import Callable, Collection

from training.optimizers import Optimizer
from training.rule_language.operations import INFIX
from training.rule_language.parser import parse_rule
from training.rule_language.rule import rule_of
from training.rule_language.tree import Expression, Name, Number, Operation

SIGNS = {name: sign if sign != "^" else "**" for sign, (name, _) in INFIX.items()}
CALLS: dict[str, str] = {
    "sqrt": "torch.sqrt({})",
    "abs": "torch.abs({})",
    "sign": "torch.sign({})",
    "exp": "torch.exp({})",
    "log": "torch.log({})",
    "tanh": "torch.tanh({})",
    "sin": "torch.sin({})",
    "cos": "torch.cos({})",
    "min": "torch.minimum({}, {})",
    "max": "torch.maximum({}, {})",
    "clip": "torch.minimum(torch.maximum({}, {}), {})",
    "where_less": "torch.where({} < {}, {}, {})",
    "where_at_most": "torch.where({} <= {}, {}, {})",
    "where_equal": "torch.where({} == {}, {}, {})",
}
"""Operations that are calls, with places for their arguments, which are tensors."""
OURS = ("torch", "group", "memory", "number", "weights", "self")
"""Names that the class itself uses."""
BINDING = {"add": 1, "subtract": 1, "multiply": 2, "divide": 2, "negative": 3, "power": 4}


def written_class(optimizer: Optimizer) -> str:
    """The class; its constants are in its groups."""
    text: str = optimizer.rule
    rule = rule_of(text)
    statements = parse_rule(text)
    lines = ["w, g = weights, weights.grad"]
    lines += ['t = number(memory["t"])'] if "t" in rule.reads else []
    lines += ['eta = number(group["lr"])'] if "eta" in rule.reads else []
    lines += ["decays = number(float(weights.ndim == 2))  # weights, not biases"] if "decays" in rule.reads else []
    lines += [f'{_name(each)} = number(group["constants"]["{each}"])' for each in rule.constants]
    lines += [f'{_name(each)} = memory["{each}"]' for each in rule.memory]
    lines += [f"{_name(one.target.text)} = {written(one.expression)}" for one in statements if not one.initially]
    lines += [f'memory["{each}"] = {_name(each)} + torch.zeros_like(weights)' for each in rule.memory]
    lines.append("weights.copy_(w)")
    first = {one.target.text: written(one.expression) for one in statements if one.initially}
    start = _start(optimizer, rule.memory, rule.constants, first)
    count = 'memory["t"] = memory.get("t", 0) + 1\n' if "t" in rule.reads else ""
    body = "\n".join(f"                {line}" for line in [*start, *count.splitlines(), *lines])
    return CLASS.format(help="\n    ".join(_comment(line) for line in text.splitlines()), body=body)


CLASS = '''
def number(value):
    """A number as a tensor, so that it calculates as they do: 1/0 is infinite, the root of -1 is not a number."""
    return torch.as_tensor(value, dtype=torch.float64)


class WrittenRule(torch.optim.Optimizer):
    """An update rule of one's own:

    {help}
    """

    def __init__(self, parameters, **settings):
        super().__init__(parameters, settings)

    @torch.no_grad()
    def step(self):
        """One update."""
        for group in self.param_groups:
            for weights in group["params"]:
                memory = self.state[weights]
{body}
'''


def _comment(line: str) -> str:
    return line.replace("\\", "/").replace('"', "'").strip()


def _start(
    optimizer: Optimizer, memory: Collection[str], constants: Collection[str], first: dict[str, str]
) -> list[str]:
    """What is remembered begins at zero, or as the rule says."""
    if not memory:
        return []
    lines = ["if not memory:"]
    if first:
        used = [
            f'    {_name(each)} = number(group["constants"]["{each}"])' for each in constants if _reads(first, each)
        ]
        lines += used
        lines += [f"    eta = number({optimizer.learning_rate})"] if _reads(first, "eta") else []
    for each in memory:
        value = f" + {first[each]}" if each in first else ""
        lines.append(f'    memory["{each}"] = torch.zeros_like(weights){value}')
    return lines


def _reads(first: dict[str, str], name: str) -> bool:
    return any(_name(name) in text for text in first.values())


def _name(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) or name in OURS else name


def written(expression: Expression, binding: int = 0, right: bool = False) -> str:
    """The expression in Python."""
    if isinstance(expression, Number):
        return repr(expression.value)
    if isinstance(expression, Name):
        return _name(expression.text)
    if expression.name in CALLS:
        return CALLS[expression.name].format(*(tensor(each) for each in expression.arguments))
    own = BINDING[expression.name]
    text = _infix(expression, own)
    return f"({text})" if own < binding or (own == binding and right) else text


def _infix(expression: Operation, own: int) -> str:
    if expression.name == "negative":
        return f"-{written(expression.arguments[0], own, right=True)}"
    left, right = expression.arguments
    # Python calculates numbers by themselves, and refuses 1/0.
    convert: Callable[..., str] = tensor if _is_number(left) and _is_number(right) else written
    if expression.name == "power":  # binds to the right
        base, exponent = convert(left, own, right=True), written(right, own)
        close = all(re.fullmatch(r"\w+|-?[0-9][\w.-]*", each) for each in (base, exponent))
        return f"{base}**{exponent}" if close else f"{base} ** {exponent}"
    return f"{convert(left, own)} {SIGNS[expression.name]} {written(right, own, right=True)}"


def tensor(expression: Expression, binding: int = 0, right: bool = False) -> str:
    """The expression in Python, as a tensor even where it is only a number."""
    text = written(expression, binding, right)
    return f"number({text})" if _is_number(expression) else text


def _is_number(expression: Expression) -> bool:
    if isinstance(expression, Number):
        return True
    return isinstance(expression, Operation) and expression.name == "negative" and _is_number(expression.arguments[0])
