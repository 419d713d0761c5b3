"""Finds what the schema says of an option: title, help with formula, source, range and default."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from training.datasets import DATASETS
from training.range_test import RangeTest
from training.spec import Spec
from training.surfaces import Request

ROOTS: dict[str, type[BaseModel]] = {"": Spec, "surfaces": Request, "range_test": RangeTest}
FORMULA = re.compile(r"[=←→√Σ∼~∈]")


@dataclass(frozen=True)
class Option:
    """One option as the page shows it."""

    command: str
    """The module whose request it belongs to; empty for the spec of an experiment."""
    path: str
    value: str
    """The choice that is meant; empty where any value is."""
    title: str
    paragraphs: tuple[str, ...]
    source: str
    limits: str


class UnknownOption(LookupError):
    """The schema has no such option."""


def look_up_all(options: Sequence[str]) -> list[Option]:
    """What the schema says of these; a setting that follows a choice of its family is the one of that choice."""
    chosen: dict[str, str] = {}
    found = []
    for option in options:
        found.append(look_up(option, chosen))
        path, _, value = option.rpartition(":")[2].partition("=")
        if path.endswith(".kind"):
            chosen[path.removesuffix(".kind")] = value
    return found


def look_up(option: str, chosen: Mapping[str, str] = MappingProxyType({})) -> Option:
    """What the schema says of `path` or `path=value`, with the command's name before a colon where it is no spec.

    `chosen` says which member of a family, by its path, is asked first for a setting that several of them have.
    """
    command, _, rest = option.rpartition(":")
    path, _, value = rest.partition("=")
    node = _find(command, path, value, option, chosen)
    paragraphs = tuple(part.replace("\n", " ") for part in node.get("description", "").split("\n\n") if part)
    return Option(
        f"training.{command}" if command else "",
        path,
        value,
        node.get("title", path),
        paragraphs,
        node.get("x-source", ""),
        _limits(node),
    )


def is_formula(paragraph: str) -> bool:
    """Whether a paragraph states a formula."""
    return bool(FORMULA.search(paragraph))


@cache
def _schema(command: str) -> dict[str, Any]:
    return ROOTS[command].model_json_schema()


def _find(command: str, path: str, value: str, option: str, chosen: Mapping[str, str]) -> dict[str, Any]:
    if path == "data.dataset" and value:
        data = next((dataset for dataset in DATASETS if dataset.kind == value), None)
        if data is None:
            raise UnknownOption(option)
        return {"title": data.title, "description": data.help(), "x-source": data.source}
    schema = _schema(command)
    nodes, before = [schema], ""
    for key in path.split("."):
        found = [(inner, kind) for node in nodes for inner, kind in _inside(node, key, value, schema)]
        of_choice = [inner for inner, kind in found if kind and kind == chosen.get(before)]
        nodes = of_choice or [inner for inner, _ in found]
        before = f"{before}.{key}".lstrip(".")
    if not nodes:
        raise UnknownOption(option)
    # Of several members of a family each may have its own default: then none is named.
    same = all(node.get("default") == nodes[0].get("default") for node in nodes)
    return nodes[0] if same else {key: found for key, found in nodes[0].items() if key != "default"}


def _inside(node: dict[str, Any], key: str, value: str, schema: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """The schemas at `key` of all variants of a node, with their kinds; for a kind that is named the variant itself."""
    found = []
    for variant in variants(node, schema):
        kind = variant.get("properties", {}).get("kind", {}).get("const", "")
        if key == "N":
            found += [(variant["items"], kind)] if "items" in variant else []
        elif key in variant.get("properties", {}):
            inner = variant["properties"][key]
            if key == "kind" and value:
                found += [(variant, kind)] if kind == value else []
            elif not value or key == "kind" or _allows(inner, value, schema):
                found.append((inner, kind))
    return found


def variants(node: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """A node with its reference followed, and everything it may be instead: the members of a family, or nothing."""
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[-1]
        node = {**schema["$defs"][name], **{key: value for key, value in node.items() if key != "$ref"}}
    members = [*node.get("oneOf", ()), *node.get("anyOf", ())]
    return [node, *(variant for member in members for variant in variants(member, schema))]


def _allows(node: dict[str, Any], value: str, schema: dict[str, Any]) -> bool:
    """Whether a node without further levels takes the value; nodes on the way to it always do."""
    found = variants(node, schema)
    if any("properties" in variant or "items" in variant for variant in found):
        return True
    if value.lstrip("-").isdigit():
        return any(variant.get("type") in ("integer", "number") for variant in found)
    return any(value == variant.get("const") or value in variant.get("enum", ()) for variant in found)


def _limits(node: dict[str, Any]) -> str:
    """ "from 0 to 10, default 0.03" where the schema says so."""
    numbers = [node, *node.get("anyOf", ())]
    parts = []
    for one in numbers:
        low, high = one.get("minimum", one.get("exclusiveMinimum")), one.get("maximum", one.get("exclusiveMaximum"))
        if low is not None and high is not None:
            start = "from" if "minimum" in one else "above"
            end = "to" if "maximum" in one else "to below"
            parts.append(f"{start} {_plain(low)} {end} {_plain(high)}")
    default = node.get("default", {})
    if default is None:  # where being empty has a meaning of its own, the help tells it
        parts += [] if "Empty:" in node.get("description", "") else ["default off"]
    elif not isinstance(default, dict | list):
        parts.append(f"default {_plain(default)}")
    return ", ".join(parts)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return value
    if 0 < abs(value) < 1e-4:
        return f"{value:g}".replace("e-0", "e-")
    return f"{value:,.10g}"
