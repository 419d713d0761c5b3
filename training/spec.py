"""The spec: the validated, frozen description of one experiment, and the one source of truth about it.

Form, API, limits, help texts, links and exports all derive from this model. `parse` is the only way in.
"""

import json
from collections.abc import Callable
from inspect import getdoc
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError, model_validator

from training.component import Section
from training.cost import Cost
from training.datasets import BY_KIND, Outline
from training.fields import group, whole
from training.inputs import plain_features
from training.losses import AnyLoss, CrossEntropy, MeanSquaredError
from training.optimizers import AnyOptimizer, Momentum
from training.paths import read
from training.problems import Problem, SpecError, from_pydantic
from training.replacing import replaced
from training.rules import check
from training.runs import check_runs, total_cost
from training.schedules import AnySchedule, ConstantRate
from training.search import AnyStrategy
from training.sections import Batch, Clipping, Data, Ensemble, Network, Regularization, Stopping, Validation

Outlines = Callable[[str], Outline | None]
"""Finds the outline of a student's own table by its name, or None."""

BUILT_IN: dict[str, Outline] = {kind: dataset.outline() for kind, dataset in BY_KIND.items()}
"""What each built-in data set is with its usual settings."""
TEXT_LIMIT = 200_000


def no_tables(name: str) -> Outline | None:
    """Knows no tables: for callers that only use the built-in data sets."""
    return None


def _a_whole_number(value: Any) -> Any:
    """Python takes true and 1.0 for 1; JSON tells them apart."""
    if isinstance(value, bool | float):
        raise ValueError("This must be a whole number.")
    return value


