"""The part of a script that makes training and validation samples: `load_data`, with all that the spec does to them.

`load_data()` returns two pairs (inputs, targets), of training and of validation: inputs float64 [samples, inputs],
targets [samples], class numbers or float64. The test samples are split off and left alone.
"""

from training.data.label_noise import with_label_noise
from training.exports.script.inputs import add_inputs
from training.exports.script.samples import add_samples, add_streams, seed_of
from training.exports.script.script import Script
from training.split import drawn_sizes
from training.validation_subset import shares, validation_rows

USED = (with_label_noise, validation_rows)
"""What is written out here in fewer words; tests compare both."""
PARTS = ["train_inputs, train_targets = inputs[train], targets[train]"]
"""Where the training samples alone are spoiled on purpose."""


def add_data(script: Script) -> None:
    """`stream`, `draw_samples` and `load_data`."""
    add_streams(script)
    add_samples(script)
    lines = [*_drawn(script), *_added(script), *add_inputs(script), *_standardized(script)]
    spoiled = [*_label_noise(script), *_by_class(script)]
    lines += [*(PARTS if spoiled else []), *spoiled, *_subset(script)]
    train = "(train_inputs, train_targets)" if spoiled else "(inputs[train], targets[train])"
    help = '"""Training and validation samples, as pairs of inputs and targets; the test samples stay under seal."""'
    body = "\n".join(f"    {line}" if line else "" for line in [help, *lines])
    script.add(f"def load_data():\n{body}\n    return {train}, (inputs[validation], targets[validation])")


def sizes(script: Script) -> tuple[int, int, int]:
    """Samples for training (with those added by hand), validation and test."""
    train, validation, test = drawn_sizes(script.plan.spec, script.plan.outline)
    return train + len(script.plan.spec.data.added), validation, test


def evaluated(script: Script) -> int:
    """Validation samples that are evaluated."""
    most = script.plan.spec.validation.max_samples
    validation = sizes(script)[1]
    return validation if most is None else min(most, validation)


def _drawn(script: Script) -> list[str]:
    spec, outline = script.plan.spec, script.plan.outline
    train, validation, _ = drawn_sizes(spec, outline)
    if script.plan.table:
        return ["inputs, targets = read_table()", *_in_a_row(train, validation)]
    seed = seed_of(script, "DATA_SEED")
    lines = [f'inputs, targets = draw_samples(SAMPLES, stream({seed}, "data"))']
    if outline.evaluation is None:
        order = f'stream({seed}, "split").permutation(len(targets))'
        return [*lines, f"train, validation, _test = np.split({order}, [{train}, {train + validation}])"]
    return [*lines, *_in_a_row(train, validation)]


def _in_a_row(train: int, validation: int) -> list[str]:
    """Where the samples of validation come behind those of training."""
    return [f"train, validation = np.arange({train}), np.arange({train}, {train + validation})"]


def _added(script: Script) -> list[str]:
    added = script.plan.spec.data.added
    if not added:
        return []
    rows = ", ".join(repr(list(point)) for point in added)
    script.add(f"# Training samples that were put there by hand: inputs, then target\nADDED = np.array([{rows}])")
    return [
        "train = np.concatenate([train, np.arange(len(targets), len(targets) + len(ADDED))])",
        "inputs = np.concatenate([inputs, ADDED[:, :-1]])",
        "targets = np.concatenate([targets, ADDED[:, -1].astype(targets.dtype)])",
    ]


def _standardized(script: Script) -> list[str]:
    """Numbers to predict are put into standard deviations where the data set says so."""
    if not script.plan.outline.standardize_target:
        return []
    return ["known = targets[train]", "targets = (targets - known.mean()) / (known.std() or 1.0)"]


def _label_noise(script: Script) -> list[str]:
    spec, outline = script.plan.spec, script.plan.outline
    total = drawn_sizes(spec, outline)[0]
    choices = len(outline.classes) or total
    if not round(spec.data.label_noise * total) or choices < 2:
        return []
    script.setting("LABEL_NOISE", "data.label_noise", group="Data")
    new = (
        f"(train_targets[wrong] + steps) % {choices}"
        if outline.classes
        else f"train_targets[(wrong + steps) % {total}]"
    )
    return [
        "# Some training samples get a wrong answer on purpose.",
        f'random = stream({seed_of(script, "DATA_SEED")}, "label noise")',
        f"wrong = random.permutation({total})[: round(LABEL_NOISE * {total})]",
        f"steps = random.integers(1, {choices}, {total})[wrong]",
        f"train_targets[wrong] = {new}",
    ]


def _by_class(script: Script) -> list[str]:
    if script.plan.spec.data.order != "by class":
        return []
    return [
        'order = np.argsort(train_targets, kind="stable")  # sorted: harmful, unless they are shuffled',
        "train_inputs, train_targets = train_inputs[order], train_targets[order]",
    ]


def _subset(script: Script) -> list[str]:
    """A fixed part of the validation samples, in which each class keeps its share."""
    total, most = sizes(script)[1], evaluated(script)
    if most == total:
        return []
    draw = f'random = stream({seed_of(script, "DATA_SEED")}, "validation subset")'
    script.setting("VALIDATION_SAMPLES", "validation.max_samples", group="Data")
    if not script.plan.outline.classes:
        return [draw, f"validation = validation[np.sort(random.permutation({total})[:VALIDATION_SAMPLES])]"]
    script.borrow(shares)
    return [
        draw,
        "labels = targets[validation]",
        "quotas = shares(np.bincount(labels), VALIDATION_SAMPLES)",
        "chosen = [random.permutation(np.flatnonzero(labels == label))[:quota] for label, quota in enumerate(quotas)]",
        "validation = validation[np.sort(np.concatenate(chosen))]",
    ]
