"""What the engine's commands share: JSON in from a file or standard input, one JSON object a line out.

Invalid input ends with exit status 2 and one JSON object a line on stderr: {"loc": "optimizer.beta", "msg": …}.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from training.problems import Problem, SpecError

Produce = Callable[[bytes], Iterable[dict[str, Any]]]


def run(program: str, description: str, produce: Produce, arguments: Sequence[str] | None = None) -> int:
    """Read the input, print what `produce` makes of it, and return the exit status."""
    parser = argparse.ArgumentParser(prog=program, description=description.split("\n")[0])
    parser.add_argument("file", help="a JSON file, or - for standard input")
    path = parser.parse_args(arguments).file
    try:
        lines = produce(sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes())
    except SpecError as error:
        return _refuse(error.problems)
    except OSError as error:
        return _refuse([Problem("", f"{path} cannot be read: {error.strerror}.")])
    try:
        for line in lines:
            print(json.dumps(line, allow_nan=False), flush=True)
    except SpecError as error:  # the samples showed what the spec alone could not
        return _refuse(error.problems)
    except BrokenPipeError:  # the reader has seen enough, as in `… | head -1`
        sys.stderr.close()
    return 0


def _refuse(problems: Sequence[Problem]) -> int:
    for problem in problems:
        print(json.dumps(problem.to_dict(), ensure_ascii=False), file=sys.stderr)
    return 2
