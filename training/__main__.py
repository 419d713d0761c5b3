"""`python -m training SPEC.json` (or `-`): train without web or broker and print one JSON event a line."""

import sys
from collections.abc import Iterable
from typing import Any

from training.command_line import run
from training.spec import Spec


def events(source: bytes) -> Iterable[dict[str, Any]]:
    """The events of the spec in `source`."""
    spec = Spec.parse(source)
    from training.experiment import train  # heavy: loads PyTorch

    return (event.to_dict() for event in train(spec))


if __name__ == "__main__":
    sys.exit(run("python -m training", __doc__ or "", events))
