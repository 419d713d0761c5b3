"""Which settings may change while a run trains: those whose field says `live`."""

from collections.abc import Iterable

from training.component import Section
from training.problems import Problem, SpecError
from training.spec import Spec

SECTIONS = ("optimizer", "schedule", "batch", "clipping", "regularization", "stopping")


def live_paths(spec: Spec) -> tuple[str, ...]:
    """The dotted paths of this spec's live settings."""
    paths: list[str] = []
    for name in SECTIONS:
        section: Section = getattr(spec, name)
        for field, info in type(section).model_fields.items():
            extra = info.json_schema_extra
            if isinstance(extra, dict) and extra.get("x-live"):
                paths.append(f"{name}.{field}")
    return tuple(paths)


def check_live(spec: Spec, paths: Iterable[str]) -> None:
    """Raise SpecError unless each of these paths names a live setting of this spec."""
    live = live_paths(spec)
    if refused := [Problem(path, _why_not(spec, path)) for path in paths if path not in live]:
        raise SpecError(refused)


def _why_not(spec: Spec, path: str) -> str:
    if "." not in path and spec.value(path) is None:
        return f'There is no setting "{path}" in this experiment.'
    return "This setting cannot change while a run trains. Fork the experiment to try another value."
