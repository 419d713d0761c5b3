"""Which settings may change while a run trains: those whose field says `live`."""

from collections.abc import Iterable, Iterator

from training.component import Section
from training.problems import Problem, SpecError
from training.spec import Spec


def live_paths(spec: Spec) -> tuple[str, ...]:
    """The dotted paths of this spec's live settings, in the order of the form."""
    return tuple(_live_inside(spec, ""))


def _live_inside(section: Section, path: str) -> Iterator[str]:
    for name, info in type(section).model_fields.items():
        extra, value = info.json_schema_extra, getattr(section, name)
        if isinstance(extra, dict) and extra.get("x-live"):
            yield f"{path}{name}"
        elif isinstance(value, Section):
            yield from _live_inside(value, f"{path}{name}.")
        elif isinstance(value, tuple):
            for number, each in enumerate(value):
                if isinstance(each, Section):
                    yield from _live_inside(each, f"{path}{name}.{number}.")


def check_live(spec: Spec, paths: Iterable[str]) -> None:
    """Raise SpecError unless each of these paths names a live setting of this spec."""
    live = live_paths(spec)
    if refused := [Problem(path, _why_not(spec, path)) for path in paths if path not in live]:
        raise SpecError(refused)


def _why_not(spec: Spec, path: str) -> str:
    if "." not in path and spec.value(path) is None:
        return f'There is no setting "{path}" in this experiment.'
    return "This setting cannot change while a run trains. Fork the experiment to try another value."
