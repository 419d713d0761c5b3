"""`python -m training SPEC.json` (or `-`): train without web or broker and print one JSON event a line.

An invalid spec ends with exit status 2 and one JSON object a line on stderr: {"loc": "optimizer.beta", "msg": …}.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from training.problems import Problem, SpecError
from training.spec import Spec


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__.split("\n")[0])
    parser.add_argument("spec", help="a JSON file, or - for standard input")
    path = parser.parse_args(arguments).spec
    try:
        spec = Spec.parse(sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes())
    except SpecError as error:
        return _refuse(error.problems)
    except OSError as error:
        return _refuse([Problem("", f"{path} cannot be read: {error.strerror}.")])
    from training.engine import train  # heavy: loads PyTorch

    try:
        for event in train(spec):
            print(json.dumps(event.to_dict(), allow_nan=False), flush=True)
    except BrokenPipeError:  # the reader has seen enough, as in `… | head -1`
        sys.stderr.close()
    return 0


def _refuse(problems: Sequence[Problem]) -> int:
    for problem in problems:
        print(json.dumps(problem.to_dict(), ensure_ascii=False), file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
