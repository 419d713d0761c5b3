"""Which settings may change while a run trains: those whose field says `live`."""

from training.component import Section
from training.spec import Spec

SECTIONS = ("optimizer", "batch", "regularization", "stopping")


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
