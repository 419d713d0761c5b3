"""The settings of a spec in words: what its maker chose, and everything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from training.component import Component
from training.search.strategy import Strategy
from training.spec import Spec

HIDDEN = ("kind", "format", "title")
LONG = 160


@dataclass(frozen=True)
class Setting:
    """One line: where it stands, what it is called, its value, and what is usual."""

    group: str
    label: str
    text: str
    usual: str

    @property
    def changed(self) -> bool:
        return self.text != self.usual


def settings_of(spec: Spec) -> list[Setting]:
    """In the order of the form; `vary` at the end."""
    usual = Spec()
    found: list[Setting] = []
    for name, field in Spec.model_fields.items():
        if name not in HIDDEN:
            group = field.title or name
            value = getattr(spec, name)
            found += _told(group, group, field, value, getattr(usual, name))
    return found


def _told(group: str, label: str, field: FieldInfo | None, value: Any, usual: Any) -> Iterator[Setting]:
    if isinstance(value, Component):
        same = usual if type(usual) is type(value) else None
        yield Setting(
            group, label, value.title, getattr(usual, "title", "") if isinstance(usual, BaseModel) else in_words(usual)
        )
        yield from _inner(group, value, same)
    elif isinstance(value, BaseModel):
        if usual is None:
            yield Setting(group, label, "on", "off")
        yield from _inner(group, value, usual)
    elif isinstance(value, tuple | list) and value and isinstance(value[0], BaseModel):
        if isinstance(usual, tuple | list) and len(usual) != len(value):
            yield Setting(group, f"{label}: how many", str(len(value)), str(len(usual)))
        yield from _each(group, label, value, usual)
    else:
        yield Setting(group, label, in_words(value), in_words(usual))


def _each(group: str, label: str, values: Any, usual: Any) -> Iterator[Setting]:
    known = list(usual) if isinstance(usual, tuple | list) else []
    for place, one in enumerate(values):
        if place >= 50:
            yield Setting(group, label, f"and {len(values) - place} more", "")
            return
        other = known[place] if place < len(known) else None
        for setting in _inner(group, one, other):
            yield Setting(group, f"{label} {place + 1}: {setting.label}", setting.text, setting.usual)


def _inner(group: str, model: BaseModel, usual: Any) -> Iterator[Setting]:
    for name, field in type(model).model_fields.items():
        if name in HIDDEN or (isinstance(model, Strategy) and name == "runs"):
            continue
        normal = getattr(usual, name) if isinstance(usual, type(model)) else _default(field)
        yield from _told(group, field.title or name.replace("_", " "), field, getattr(model, name), normal)


def _default(field: FieldInfo) -> Any:
    return None if field.is_required() else field.get_default(call_default_factory=True)


def in_words(value: Any) -> str:
    """A value as people write it."""
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, BaseModel):
        return in_words(value.model_dump(mode="json"))
    if isinstance(value, dict):
        return _short(", ".join(f"{name} {in_words(each)}" for name, each in value.items())) or "none"
    if isinstance(value, tuple | list):
        return _short(", ".join(in_words(each) for each in value)) or "none"
    return str(value)


def _short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}…"
