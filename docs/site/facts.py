"""Says in a line what one may write into a setting: type, limits, default, and when it may change."""

from typing import Any

from docs.site.schema import Node, schema
from training.concepts.lookup import variants

WORDS = {
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "string": "text",
    "array": "list",
    "object": "group",
    "null": "`null`",
}


def facts(node: Node, is_family: bool = False, within: Node | None = None) -> str:
    """ "Number, from 0 to 0.5 · default `0.1` · may change while it trains"."""
    told = [_types(node, is_family, within or schema()), _default(node, is_family)]
    told.append("may change while it trains" if node.get("x-live") else "")
    told.append(f"in {node['x-unit']}" if node.get("x-unit") else "")
    told.append(f"needs `{node['x-needs']}`" if node.get("x-needs") else "")
    told.append(f"for {', '.join(f'`{name}`' for name in node['x-datasets'])}" if node.get("x-datasets") else "")
    line = " · ".join(part for part in told if part)
    return line[:1].upper() + line[1:]


def paragraphs(node: Node) -> list[str]:
    """The help, paragraph by paragraph, safe for Markdown, with its source at the end."""
    told = [plain(part.replace("\n", " ")) for part in node.get("description", "").split("\n\n") if part]
    return [*told, f"Source: {plain(node['x-source'])}"] if node.get("x-source") else told


def plain(text: str) -> str:
    """Text in which no sign means something to Markdown."""
    return "".join(f"\\{sign}" if sign in "\\*_<>|[]{}#$`~" else sign for sign in text)


def _types(node: Node, is_family: bool, within: Node) -> str:
    if is_family:
        return "a choice with its own settings"
    told = [word for one in variants(node, within) if (word := _type(one))]
    return ", or ".join(dict.fromkeys(told))


def _type(node: Node) -> str:
    if "const" in node:
        return f"`{_json(node['const'])}`"
    if "enum" in node:
        return "one of " + ", ".join(f"`{value}`" for value in node["enum"])
    word = WORDS.get(str(node.get("type", "")), "")
    limits = _limits(node)
    return f"{word}, {limits}" if word and limits else word


def _limits(node: Node) -> str:
    ends = (("minimum", "from"), ("exclusiveMinimum", "above"), ("maximum", "to"), ("exclusiveMaximum", "below"))
    told = [f"{word} {node[key]:,.10g}" for key, word in ends if key in node]
    if "maxLength" in node:
        told.append(f"up to {node['maxLength']:,} characters")
    if "maxItems" in node:
        told.append(f"at most {node['maxItems']:,}")
    return " ".join(told)


def _default(node: Node, is_family: bool) -> str:
    if "default" not in node:
        return ""
    value = node["default"]
    if value is None:
        return f"default `null`: {node['x-empty']}" if node.get("x-empty") else "default `null`"
    if isinstance(value, dict):
        return f"default `{value['kind']}`" if is_family and "kind" in value else ""
    return f"default `{_json(value)}`" if len(_json(value)) < 60 else ""


def _json(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list):
        return "[" + ", ".join(_json(one) for one in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
