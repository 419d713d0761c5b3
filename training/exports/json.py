"""Everything about an experiment in one JSON document: the spec and every event."""

import json
from collections.abc import Iterable
from typing import Any


def to_json(spec: dict[str, Any], events: Iterable[dict[str, Any]]) -> str:
    """`spec` can be trained again as it is."""
    return json.dumps({"spec": spec, "events": list(events)}, indent=1, ensure_ascii=False, allow_nan=False)
