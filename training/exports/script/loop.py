"""The part of a script that goes from epoch to epoch: `main`, its options, when it ends, and what it writes down."""

from dataclasses import dataclass

from training.exports.script.data import evaluated
from training.exports.script.rates import add_improves, plateau_resets, uses_plateau
from training.exports.script.script import Script
from training.progress import EXPLODED, LOST, LOST_EPOCHS

READ_OPTIONS = '''
def read_options():
    """What stands behind the name of this script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="how often every training sample is seen")
    parser.add_argument("--float64", action="store_true", help="calculate in double precision")
    parser.add_argument("--csv", metavar="FILE", help="write the figures of every epoch into this file")
    parser.add_argument("--plot", action="store_true", help="show the losses (needs matplotlib)")
    return parser.parse_args()
'''
WRITE_CSV = '''
def write_csv(history, path):
    """One row per epoch; what was not evaluated is empty."""
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, history[0])
        writer.writeheader()
        writer.writerows(history)
'''
PLOT = '''
def plot(history):
    """The losses over the epochs."""
    import matplotlib.pyplot as plt  # only needed here

    for name in ("train_loss", "validation_loss"):
        rows = [(row["epoch"], row[name]) for row in history if row[name] is not None]
        plt.plot(*zip(*rows, strict=True), label=name)
    plt.legend()
    plt.show()
'''
DIVERGED = f'''
def diverged(losses):
    """Whether the loss exploded, or was {LOST} times that of the untrained network for {LOST_EPOCHS} epochs."""
    first, last = losses[0] or 0.0, losses[-1]
    exploded = last is None or last > {EXPLODED:_.0f} * max(first, 1e-6)
    return exploded or len(losses) > {LOST_EPOCHS} and min(losses[-{LOST_EPOCHS}:]) > {LOST} * first
'''
PATIENCE = '''
class Patience:
    """Counts evaluations in a row in which a figure has not fallen enough, as Keras' EarlyStopping."""

    def __init__(self, patience, min_delta, start_from_epoch=0):
        self.patience, self.min_delta, self.start_from_epoch = patience, min_delta, start_from_epoch
        self.best, self.best_epoch, self.wait = None, 0, 0

    def spent(self, epoch, figure):
        """Whether training should stop after `epoch` (from 1); a figure of None is not evaluated."""
        if figure is None or epoch <= self.start_from_epoch:
            return False
        self.wait += 1
        if improves(figure, self.best, self.min_delta):
            self.best, self.best_epoch, self.wait = figure, epoch, 0
            return False
        return self.wait >= self.patience and epoch > 1
'''
LOSS_OR_INF = '''
def loss_or_inf(loss):
    """A loss that is too large for a number is infinite."""
    return math.inf if loss is None else loss
'''


@dataclass(frozen=True)
class Framework:
    """What a framework puts into `main`. All lines may use `options`, `epoch` (from 0), `epochs` and `rate`."""

    prepare: list[str]
    """Makes `network`, and `train` and `validation` as the expressions below take them."""
    epoch: list[str]
    """Trains one epoch."""
    train_figures: str
    """An expression for loss and accuracy of the training samples; None for what is not finite or does not apply."""
    validation_figures: str
    remember: str
    """An expression for a copy of all weights."""
    restore: str
    """A statement that puts `best_weights`, such a copy, back."""


def add_main(script: Script, framework: Framework, rate: str, batch_size: str) -> None:
    """`main` and what it calls; the last block of a script."""
    script.setting("EPOCHS", "stopping.epochs")
    if script.plan.ended_after is not None:
        script.setting("ENDED_AFTER", lambda spec: script.plan.ended_after, f"{script.plan.ended_by}")
    if script.plan.any(lambda spec: spec.validation.every > 1):
        script.setting("VALIDATE_EVERY", "validation.every", "epochs")
    script.add(DIVERGED)
    before, after = _watchers(script, framework)
    for text in (READ_OPTIONS, WRITE_CSV, PLOT if validated(script) else PLOT.replace(', "validation_loss"', ",")):
        script.add(text)
    first, *others = framework.train_figures, *before
    lines = [
        "options = read_options()",
        *framework.prepare,
        *others,
        f"history, losses = [], [{first}[0]]",
        *_beginning(script),
        *(f"    {line}" for line in _epoch(script, framework, rate, batch_size)),
        *(f"    {line}" for line in after),
        *_restoring(script, framework),
        *ENDING,
    ]
    help = '    """Train, and print a line for every epoch."""\n'
    script.add(f"def main():\n{help}" + "\n".join(f"    {line}" for line in lines))


ENDING = ["if options.csv and history:", "    write_csv(history, options.csv)", "if options.plot:", "    plot(history)"]


def validated(script: Script) -> bool:
    """Whether there are validation samples."""
    return evaluated(script) > 0


