"""The JSON schema that form, API and help are drawn from."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from training import Spec
from training.activations import ACTIVATIONS
from training.expansions import EXPANSIONS
from training.initializers import INITIALIZERS
from training.input_normalizations import NORMALIZATIONS
from training.live import live_paths
from training.losses import LOSSES
from training.optimizers import OPTIMIZERS
from training.schedules import SCHEDULES

SCHEMA: dict[str, Any] = Spec.model_json_schema()
FAMILIES = (ACTIVATIONS, EXPANSIONS, INITIALIZERS, LOSSES, NORMALIZATIONS, OPTIMIZERS, SCHEDULES)


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """A field with what its reference says; the field's own words win."""
    name = node.get("$ref", "").removeprefix("#/$defs/")
    return {**SCHEMA["$defs"][name], **node} if name else node


def fields() -> Iterator[tuple[str, dict[str, Any]]]:
    for owner, definition in [("Spec", SCHEMA), *SCHEMA["$defs"].items()]:
        for name, node in definition["properties"].items():
            yield f"{owner}.{name}", resolved(node)


@pytest.mark.parametrize(("name", "node"), list(fields()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_field_has_a_title_and_a_description(name: str, node: dict[str, Any]) -> None:
    assert node["title"]
    if not name.endswith(".kind"):
        assert node["description"].endswith((".", ".)"))


@pytest.mark.parametrize(("name", "node"), list(fields()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_number_says_its_bounds(name: str, node: dict[str, Any]) -> None:
    choices = [choice for choice in node.get("anyOf", [node]) if choice.get("type") in ("integer", "number")]
    for choice in choices:
        if name not in ("Batch.size", "Spec.format"):
            assert {"minimum", "exclusiveMinimum"} & choice.keys()
            assert {"maximum", "exclusiveMaximum"} & choice.keys()


def test_the_schema_is_strict_json_that_refuses_unknown_settings() -> None:
    assert json.loads(json.dumps(SCHEMA, allow_nan=False)) == SCHEMA
    for name, definition in SCHEMA["$defs"].items():
        assert definition["additionalProperties"] is False, name


@pytest.mark.parametrize(
    "member", [member for family in FAMILIES for member in family], ids=lambda member: member.name()
)
def test_every_choice_brings_its_title_help_and_source(member: Any) -> None:
    definition = SCHEMA["$defs"][member.__name__]
    assert definition["title"] == member.title
    assert definition["x-source"] == member.source != ""
    assert definition["description"] == (member.__doc__ or "").strip().replace("\n    ", "\n")
    assert definition["properties"]["kind"]["const"] == member.name()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family[0].__bases__[0].__name__)
def test_names_inside_a_family_are_unique_and_spoken(family: Any) -> None:
    names = [member.name() for member in family]
    assert len(set(names)) == len(names)
    assert all(name.replace("_", "").isalnum() and name == name.lower() for name in names)


def test_live_fields_of_the_schema_are_the_live_paths() -> None:
    marked = {name.split(".")[1] for name, node in fields() if node.get("x-live") is True}
    families = {"optimizer": OPTIMIZERS, "schedule": SCHEDULES}
    chosen = [{name: {"kind": each.name()}} for name, family in families.items() for each in family]
    chosen.append({"batch": {"growth": {}}})
    paths = {path for settings in chosen for path in live_paths(Spec.parse(settings))}
    named = {re.sub(r"^optimizer\.constants\..+", "optimizer.constants", path) for path in paths}
    assert {path.rpartition(".")[2] for path in named} == marked


def test_defaults_of_the_schema_are_those_of_the_spec() -> None:
    for name, node in SCHEMA["properties"].items():
        if "default" in node:
            assert Spec.parse({}).value(name) == node["default"], name
