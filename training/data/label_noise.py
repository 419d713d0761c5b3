"""Label noise: wrong answers among the training samples, on purpose."""

import numpy as np

from training.data.targets import classes_of, one_hot


def with_label_noise(targets: np.ndarray, share: float, classes: int, random: np.random.Generator) -> np.ndarray:
    """Training targets [samples, outputs] of which exactly round(share · n) are wrong.

    A class becomes one of the others, drawn uniformly; a number (`classes` = 0) becomes that of another sample. With
    the same stream the wrong samples of a smaller share are wrong in the same way in every larger one.
    """
    total = len(targets)
    wrong = random.permutation(total)[: round(share * total)]
    choices = classes or total
    if len(wrong) == 0 or choices < 2:
        return targets
    steps = random.integers(1, choices, total)[wrong]
    noisy = targets.copy()
    if classes:
        noisy[wrong] = one_hot((classes_of(targets)[wrong] + steps) % classes, targets.shape[1])
    else:
        noisy[wrong] = targets[(wrong + steps) % total]
    return noisy
