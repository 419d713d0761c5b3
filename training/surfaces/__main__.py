"""`python -m training.surfaces REQUEST.json` (or `-`): walk on a surface and print one JSON object a step."""

import sys
from collections.abc import Iterable
from typing import Any

from training.command_line import run
from training.surfaces.request import Request


def steps(source: bytes) -> Iterable[dict[str, Any]]:
    """The steps of the request in `source`."""
    request = Request.parse(source)
    from training.surfaces.walk import walk  # heavy: loads PyTorch

    return (step.to_dict() for step in walk(request))


if __name__ == "__main__":
    sys.exit(run("python -m training.surfaces", __doc__ or "", steps))
