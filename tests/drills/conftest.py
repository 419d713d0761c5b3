"""The stage of the drills: one running site, and what an undisturbed training of the same spec says."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.drills.site import Site
from tests.drills.student import Events, figures
from tests.running_server import ROOT

DIGITS: dict[str, Any] = {
    "data": {"dataset": "digits"},
    "network": {"hidden": [{"units": 32}]},
    "optimizer": {"kind": "adam"},
    "batch": {"size": 32},
    "stopping": {"epochs": 500},
}
"""Some seconds of training on one core, so that faults hit it in the middle."""


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole site with two worker processes."""
    running = Site(tmp_path_factory.mktemp("drills"))
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="package")
def undisturbed() -> Events:
    """The figures that `python -m training` gives for DIGITS."""
    return undisturbed_training(DIGITS)


def undisturbed_training(spec: dict[str, Any]) -> Events:
    """The figures that `python -m training` gives for a spec."""
    done = subprocess.run(
        [sys.executable, "-m", "training", "-"], cwd=ROOT, input=json.dumps(spec).encode(), capture_output=True
    )
    assert done.returncode == 0, done.stderr
    return figures([json.loads(line) for line in done.stdout.splitlines()])
