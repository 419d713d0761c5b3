"""Runs programs with PyTorch: what all weights of a run share once an epoch in float64, the rest in every update.

A program is sorted into two parts. Instructions that only see numbers, constants, η and t make columns [runs, 1], which
take the way of every optimizer's rates; all others work on [runs, parameters], into buffers that are planned here, so
that an update allocates nothing but its first time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from training.lazy_torch import torch
from training.rule_language.operations import ARITIES, INEXACT
from training.rule_language.program import Argument, Instruction, Program
from training.rule_language.rule import rule_of

BEGINNING = 2000
"""Additions that could be made in the time in which PyTorch begins an operation."""
WHOLE = 64
"""Libraries calculate this many numbers, or a part of it, in one go."""
Slot = int
Step = tuple[str, Slot, tuple[Slot, ...]]


@dataclass(frozen=True)
class Plan:
    """A program made ready for PyTorch."""

    program: Program
    per_run: tuple[Instruction, ...]
    """The instructions that make columns."""
    columns: tuple[Argument, ...]
    """The columns and numbers that the steps use."""
    steps: tuple[Step, ...]
    """The other instructions, in slots: weights, gradient, memory, columns, then buffers."""
    results: tuple[tuple[Slot, Slot], ...]
    """What is copied in the end: target and source."""
    memory: tuple[str, ...]
    """The tensors it keeps: those of the rule, and which parameters decay where it asks for that."""
    buffers: int
    """How many tensors as large as the weights it needs for what is in between."""

    @property
    def arrays(self) -> int:
        """Tensors as large as the weights that it needs at a time, what libraries' functions take included."""
        rooms = max((ARITIES[name] + 1 for name, _, _ in self.steps if name in INEXACT), default=0)
        return len(self.memory) + self.buffers + rooms

    def operations(self, parameters: int) -> int:
        """What one update takes, in additions of two numbers: every instruction also has to be begun."""
        inexact = sum(name in INEXACT for name, _, _ in self.steps)
        plain = len(self.steps) - inexact
        return plain * (BEGINNING + parameters) + 10 * inexact * (BEGINNING + parameters)


@lru_cache(maxsize=512)
def plan_of(text: str) -> Plan:
    """The plan of a rule; raises RuleError."""
    rule = rule_of(text)
    program = rule.program
    memory = (*program.memory, *(("decays",) if "decays" in rule.reads else ()))
    tensors = {"w", "g", *memory}
    shared, own, last = _sorted(program, tensors)
    columns = dict.fromkeys(each for _, _, arguments in (*own, *last) for each in arguments if each not in tensors)
    # The updates of an epoch are counted by their rates, so there is at least one.
    used = tuple(columns) or (0.0,)
    fixed: list[Argument] = ["w", "g", *memory, *used]
    slots = {register: slot for slot, register in enumerate(fixed)}
    buffers = _assign(own, last, slots)
    steps = tuple((name, slots[target], tuple(slots[each] for each in arguments)) for name, target, arguments in own)
    results = [(slots[target], slots[arguments[0]]) for _, target, arguments in last]
    moved = tuple(pair for pair in results if pair[0] != pair[1])
    return Plan(program, tuple(shared), used, steps, moved, memory, buffers)


def _sorted(program: Program, tensors: set[str]) -> tuple[list[Instruction], list[Instruction], list[Instruction]]:
    """Instructions for columns, for tensors, and the final copies; `tensors` learns which registers are large."""
    shared: list[Instruction] = []
    own: list[Instruction] = []
    last: list[Instruction] = []
    for each in program.code:
        _, target, arguments = each
        if not target.startswith("%"):
            last.append(each)
        elif tensors.isdisjoint(arguments):
            shared.append(each)
        else:
            own.append(each)
            tensors.add(target)
    return shared, own, last


def _assign(own: Sequence[Instruction], last: Sequence[Instruction], slots: dict[Argument, Slot]) -> int:
    """Give each register of `own` a slot, and return how many buffers that takes."""
    end, first_buffer = len(own), len(slots)
    uses = {each: number for number, (_, _, arguments) in enumerate(own) for each in arguments}
    uses |= {arguments[0]: end for _, _, arguments in last}
    home: dict[Argument, Slot] = {}
    made = {target: number for number, (_, target, _) in enumerate(own)}
    for _, target, (source,) in last:
        # A new value can replace the old one at once where nobody reads the old one any more.
        if source in made and source not in home and uses.get(target, -1) <= made[str(source)]:
            home[source] = slots[target]
    free: list[Slot] = []
    count = 0
    for number, (_, target, arguments) in enumerate(own):
        free += {slots[each] for each in arguments if uses[each] == number and slots[each] >= first_buffer}
        if target in home:
            slots[target] = home[target]
        elif free:
            slots[target] = free.pop()
        else:
            slots[target] = first_buffer + count
            count += 1
    return count


