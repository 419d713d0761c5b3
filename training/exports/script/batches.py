"""The part of a script that puts the training samples into order and says how many make one update."""

import math

from training.exports.script.data import sizes
from training.exports.script.script import Script
from training.sections.batch import Growth
from training.spec import Spec

NO_GROWTH = Growth(factor=1.0, every=1, maximum=1)
ORDER = '''
def epoch_order(epoch, samples):
    """The training samples in the order of this epoch."""
{body}
'''
LARGEST_EXPONENT = 1000
"""2 to this power is still a float."""


def add_batches(script: Script) -> str:
    """`epoch_order(epoch, samples)`; returns the expression for the number of samples in an update of `epoch`."""
    samples = sizes(script)[0]
    order = (
        'stream(SEED, "shuffle", epoch).permutation(samples)'
        if script.plan.spec.batch.shuffle
        else "np.arange(samples)"
    )
    lines = [f"return {order}"]
    if script.plan.spec.data.bootstrap:
        drawn = 'bag = stream(SEED, "bootstrap").integers(samples, size=samples)'
        lines = [f"{drawn}  # drawn with replacement", f"return bag[{order}]"]
    script.add(ORDER.format(body="\n".join(f"    {line}" for line in lines)))
    comment = "all training samples" if script.plan.spec.batch.size == "full" else ""
    script.setting("BATCH_SIZE", lambda spec: spec.batch._first_size(samples), comment)
    return _growing(script, samples) if script.plan.any("batch.growth") else "BATCH_SIZE"


def _growing(script: Script, samples: int) -> str:
    for name in ("factor", "every", "maximum"):
        script.setting(f"GROWTH_{name.upper()}", f"batch.growth.{name}", otherwise=getattr(NO_GROWTH, name))
    exponent = "epoch // GROWTH_EVERY"
    if most := _too_large(script):
        exponent = f"min({exponent}, {most})"
    script.add(f'''
def batch_size(epoch):
    """Small batches first, larger ones later: it acts like a falling learning rate."""
    grown = math.floor(BATCH_SIZE * GROWTH_FACTOR ** ({exponent}))
    return min(grown, max(GROWTH_MAXIMUM, BATCH_SIZE), {samples})
''')
    return "batch_size(epoch)"


def _too_large(script: Script) -> int | None:
    """The exponent from which on powers of the factor would be too large for a float, where epochs come so far."""

    def exponents(spec: Spec) -> tuple[float, float]:
        growth = spec.batch.growth or NO_GROWTH
        most = LARGEST_EXPONENT / math.log2(growth.factor) if growth.factor > 1 else math.inf
        return most, spec.stopping.epochs / growth.every

    found = [exponents(spec) for _, spec in script.plan.specs]
    if all(epochs <= most for most, epochs in found):
        return None
    return int(min(most for most, _ in found))
