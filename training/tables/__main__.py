"""Read a CSV from standard input under limits of memory and time.

`python -m training.tables inspect < table.csv` prints what it contains as JSON,
`python -m training.tables parse --target=NAME < table.csv > table` writes what `Table.from_bytes` reads.
Exit status 2 means that standard error has the problems as JSON.
"""

import argparse
import json
import resource
import sys
from typing import NoReturn

from training.tables.decoding import SIZE_LIMIT
from training.tables.error import TableError, refuse
from training.tables.limited import REFUSED
from training.tables.parsing import inspect, parse

MEMORY_BYTES = 1 << 30
PROCESSOR_SECONDS = 10


def main() -> None:
    """Inspect or parse, as the command line says."""
    options = _options()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        # One byte more than allowed is enough to know that there are too many.
        source = sys.stdin.buffer.read(SIZE_LIMIT + 1)
        if options.command == "inspect":
            result = json.dumps(inspect(source).to_dict()).encode()
        else:
            result = parse(source, options.target, options.task, options.missing).to_bytes()
    except TableError as error:
        _refuse(error)
    except MemoryError:
        _refuse(refuse("csv", "Reading this file takes too much memory. Leave out rows or columns."))
    sys.stdout.buffer.write(result)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.tables", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("inspect", help="print the columns as JSON")
    parsing = commands.add_parser("parse", help="write the table as bytes", allow_abbrev=False)
    parsing.add_argument("--target", required=True, help="the column to learn")
    parsing.add_argument("--task", choices=("classification", "regression"), help="what to learn of it")
    parsing.add_argument("--missing", choices=("drop", "mean"), default="drop", help="what to do with missing inputs")
    return parser.parse_args()


def _refuse(error: TableError) -> NoReturn:
    json.dump([problem.to_dict() for problem in error.problems], sys.stderr)
    sys.exit(REFUSED)


if __name__ == "__main__":
    main()
