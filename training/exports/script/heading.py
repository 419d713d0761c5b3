"""The docstring of a script: what it is, how to run it, and whether its curve is the recorded one."""

from training.exports.script.plan import Plan
from training.exports.script.samples import BUNDLED
from training.exports.script.words import filled, harmless
from training.inputs import input_count

SAME = (
    "It repeats {run} of Descent{link}: the same samples, first weights and order of batches, so the same curve. With "
    "--float64 it agrees with Descent's engine to {digits} digits; in single precision the last digits differ."
)
COPIED = (
    "This is {run} of Descent{link}. Its recorded curve cannot be repeated from this run alone: after epoch {epoch} it "
    "went on from the weights of run {other} (population-based training). This script trains one network from its own "
    "first weights, and changes the settings as that run did."
)
OTHER_DEVICE = (
    "The recorded run trained on {device}, whose random numbers for dropout and noise are not those of a CPU: the "
    "curve is alike, but not the same."
)


def heading(plan: Plan, framework: str, package: str, outputs: int, digits: str = "nine") -> str:
    """The text; `package` is what has to be installed for the framework, `digits` how well it agrees in float64."""
    spec = plan.spec
    widths = [input_count(spec.data, plan.outline), *(layer.units for layer in spec.network.hidden), outputs]
    title = harmless(spec.title or plan.outline.title, 60)
    rule = "a rule of one's own" if spec.optimizer.name() == "written" else spec.optimizer.title
    network = f"A {'-'.join(map(str, widths))} network, trained with {rule}, in {framework}."
    first = f"{title}{'' if title.endswith(('.', '!', '?', '…')) else '.'} {network}"
    packages = ["numpy", package, *(["scikit-learn"] if spec.data.dataset in BUNDLED else [])]
    usage = f"    pip install {' '.join(packages)}\n    python THIS_FILE.py --csv curve.csv"
    return "\n\n".join([first, *(filled(each) for each in _sentences(plan, digits)), usage])


def _sentences(plan: Plan, digits: str) -> list[str]:
    which = f"run {plan.run.number}" + (f" ({harmless(plan.run.name, 60)})" if plan.run.name else "")
    run = f"{which} of an experiment" if plan.several else "an experiment"
    link = f", {harmless(plan.link)}" if plan.link else ""
    if plan.copied:
        epoch, other = plan.copied[0]
        return [COPIED.format(run=run, link=link, epoch=epoch, other=other)]
    found = [SAME.format(run=run, link=link, digits=digits)]
    if plan.device != "cpu" and _draws(plan):
        found.append(OTHER_DEVICE.format(device=harmless(plan.device)))
    return found


def _draws(plan: Plan) -> bool:
    def noisy(one: object) -> bool:
        return any(getattr(one, name) for name in ("input_dropout", "input_noise", "weight_noise"))

    return plan.any(lambda spec: noisy(spec.regularization) or any(layer.dropout for layer in spec.network.hidden))
