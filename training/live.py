"""Which settings may change while a run trains: those whose field says `live`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from training.component import Section
from training.problems import Problem, SpecError

if TYPE_CHECKING:
    from training.spec import Spec


def live_paths(spec: Spec) -> tuple[str, ...]:
    """The dotted paths of this spec's live settings, in the order of the form. A group may be live as a whole."""
    return tuple(_live_inside(spec, ""))


def _live_inside(section: Section, path: str) -> Iterator[str]:
    for name, info in type(section).model_fields.items():
        extra, value = info.json_schema_extra, getattr(section, name)
        if isinstance(extra, dict) and extra.get("x-live"):
            # Of numbers by name each may change, but not which ones there are.
            yield from (f"{path}{name}.{key}" for key in value) if isinstance(value, dict) else [f"{path}{name}"]
        if isinstance(value, Section):
            yield from _live_inside(value, f"{path}{name}.")
        elif isinstance(value, tuple):
            for number, each in enumerate(value):
                if isinstance(each, Section):
                    yield from _live_inside(each, f"{path}{name}.{number}.")


def check_live(spec: Spec, paths: Iterable[str]) -> None:
    """Raise SpecError unless each of these paths names a live setting of this spec."""
    live, paths = live_paths(spec), list(paths)
    # Another kind brings settings of its own with it, all as live as the choice.
    chosen = [path.removesuffix("kind") for path in paths if path.endswith(".kind") and path[:-5] in live]
    refused = [path for path in paths if path not in live and not path.startswith(tuple(chosen))]
    if refused:
        raise SpecError([Problem(path, _why_not(spec, path)) for path in refused])


def told_paths(old: Spec, new: Spec, paths: Iterable[str]) -> tuple[str, ...]:
    """The paths under which a change is recorded: where the kind of a choice changes, the choice as a whole."""
    told: dict[str, None] = {}
    for path in paths:
        parent = path.rpartition(".")[0]
        other = old.value(f"{parent}.kind") != new.value(f"{parent}.kind")
        told[parent if parent and other else path] = None
    return tuple(told)


def _why_not(spec: Spec, path: str) -> str:
    if "." not in path and spec.value(path) is None:
        return f'There is no setting "{path}" in this experiment.'
    return "This setting cannot change while a run trains. Fork the experiment to try another value."
