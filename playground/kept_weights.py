"""The weights of a run that can be looked at later: those that were kept, its first ones and those it ended with."""

from collections.abc import Collection

from django.db.models import Max
from django.db.models.functions import Length

from playground.models import Dataset, Experiment, Run
from playground.models.weights import Weights
from playground.planned import alone
from training.problems import SpecError
from training.scene import first_network
from training.spec import Spec


class KeptWeights:
    """One run's. Experiments of earlier versions have only their first and last ones: those are known all the same."""

    def __init__(self, experiment: Experiment, run: Run) -> None:
        self.experiment, self.run = experiment, run
        self.rows = Weights.objects.filter(experiment=experiment, run=run.number)
        known = set(self.rows.values_list("epoch", flat=True))
        self.end = None if run.weights is None else bytes(run.weights)
        self.first = None if 0 in known else self._first()
        known |= {0} if self.first else set()
        known |= {run.epoch} if self.end else set()
        self.epochs = sorted(known)

    def index(self) -> dict[str, object]:
        """The epochs in their order, which of them is the best, and the bytes of one network."""
        best = self.run.best_epoch if self.run.best_epoch in self.epochs else None
        return {"run": self.run.number, "epochs": self.epochs, "best": best, "bytes": self._bytes()}

    def of(self, epochs: Collection[int], most: int) -> dict[int, bytes]:
        """Epoch → weights for some epochs, in their order, until there are `most` bytes; at least one."""
        room = max(1, most // max(1, self._bytes()))
        chosen = [epoch for epoch in self.epochs if epoch in epochs][:room]
        rows = dict(self.rows.filter(epoch__in=chosen).values_list("epoch", "data"))
        found = {epoch: bytes(rows[epoch]) if epoch in rows else self.first for epoch in chosen}
        if self.end and self.run.epoch in found:
            found[self.run.epoch] = self.end
        return {epoch: data for epoch, data in found.items() if data}

    def _bytes(self) -> int:
        if known := self.end or self.first:
            return len(known)
        return self.rows.annotate(size=Length("data")).values_list("size", flat=True).first() or 0

    def _first(self) -> bytes | None:
        """What the spec begins with; None where this version no longer understands it."""
        try:
            spec = Spec.parse(self.experiment.spec, Dataset.objects.outline, check_trials=False)
            spec = alone(self.experiment, spec, self.run.number)
        except SpecError:
            return None
        outline = spec.outline(Dataset.objects.outline)
        return None if outline is None else first_network(spec, outline).astype("<f4").tobytes()


def newest_networks(
    experiment: Experiment, numbers: Collection[int], most: int, until: int | None = None
) -> tuple[list[tuple[int, int, bytes]], list[int]]:
    """[(run, epoch, weights)] of these runs until there are `most` bytes, at least one; and the runs left out by that.

    `until`: of each run the newest after so many epochs, for somebody who went back in time. A few queries however many
    runs are asked for: a page shows the networks of hundreds side by side.
    """
    ended = experiment.runs.filter(number__in=numbers, weights__isnull=False)
    if until is not None:
        ended = ended.filter(epoch__lte=until)
    sizes = {number: (epoch, size) for number, epoch, size in ended.values_list("number", "epoch", Length("weights"))}
    training = Weights.objects.filter(experiment=experiment, run__in=set(numbers) - set(sizes))
    if until is not None:
        training = training.filter(epoch__lte=until)
    newest = dict(training.values_list("run").annotate(Max("epoch")).order_by())
    # Runs that train in lockstep share their epochs: hardly a row comes in vain.
    rows = training.filter(epoch__in=set(newest.values()))
    for number, epoch, size in rows.values_list("run", "epoch", Length("data")):
        if newest[number] == epoch:
            sizes[number] = epoch, size
    told = _that_fit(sizes, most)
    found = dict(ended.filter(number__in=told).values_list("number", "weights"))
    for number, epoch, data in rows.filter(run__in=told).values_list("run", "epoch", "data"):
        if newest[number] == epoch:
            found[number] = data
    return [(run, sizes[run][0], bytes(kept)) for run in told if (kept := found.get(run))], sorted(sizes.keys() - told)


def _that_fit(sizes: dict[int, tuple[int, int]], most: int) -> list[int]:
    """The first runs whose networks have `most` bytes together, at least one."""
    told: list[int] = []
    for number in sorted(sizes):
        most -= sizes[number][1]
        if told and most < 0:
            break
        told.append(number)
    return told
