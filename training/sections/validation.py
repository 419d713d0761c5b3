"""When and where the validation split is evaluated."""

from training.component import Section
from training.fields import NoneYet, OffYet, not_yet, whole


class Validation(Section):
    """When and where the validation split is evaluated."""

    every: int = whole(
        1, 1, 100, "Evaluate every", "Evaluate after every k-th epoch, and after the last.", unit="epochs"
    )
    max_samples: NoneYet = not_yet(None, "Samples")
    separate_worker: OffYet = not_yet(False, "Separate worker")
