"""A question about one spec, as JSON: {"spec": {…}} and what else the question needs."""

from dataclasses import replace
from typing import Any, Self

from pydantic import Field, ValidationError

from training.component import Section
from training.problems import Problem, SpecError, from_pydantic
from training.spec import Outlines, Spec, read_json
from training.spec import no_tables as no_outlines


class SpecRequest(Section):
    """What such questions have in common. Of several runs, the settings that all of them share are meant."""

    spec: Spec = Field(default_factory=Spec, title="Experiment", description="The network, its data and how it trains.")

    @classmethod
    def parse(cls, source: str | bytes | dict[str, Any], tables: Outlines = no_outlines) -> Self:
        """Validate JSON text or a dictionary; raises SpecError with every problem."""
        values = read_json(source) if isinstance(source, str | bytes) else source
        problems: list[Problem] = []
        if "spec" in values:
            try:
                values = {**values, "spec": Spec.parse(values["spec"], tables)}
            except SpecError as error:
                problems += [replace(one, loc=f"spec.{one.loc}".rstrip(".")) for one in error.problems]
                values = {name: value for name, value in values.items() if name != "spec"}
        try:
            request = cls.model_validate(values)
        except ValidationError as error:
            raise SpecError(problems + from_pydantic(error, values)) from None
        if problems := problems + request.problems(tables):
            raise SpecError(problems)
        return request

    def problems(self, tables: Outlines) -> list[Problem]:
        """What is wrong beyond the fields themselves."""
        return []

    @property
    def alone(self) -> Spec:
        """The spec as one run."""
        return self.spec.model_copy(update={"vary": None, "ensemble": None})
