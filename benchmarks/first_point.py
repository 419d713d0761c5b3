"""`python -m benchmarks.first_point URL`: from pressing Train to the first epoch on the socket of a running server."""

import argparse
import json
import statistics
import sys
import time
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from websockets.sync.client import connect

from training import Spec


def main() -> int:
    """Measure, print one line of JSON; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_point", description=__doc__.split(": ")[1])
    parser.add_argument("url", help="address of the server, like http://127.0.0.1:8000/")
    parser.add_argument("--runs", type=int, default=30, help="experiments, one after another (default 30)")
    parser.add_argument("--spec", default='{"stopping": {"epochs": 20}}', help="the experiment as JSON")
    arguments = parser.parse_args()
    spec = Spec.parse(arguments.spec).to_dict()
    first_point(arguments.url, spec)  # the first visitor pays for caches and connections
    milliseconds = []
    for number in range(arguments.runs):
        milliseconds.append(1000 * first_point(arguments.url, {**spec, "seed": number}))
        time.sleep(0.3)  # an idle server: the last run has ended, and workers rest
    twentieths = statistics.quantiles(milliseconds, n=20, method="inclusive")
    figures = {"runs": len(milliseconds), "p50": statistics.median(milliseconds), "p95": twentieths[-1]}
    figures |= {"lowest": min(milliseconds), "highest": max(milliseconds)}
    print(json.dumps({name: round(value, 1) for name, value in figures.items()}))
    return 0


def first_point(url: str, spec: dict[str, Any]) -> float:
    """Seconds from sending the experiment to the frame with its first `epoch_ended`."""
    started = time.perf_counter()
    request = Request(urljoin(url, "/api/experiments"), json.dumps(spec).encode(), {"Content-Type": "application/json"})
    with urlopen(request, timeout=30) as response:
        experiment = json.load(response)["id"]
    address = urlsplit(url)
    scheme = "wss" if address.scheme == "https" else "ws"
    socket = f"{scheme}://{address.netloc}/ws/experiments/{experiment}?after=0"
    with connect(socket, origin=f"{address.scheme}://{address.netloc}") as connection:
        while True:
            frame = json.loads(connection.recv(timeout=30))
            if any(event["type"] == "epoch_ended" for event in frame["events"]):
                return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
