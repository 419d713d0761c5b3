"""`python -m descent train SPEC.json --url http://127.0.0.1:8000`: trains on a server, one JSON event a line."""

import argparse
import json
import os
import sys
from pathlib import Path

from descent.client import Client
from descent.problems import DescentError, SpecProblem


def main() -> int:
    """Exit 0 when it has trained, 2 for a spec that cannot be trained, 1 for everything else."""
    asked = _arguments()
    try:
        text = sys.stdin.read() if asked.spec == "-" else Path(asked.spec).read_text()
        made = Client(asked.url, asked.token).train(json.loads(text))
        print(made.url, file=sys.stderr)
        for event in made:
            print(json.dumps(event), flush=True)
    except SpecProblem as refused:
        for problem in refused.problems:
            print(json.dumps({"loc": problem.path, "msg": problem.sentence}), file=sys.stderr)
        return 2
    except (DescentError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m descent", description="Train on a Descent server.")
    train = parser.add_subparsers(required=True).add_parser("train", help="train a spec, one JSON event a line")
    train.add_argument("spec", help="a file with a spec, or - for standard input")
    train.add_argument("--url", default=os.environ.get("DESCENT_URL", "http://127.0.0.1:8000"), help="of the server")
    train.add_argument("--token", help="made at /tokens; else DESCENT_TOKEN, else you are a guest")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
