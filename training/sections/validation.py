"""When and where the validation split is evaluated."""

from training.component import Section
from training.fields import switch, whole


class Validation(Section):
    """When and where the validation split is evaluated. Whatever is chosen here, the weights stay the same."""

    every: int = whole(
        1,
        1,
        100,
        "Evaluate every",
        "Reduce the frequency: evaluate after every k-th epoch, and after the last. Fewer points on the same curve. "
        "Early stopping counts evaluations, so its patience lasts k times as many epochs.",
        unit="epochs",
        source="Course slides: reduce the frequency of validation",
    )
    max_samples: int | None = whole(
        None,
        1,
        100_000,
        "Validation samples",
        "Reduce the data size: evaluate only so many validation samples, drawn once and the same in every epoch; each "
        "class keeps its share. Quicker, but less sure: the band shows one standard error, s/√m of the losses and "
        "√(p(1 − p)/m) of the accuracy p. Empty: all of them.",
        source="Course slides: reduce the size of the validation set",
    )
    separate_worker: bool = switch(
        False,
        title="Separate worker",
        help="Validate on a separate machine: training goes on at once while another process evaluates the weights of "
        "each epoch. Its points arrive a little later, and the result is the same: epochs trained beyond an early stop "
        "are dropped.",
        source="Course slides: validate on a separate machine",
    )
