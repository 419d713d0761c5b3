"""Reads the JSON schema of the spec: its fields in order, with what one may write into each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from training import Spec
from training.concepts.lookup import variants

Node = dict[str, Any]


@dataclass(frozen=True)
class Setting:
    """One field of the spec, at its dotted path; N is the number of a layer, of a run or of an axis."""

    path: str
    node: Node
    """What the schema says of it, with references followed."""
    members: tuple[Node, ...]
    """The choices of its family, where it is one."""

    @property
    def title(self) -> str:
        return str(self.node.get("title", self.path.rpartition(".")[2]))


@cache
def schema() -> Node:
    """The schema that `GET /api/schema` sends as well."""
    return Spec.model_json_schema()


def resolved(node: Node) -> Node:
    """A node with its reference followed."""
    return variants(node, schema())[0]


def members(node: Node) -> tuple[Node, ...]:
    """The choices of a family, told apart by `kind`; none where a node is no family."""
    for one in variants(node, schema()):
        if one.get("discriminator", {}).get("propertyName") == "kind":
            return tuple(resolved(member) for member in one["oneOf"])
    return ()


def kind_of(member: Node) -> str:
    """The word by which a spec chooses this member of a family."""
    return str(member["properties"]["kind"]["const"])


def settings(node: Node, before: str = "") -> Iterator[Setting]:
    """All settings inside a node, in their order; those of the members of a family are the family's own business."""
    for name, raw in node.get("properties", {}).items():
        if name == "kind":
            continue
        path = f"{before}{name}"
        yield from _setting(path, raw)


def _setting(path: str, raw: Node) -> Iterator[Setting]:
    family = members(raw)
    yield Setting(path, resolved(raw), family)
    if family:
        return
    for one in variants(raw, schema()):
        if "properties" in one:
            yield from settings(one, f"{path}.")
        elif isinstance(one.get("items"), dict):
            yield from _items(path, one["items"])
        elif isinstance(one.get("additionalProperties"), dict):
            yield from _items(path, one["additionalProperties"])


def _items(path: str, raw: Node) -> Iterator[Setting]:
    family = members(raw)
    if family:
        yield Setting(f"{path}.N", resolved(raw), family)
    elif "properties" in resolved(raw):
        yield from settings(resolved(raw), f"{path}.N.")
