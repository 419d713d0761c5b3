"""What /api/schema answers to somebody without tables, for modules that read it."""

from typing import Any

from playground.datasets import described
from training.datasets import DATASETS
from training.spec import Spec


def description() -> dict[str, Any]:
    """The schema of the spec, its defaults and the built-in data sets."""
    return {
        "schema": Spec.model_json_schema(),
        "defaults": Spec().to_dict(),
        "datasets": [described(dataset) for dataset in DATASETS],
    }
