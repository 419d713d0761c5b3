"""The part of a script that leads the learning rate: the schedule's own formula, warm-up and plateau."""

from training.exports.script.script import Script
from training.exports.script.words import help_of
from training.schedules import Plateau
from training.schedules.schedule import rise

ALIKE = ("constant", "plateau")
"""Schedules without a formula."""
ORIGINAL = Plateau.watch
"""What the class below does in fewer words; tests compare both."""
PLATEAU = '''
class Plateau:
    """Cuts the learning rate when the loss has not fallen for a while, as Keras' ReduceLROnPlateau."""

    def __init__(self):
        self.factor, self.best, self.wait, self.cooldown = 1.0, None, 0, 0

    def watch(self, loss):
        """Take the loss after an epoch; None is not evaluated."""
        if loss is None:
            return
        if self.cooldown > 0:
            self.cooldown, self.wait = self.cooldown - 1, 0
        if improves(loss, self.best, PLATEAU_MIN_DELTA):
            self.best, self.wait = loss, 0
        elif self.cooldown == 0:
            self.wait += 1
            if self.wait >= PLATEAU_PATIENCE and LEARNING_RATE * self.factor > PLATEAU_MINIMUM:
                self.factor = max(self.factor * PLATEAU_FACTOR, PLATEAU_MINIMUM / LEARNING_RATE)
                self.cooldown, self.wait = PLATEAU_COOLDOWN, 0
'''
IMPROVES = '''
def improves(figure, best, min_delta):
    """Whether a figure has fallen below the best one by more than `min_delta`; the first one always has."""
    return best is None or figure + min_delta < best
'''


def add_rate(script: Script) -> str:
    """The expression for the learning rate in `epoch` (from 0) of `epochs`; `plateau` is a Plateau, if there is one."""
    factors = [script.setting("LEARNING_RATE", "optimizer.learning_rate")]
    specs = script.plan.specs
    if len({spec.schedule.name() for _, spec in specs}) > 1:
        factors += _several(script)
    else:
        factors += _one(script)
    if uses_plateau(script):
        for name in ("factor", "patience", "min_delta", "cooldown", "minimum"):
            script.setting(f"PLATEAU_{name.upper()}", f"schedule.{name}")
        add_improves(script)
        script.add(PLATEAU)
        factors.append("plateau.factor")
    return " * ".join(factors)


def uses_plateau(script: Script) -> bool:
    """Whether the rate is cut where the loss no longer falls."""
    return script.plan.any(lambda spec: spec.schedule.name() == "plateau")


def add_improves(script: Script) -> None:
    """`improves`, once."""
    if IMPROVES.strip("\n") not in script.blocks:
        script.add(IMPROVES)


def plateau_resets(script: Script) -> list[int]:
    """The epochs after which another kind of schedule was chosen: what the plateau remembers is forgotten then."""
    specs = script.plan.specs
    return [
        epoch
        for number, (epoch, spec) in enumerate(specs)
        if number and spec.schedule.name() != specs[number - 1][1].schedule.name()
    ]


def _one(script: Script) -> list[str]:
    schedule, factors = script.plan.spec.schedule, []
    if schedule.name() not in ALIKE:
        values = {}
        for name in type(schedule).model_fields:
            if name not in ("kind", "warm_up"):
                title = type(schedule).model_fields[name].title or ""
                values[name] = script.setting(f"SCHEDULE_{name.upper()}", f"schedule.{name}", title)
        factors.append(
            f"{script.borrow(schedule.curve, 'schedule', help_of(type(schedule), 1), **values)}(epoch, epochs)"
        )
    if script.plan.any("schedule.warm_up"):
        script.setting("WARM_UP", "schedule.warm_up", "epochs over which the rate rises")
        factors.append(f"{script.borrow(rise)}(epoch, WARM_UP)")
    return factors


def _several(script: Script) -> list[str]:
    """Another schedule was chosen while the network trained: each has its epochs."""
    lines = []
    specs = script.plan.specs
    for number, (_, spec) in enumerate(specs, start=1):
        name = script.borrow(spec.schedule.curve, f"schedule_{number}", help_of(type(spec.schedule), 1))
        warm_up = f" * {script.borrow(rise)}(epoch, {spec.schedule.warm_up})" if spec.schedule.warm_up else ""
        until = specs[number][0] if number < len(specs) else None
        lines += [f"    if epoch < {until}:"] if until is not None else []
        lines.append(f"    {'    ' if until is not None else ''}return {name}(epoch, epochs){warm_up}")
    help = '    """The share of the learning rate; other schedules were chosen while the network trained."""\n'
    script.add(f"def schedule(epoch, epochs):\n{help}" + "\n".join(lines))
    return ["schedule(epoch, epochs)"]