def _beginning(script: Script) -> list[str]:
    """The head of the loop, and what was changed by hand."""
    most = "min(epochs, ENDED_AFTER)" if "ENDED_AFTER" in script.settings else "epochs"
    lines = ["epochs = options.epochs"]
    if script.changes("EPOCHS"):
        lines += ["epoch = -1", f"while (epoch := epoch + 1) < {most}:"]
    else:
        lines += [f"for epoch in range({most}):"]
    if script.plan.changes:
        lines.append("    apply_changes(epoch, network)")
    if script.changes("EPOCHS"):
        lines += [f"    if epoch in {_of_epochs(script)}:", "        epochs = EPOCHS"]
        lines += ["        if epoch >= epochs:", "            break"]
    if uses_plateau(script) and (resets := plateau_resets(script)):
        lines += [f"    if epoch in {resets!r}:", "        plateau = Plateau()  # another schedule begins"]
    return lines


def _of_epochs(script: Script) -> list[int]:
    values, specs = script.settings["EPOCHS"].values, script.plan.specs
    return [epoch for number, (epoch, _) in enumerate(specs) if number and values[number] != values[number - 1]]


def _epoch(script: Script, framework: Framework, rate: str, batch_size: str) -> list[str]:
    plain = rate == "LEARNING_RATE"
    lines = [] if plain else [f"rate = {rate}"]
    lines += framework.epoch
    shown = "LEARNING_RATE" if plain else "rate"
    lines.append(f'figures = {{"epoch": epoch + 1, "learning_rate": {shown}, "batch_size": {batch_size}}}')
    lines.append(f'figures["train_loss"], figures["train_accuracy"] = {framework.train_figures}')
    pair = 'figures["validation_loss"], figures["validation_accuracy"]'
    if "VALIDATE_EVERY" in script.settings and validated(script):
        lines += ["due = (epoch + 1) % VALIDATE_EVERY == 0 or epoch + 1 >= epochs", f"{pair} = None, None"]
        lines += ["if due:", f"    {pair} = {framework.validation_figures}"]
    else:
        lines.append(f"{pair} = {framework.validation_figures if validated(script) else 'None, None'}")
    lines += ["history.append(figures)", 'losses.append(figures["train_loss"])']
    lines.append('print("  ".join(f"{name} {value:.6g}" for name, value in figures.items() if value is not None))')
    return lines


def _watchers(script: Script, framework: Framework) -> tuple[list[str], list[str]]:
    """What watches the figures: lines before the loop, and lines at the end of each epoch."""
    spec = script.plan.spec
    before, after, ends = [], [], [("diverged(losses)", "the training loss diverged")]
    if uses_plateau(script):
        before.append("plateau = Plateau()")
        monitor = "validation_loss" if validated(script) else "train_loss"
        watch = f"plateau.watch({_figure(monitor)})"
        conditions = [*(["PLATEAU_FACTOR"] if plateau_resets(script) else []), *_due(script, monitor)]
        after += [f"if {' and '.join(conditions)}:", f"    {watch}"] if conditions else [watch]
    if early := spec.stopping.early:
        more = f", {early.start_from_epoch}" if early.start_from_epoch else ""
        before.append(f"early = Patience({early.patience}, {early.min_delta}{more})")
        spent = f"early.spent(epoch + 1, {_figure(early.monitor)})"
        after.append(f"stop_early = {' and '.join([*_due(script, early.monitor), spent])}")
        ends.append(("stop_early", f"the {early.monitor.replace('_', ' ')} improved no more"))
        if early.restore_best:
            before.append("best_weights = None")
            after += ["if early.best_epoch == epoch + 1:", f"    best_weights = {framework.remember}"]
    if rule := spec.stopping.threshold:
        before.append(f"threshold = Patience({rule.patience}, {rule.tolerance})")
        after.append('stop_at_threshold = threshold.spent(epoch + 1, figures["train_loss"])')
        ends.append(("stop_at_threshold", "the training loss fell no more"))
    if uses_plateau(script) or early or rule:
        add_improves(script)
    if early or rule:
        script.add(PATIENCE)
    for condition, reason in ends:
        after += [f"if {condition}:", f'    print("Training ends: {reason}.")', "    break"]
    if any("loss_or_inf" in line for line in after):
        script.add(LOSS_OR_INF)
    return before, after


def _restoring(script: Script, framework: Framework) -> list[str]:
    early = script.plan.spec.stopping.early
    if not early or not early.restore_best:
        return []
    return [
        "if best_weights:",
        f"    {framework.restore}",
        '    print(f"The weights of epoch {early.best_epoch} are restored.")',
    ]


def _due(script: Script, monitor: str) -> list[str]:
    """The condition under which a figure was evaluated."""
    return ["due"] if monitor.startswith("validation") and "VALIDATE_EVERY" in script.settings else []


def _figure(monitor: str) -> str:
    """The watched figure, smaller is better; a validation loss too large for a number is infinite."""
    figure = f'figures["{monitor}"]'
    if monitor == "validation_loss":
        return f"loss_or_inf({figure})"
    return f"-{figure}" if monitor.endswith("accuracy") else figure