Calculation = Callable[..., object]
"""Takes tensors that broadcast to the shape of `out`, where it leaves the result."""


@cache
def calculations() -> dict[str, Calculation]:
    """What does each operation."""
    rounded: dict[str, Callable[..., torch.Tensor]] = {
        "power": torch.pow,
        "exp": torch.exp,
        "log": torch.log,
        "tanh": torch.tanh,
        "sin": torch.sin,
        "cos": torch.cos,
    }
    return {
        **{name: _in_whole_pieces(calculation) for name, calculation in rounded.items()},
        "copy": lambda a, out: out.copy_(a),
        "add": torch.add,
        "subtract": torch.sub,
        "multiply": torch.mul,
        "divide": torch.div,
        "negative": torch.neg,
        "sqrt": torch.sqrt,
        "abs": torch.abs,
        "sign": lambda a, out: torch.where(
            a == a, torch.sign(a), a, out=out
        ),  # PyTorch says 0 where there is no number
        "min": _without_minus_zero(torch.minimum),
        "max": _without_minus_zero(torch.maximum),
        "clip": _without_minus_zero(torch.clamp),
        "where_less": lambda a, b, x, y, out: torch.where(torch.lt(a, b), x, y, out=out),
        "where_at_most": lambda a, b, x, y, out: torch.where(torch.le(a, b), x, y, out=out),
        "where_equal": lambda a, b, x, y, out: torch.where(torch.eq(a, b), x, y, out=out),
    }


def _without_minus_zero(choose: Callable[..., "torch.Tensor"]) -> Calculation:
    """Which of 0 and −0 is chosen would depend on how many are compared at a time; who divides by it sees that."""

    def chosen(*arguments: "torch.Tensor", out: "torch.Tensor") -> None:
        choose(*arguments, out=out).add_(0.0)

    return chosen


def _in_whole_pieces(calculation: Callable[..., "torch.Tensor"]) -> Calculation:
    """Vectorized and single calculations differ in the last bit: a run's would depend on how many train beside it."""

    def padded(*arguments: "torch.Tensor", out: "torch.Tensor") -> None:
        size = out.numel()
        rooms = [out.new_ones(-(-size // WHOLE) * WHOLE) for _ in arguments]
        for room, argument in zip(rooms, arguments, strict=True):
            room[:size].view(out.shape).copy_(argument)
        out.copy_(calculation(*rooms)[:size].view(out.shape))

    return padded


def per_run(code: Sequence[Instruction], given: Mapping[str, "torch.Tensor"]) -> dict[str, "torch.Tensor"]:
    """All columns after these instructions: float64, [runs, 1], or [updates, runs, 1] where they depend on t."""
    found = dict(given)
    for operation, target, arguments in code:
        values = [column_of(each, found) for each in arguments]
        shape = torch.broadcast_tensors(*values)[0].shape  # type: ignore[no-untyped-call]
        out = torch.empty(shape, dtype=torch.float64)
        calculations()[operation](*values, out=out)
        found[target] = out
    return found


def column_of(argument: Argument, found: Mapping[str, "torch.Tensor"]) -> "torch.Tensor":
    """The column that an argument is."""
    return found[argument] if isinstance(argument, str) else torch.tensor([[argument]], dtype=torch.float64)


class Stepper:
    """Makes updates by a plan; keeps its buffers from one to the next."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.buffers: list[torch.Tensor] = []
        known = calculations()
        self.code = [(known[name], target, arguments) for name, target, arguments in plan.steps]

    def __call__(
        self,
        weights: "torch.Tensor",
        gradient: "torch.Tensor",
        memory: "dict[str, torch.Tensor]",
        scratch: "torch.Tensor",
        *rates: "torch.Tensor",
    ) -> None:
        plan = self.plan
        if not self.buffers and plan.buffers:
            self.buffers = [scratch, *(torch.empty_like(weights) for _ in range(plan.buffers - 1))]
        tensors = [weights, gradient, *(memory[name] for name in plan.memory), *rates, *self.buffers]
        for calculation, target, arguments in self.code:
            calculation(*[tensors[slot] for slot in arguments], out=tensors[target])
        for target, source in plan.results:
            tensors[target].copy_(tensors[source])