class Spec(Section):
    """One experiment: data, network, and how it is trained. Every setting has a default."""

    format: Annotated[Literal[1], BeforeValidator(_a_whole_number)] = Field(
        1,
        title="Format",
        description="The version of this description of an experiment.",
        json_schema_extra={"x-hidden": True},
    )
    title: Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")] = Field(
        "", title="Title", description="A name for the experiment.", json_schema_extra={"x-hidden": True}
    )
    seed: int = whole(
        0,
        0,
        2**31 - 1,
        "Seed",
        "Chooses all random numbers: data, split, first weights, batch order. Same seed, same curve.",
    )
    data: Data = group(Data, title="Data", help="What there is to learn.")
    network: Network = group(Network, title="Network", help="The layers between inputs and outputs.")
    loss: AnyLoss = group(CrossEntropy, title="Loss", help="The number that training makes small.")
    optimizer: AnyOptimizer = group(Momentum, title="Optimizer", help="How gradients become changes of the weights.")
    schedule: AnySchedule = group(
        ConstantRate, title="Schedule", help="How the learning rate changes over the epochs.", live=True
    )
    batch: Batch = group(Batch, title="Batches", help="How many samples make one update.")
    clipping: Clipping = group(Clipping, title="Gradient clipping", help="How large a gradient may be.")
    regularization: Regularization = group(
        Regularization, title="Regularization", help="What keeps the network from fitting noise."
    )
    validation: Validation = group(Validation, title="Validation", help="When the validation split is evaluated.")
    stopping: Stopping = group(Stopping, title="Stopping", help="When training ends.")
    ensemble: Ensemble | None = Field(
        None,
        title="Average several networks",
        description=getdoc(Ensemble),
        json_schema_extra={"x-group": "Ensemble", "x-source": "Breiman: Bagging predictors, 1996"},
    )
    vary: AnyStrategy | None = Field(
        None,
        title="Vary",
        description="How the runs of this experiment differ; null: there is one run.",
        json_schema_extra={"x-hidden": True},
    )

    @model_validator(mode="before")
    @classmethod
    def _a_choice_may_leave_out_its_kind(cls, values: Any) -> Any:
        """{"optimizer": {"learning_rate": 0.1}} means the default optimizer with that rate."""
        if not isinstance(values, dict):
            return values
        values = dict(values)
        for name in ("loss", "optimizer", "schedule"):
            chosen = values.get(name)
            if isinstance(chosen, dict) and "kind" not in chosen:
                factory = cls.model_fields[name].default_factory
                values[name] = {"kind": factory.name(), **chosen}  # type: ignore[union-attr]
        return values

    @model_validator(mode="before")
    @classmethod
    def _loss_follows_the_task(cls, values: Any) -> Any:
        """Where no loss is named, classes get cross-entropy and numbers get the mean squared error."""
        if isinstance(values, dict) and "loss" not in values:
            data = values.get("data")
            name = data.get("dataset") if isinstance(data, dict) else None
            outline = BUILT_IN.get(name) if isinstance(name, str) else None
            if outline and outline.task == "regression":
                return {**values, "loss": {"kind": MeanSquaredError.name()}}
        return values

    @classmethod
    def parse(
        cls, source: str | bytes | dict[str, Any], tables: Outlines = no_tables, *, check_trials: bool = True
    ) -> Self:
        """Validate JSON text or a dictionary; `tables` knows the students' own data sets.

        `check_trials`: whether each run of several is checked by itself; that of a written experiment has been.

        Raises SpecError, which lists every problem with the path of its field and a sentence a student understands.
        """
        values = read_json(source) if isinstance(source, str | bytes) else source
        values = _with_table_loss(values, tables)
        try:
            spec = cls.model_validate(values)
        except ValidationError as error:
            raise SpecError(from_pydantic(error, values)) from None
        outline = spec.outline(tables)
        if outline is None:
            known = ", ".join(BUILT_IN)
            raise SpecError(
                [Problem("data.dataset", f'There is no data set "{spec.data.dataset}". Choose one of: {known}.')]
            )
        spec = spec._with_plain_features(outline)
        problems = check(spec, outline) or (check_runs(spec, tables) if check_trials else [])
        if problems:
            raise SpecError(problems)
        return spec

    def _with_plain_features(self, outline: Outline) -> Self:
        """Features under the one name that a spec keeps: "x1²" becomes "x1^2"."""
        names = plain_features(self.data, outline)
        if names == self.data.features:
            return self
        return self.model_copy(update={"data": self.data.model_copy(update={"features": names})})

    def outline(self, tables: Outlines = no_tables) -> Outline | None:
        """What is known of the data set this spec names."""
        built_in = BY_KIND.get(self.data.dataset)
        return built_in.outline(self.data) if built_in else tables(self.data.dataset)

    def cost(self, outline: Outline) -> Cost:
        """What training all runs would take, in integers, before anything is allocated."""
        return total_cost(self, outline)

    @property
    def data_seed(self) -> int:
        """The seed of everything about the data: that of the experiment, unless the data have one of their own."""
        return self.seed if self.data.seed is None else self.data.seed

    def with_settings(self, changes: dict[str, Any], tables: Outlines = no_tables) -> Self:
        """A copy with some settings replaced, by dotted path: {"optimizer.learning_rate": 0.01}."""
        return type(self).parse(replaced(type(self), self.to_dict(), changes), tables)

    def value(self, path: str) -> Any:
        """The value at a dotted path, as JSON."""
        return read(self.to_dict(), path)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, every default written out."""
        return self.model_dump(mode="json")


def read_json(text: str | bytes, limit: int = TEXT_LIMIT) -> dict[str, Any]:
    """Read strict JSON (no NaN, no Infinity, an object at the top); raises SpecError at path ""."""
    if len(text) > limit:
        raise SpecError([Problem("", f"This is too long: {len(text):,} bytes; at most {limit:,} are read.")])
    try:
        values = json.loads(
            text, parse_constant=_refuse_constant, parse_int=_read_whole_number, object_pairs_hook=_read_object
        )
    except RecursionError:
        raise SpecError([Problem("", "This is nested too deeply.")]) from None
    except UnicodeDecodeError:
        raise SpecError([Problem("", "This is not a text in UTF-8.")]) from None
    except ValueError as error:
        raise SpecError([Problem("", f"This is not valid JSON: {error}.")]) from None
    if not isinstance(values, dict):
        raise SpecError([Problem("", "A spec is a JSON object, like {}.")])
    return values


def _read_whole_number(text: str) -> int:
    if len(text) > 400:  # more than any number a computer calculates with, and quadratic to read
        raise ValueError(f"a number with {len(text):,} digits is too long")
    return int(text)


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Python would silently keep the last of two values with one name."""
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in values:
            raise ValueError(f'"{name[:40]}" is there twice')
        values[name] = value
    return values


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number that JSON knows")


def _with_table_loss(values: dict[str, Any], tables: Outlines) -> dict[str, Any]:
    data = values.get("data") if isinstance(values, dict) else None
    name = data.get("dataset") if isinstance(data, dict) else None
    if not isinstance(name, str) or name in BUILT_IN or "loss" in values:
        return values
    outline = tables(name)
    if outline is None or outline.task == "classification":
        return values
    return {**values, "loss": {"kind": MeanSquaredError.name()}}
