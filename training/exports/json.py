"""Everything about an experiment in one JSON document: the spec and every event."""

import json
from collections.abc import Iterator

from training.exports.recorded import Recorded


def to_json(recorded: Recorded) -> str:
    """`spec` can be trained again as it is."""
    return "".join(json_pieces(recorded))


def json_pieces(recorded: Recorded) -> Iterator[str]:
    """The same line by line: every event is a line of its own."""
    spec = json.dumps(recorded.spec, indent=1, ensure_ascii=False, allow_nan=False)
    yield f'{{\n"spec": {spec},\n"events": ['
    before = "\n"
    for event in recorded.events:
        yield before + json.dumps(event, ensure_ascii=False, allow_nan=False)
        before = ",\n"
    yield "\n]\n}\n"
