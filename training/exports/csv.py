"""One row per run and epoch, for a spreadsheet or pandas."""

import csv
import io
from collections.abc import Iterator

from training.events import EnsembleEvaluated, EpochEnded, Metrics
from training.exports.recorded import Recorded

LISTS = ("layers", "gains")
COLUMNS = ["run", "epoch", *(name for name in EpochEnded.model_fields if name not in ("run", "epoch", "type", *LISTS))]


OF_ENSEMBLES = [name for name in EnsembleEvaluated.model_fields if name not in (*COLUMNS, "type", "disagreements")]


def to_csv(recorded: Recorded) -> str:
    """Figures that do not apply are empty; epoch 0 is before the first update, run 0 the average of an ensemble."""
    return "".join(csv_rows(recorded))


def csv_rows(recorded: Recorded) -> Iterator[str]:
    """The same row by row."""
    text = io.StringIO()
    columns = [*COLUMNS, *OF_ENSEMBLES] if recorded.spec.get("ensemble") else COLUMNS
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for event in recorded.events:
        if event["type"] == "run_started":
            metrics = {name: event[name] for name in Metrics.model_fields}
            writer.writerow({"run": event["run"], "epoch": 0, "updates": 0, "samples": 0, "seconds": 0, **metrics})
        elif event["type"] in ("epoch_ended", "ensemble_evaluated"):
            writer.writerow(event)
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    yield text.getvalue()
