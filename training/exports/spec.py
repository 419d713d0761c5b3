"""The settings alone, every default written out: `python -m training -` trains them again."""

import json

from training.exports.recorded import Recorded
from training.migrations import migrated


def to_spec(recorded: Recorded) -> str:
    """JSON that people can read and change, in today's form."""
    return json.dumps(migrated(recorded.spec), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
