"""An optimizer that a student writes: a rule in the rule language, and its constants."""

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from training.lazy_torch import torch
from training.optimizers.optimizer import Optimizer, Settings, learning_rate
from training.problems import Problem
from training.rule_language import RuleError, limits, problems_of, rule_of
from training.rule_language.machine import Plan, Stepper, column_of, per_run, plan_of

RULE = "a = rho*a + (1-rho)*g^2\nw = w - eta*g/(sqrt(a) + eps)"
CONSTANTS = {"rho": 0.9, "eps": 1e-8}
Constant = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-limits.LARGEST, le=limits.LARGEST)]


class Written(Optimizer):
    """Your own update rule, in the slides' notation. It begins as RMSProp; change it as you like.

    a ← ρa + (1 − ρ)g², w ← w − ηg / (√a + ε) is typed a = rho*a + (1-rho)*g^2 and w = w - eta*g/(sqrt(a) + eps).

    One statement a line, with w (weights), g (gradient), t (number of the update) and eta (learning rate). A name that
    is read before it is assigned is remembered between updates and starts at 0, or at what a line like initially a = 1
    says. A name that is never assigned is a constant.
    """

    title: ClassVar[str] = "Your own rule"
    source: ClassVar[str] = "Course slides: RMSProp, do it yourself"
    kind: Literal["written"] = "written"
    learning_rate: float = learning_rate(0.01)
    rule: Annotated[str, StringConstraints(max_length=limits.CHARACTERS)] = Field(  # type: ignore[misc]
        RULE,
        title="Rule",
        description="Statements name = expression, with + - * / ^, sqrt abs sign min max clip exp log tanh sin cos, "
        "and where(a < b, x, y). Every weight is updated by itself.",
        json_schema_extra={"x-widget": "rule"},
    )
    constants: dict[str, Constant] = Field(
        CONSTANTS,
        max_length=limits.CONSTANTS,
        title="Constants",
        description="The numbers of the rule that you choose, by their names.",
        json_schema_extra={"x-live": True, "x-widget": "constants"},
    )

    @model_validator(mode="before")
    @classmethod
    def _another_rule_has_constants_of_its_own(cls, values: Any) -> Any:
        if isinstance(values, dict) and "constants" not in values and values.get("rule", RULE) != RULE:
            return {**values, "constants": {}}
        return values

    def problems(self) -> list[Problem]:
        """What is wrong with the rule, or with its constants."""
        try:
            wanted = rule_of(self.rule).constants
        except RuleError as error:
            return [Problem("rule", " ".join(problem.sentence() for problem in error.problems))]
        missing = [Problem(f"constants.{name}", f"The rule reads {name}: give it a number, or assign it.")
                   for name in wanted if name not in self.constants]  # fmt: skip
        extra = [Problem(f"constants.{name[:40]}", f'The rule does not read "{name[:40]}": leave this constant out.')
                 for name in self.constants if name not in wanted]  # fmt: skip
        return missing + extra

    @property
    def plan(self) -> Plan:
        """The rule, ready to run."""
        return plan_of(self.rule)

    @property
    def memory(self) -> tuple[str, ...]:  # type: ignore[override]
        """What the rule remembers."""
        return self.plan.memory

    @property
    def scheduled(self) -> bool:  # type: ignore[override]
        """Whether the rule reads the learning rate."""
        return bool(problems_of(self.rule)) or "eta" in rule_of(self.rule).reads

    @property
    def arrays(self) -> int:
        """Its memory and its buffers."""
        return self.plan.arrays

    def operations(self, parameters: int) -> int:
        """A long rule takes longer than the network."""
        return self.plan.operations(parameters)

    def numbers(self) -> dict[str, float | None]:
        """Learning rate and constants."""
        return {"learning_rate": self.learning_rate, **self.constants}

    def shape(self) -> tuple[str, ...]:
        """Runs with the same rule train in lockstep, each with constants of its own."""
        return self.kind, self.rule

    def prepare(  # type: ignore[override]
        self, memory: "dict[str, torch.Tensor]", settings: Settings, is_weight: "torch.Tensor"
    ) -> None:
        """First values of the memory."""
        given = {**settings, "eta": settings["learning_rate"]}
        for name, code in self.plan.program.start.items():
            first = column_of(name, per_run(code, given))
            memory[name].copy_(first.to(memory[name]).expand_as(memory[name]))
        if "decays" in self.plan.memory:
            memory["decays"].copy_(is_weight.expand_as(memory["decays"]))

    def rates(self, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":  # type: ignore[override]
        """The columns of the rule."""
        given = {**settings, "eta": settings["learning_rate"], "t": update}
        found = per_run(self.plan.per_run, given)
        return tuple(column_of(each, found) for each in self.plan.columns)

    @property
    def step(self) -> Callable[..., None]:  # type: ignore[override]
        """Makes updates; the same one for a whole epoch keeps what it has allocated."""
        return Stepper(self.plan)
