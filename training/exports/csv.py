"""One row per run and epoch, for a spreadsheet or pandas."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from training.events import EpochEnded, Metrics

LISTS = ("layers", "gains")
COLUMNS = ["run", "epoch", *(name for name in EpochEnded.model_fields if name not in ("run", "epoch", "type", *LISTS))]


def to_csv(spec: dict[str, Any], events: Iterable[dict[str, Any]]) -> str:
    """Figures that do not apply are empty; epoch 0 is the network before its first update."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for event in events:
        if event["type"] == "run_started":
            metrics = {name: event[name] for name in Metrics.model_fields}
            writer.writerow({"run": event["run"], "epoch": 0, "updates": 0, "samples": 0, "seconds": 0, **metrics})
        elif event["type"] == "epoch_ended":
            writer.writerow(event)
    return text.getvalue()
