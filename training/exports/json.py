"""Everything about an experiment in one JSON document: the spec and every event."""

import json

from training.exports.recorded import Recorded


def to_json(recorded: Recorded) -> str:
    """`spec` can be trained again as it is."""
    document = {"spec": recorded.spec, "events": list(recorded.events)}
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)
