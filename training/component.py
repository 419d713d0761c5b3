"""What every choice of a family (an optimizer, a loss …) has in common: a kind, a help text, validated fields."""

from functools import reduce
from inspect import getdoc
from operator import or_
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema


class Section(BaseModel):
    """A frozen group of settings; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=False)


class Component(Section):
    """One choice of a family. Its class docstring is the help text that students read."""

    title: ClassVar[str]
    source: ClassVar[str] = ""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Carry title, help and source into the JSON schema, where form and documentation find them."""
        if "title" not in cls.__dict__:
            return
        cls.model_config["title"] = cls.title
        cls.model_config["json_schema_extra"] = cls.schema_extra()
        cls.model_rebuild(force=True)

    @classmethod
    def schema_extra(cls) -> dict[str, Any]:
        """What the JSON schema says of it beside its fields."""
        return {"x-source": cls.source, "description": getdoc(cls) or ""}

    @classmethod
    def name(cls) -> str:
        """The word by which a spec chooses this component."""
        return str(cls.model_fields["kind"].default)


class OneOf:
    """For `Annotated[Family, OneOf(MEMBERS)]`: the value is one of the members, told apart by `kind`."""

    def __init__(self, members: tuple[type[Component], ...]) -> None:
        self.members = members

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if len(self.members) == 1:
            return handler.generate_schema(self.members[0])
        union = reduce(or_, self.members)
        return handler.generate_schema(Annotated[union, Field(discriminator="kind")])
