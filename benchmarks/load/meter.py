"""Memory and processor time of the processes of a site, while a class is there."""

import threading
import time
from collections.abc import Mapping
from typing import Any

import psutil

EVERY = 1.0


class Meter:
    """Looks each second. Memory is PSS: what processes share counts once."""

    def __init__(self, parts: Mapping[str, int]) -> None:
        self.parts = {**parts, "class": psutil.Process().pid}
        self.peaks: dict[str, float] = {}
        self.peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_for_ever, daemon=True)
        self._before: dict[str, float] = {}
        self._began = 0.0
        self.laps: dict[str, dict[str, float]] = {}
        self.passed = 0.0

    def __enter__(self) -> "Meter":
        self._began = time.monotonic()
        self._before = {name: self._seconds(name) for name in self.parts}
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self.passed = time.monotonic() - self._began
        self.lap("whole")

    def lap(self, name: str) -> None:
        """Note the processor seconds of each part so far."""
        self.laps[name] = {part: round(self._seconds(part) - self._before[part], 2) for part in self.parts}

    def _look_for_ever(self) -> None:
        while True:
            sizes = {name: sum(_size(each) for each in self._family(name)) for name in self.parts if name != "class"}
            self.peak = max(self.peak, sum(sizes.values()))
            self.peaks = {name: max(size, self.peaks.get(name, 0.0)) for name, size in sizes.items()}
            if self._over.wait(EVERY):
                return

    def _family(self, name: str) -> list[psutil.Process]:
        try:
            parent = psutil.Process(self.parts[name])
            return [parent] if name == "class" else [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def _seconds(self, name: str) -> float:
        return sum(_time(each) for each in self._family(name))

    def figures(self) -> dict[str, Any]:
        """Seconds of the clock and of processors, and the highest memory in MiB."""
        memory = {name: round(size) for name, size in self.peaks.items()}
        memory["all"] = round(self.peak)
        return {"seconds": round(self.passed, 1), "processor_seconds": self.laps, "memory_mib": memory}


def _size(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().pss) / 2**20
    except psutil.Error:
        return 0.0


def _time(process: psutil.Process) -> float:
    try:
        spent = process.cpu_times()
        return float(spent.user + spent.system)
    except psutil.Error:
        return 0.0
