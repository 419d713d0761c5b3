"""What the user wants of an experiment now: workers look at it between commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from playground.models import Change, Desired, Experiment, Run
from playground.models.population import TERMINAL
from playground.queue import Claim


@dataclass(frozen=True)
class Wishes:
    """What the user wants now."""

    desired: str
    pause_at: int | None
    changes: Sequence[Change]
    stops: Collection[int] = ()
    """Numbers of the runs that are to end, whatever the others do."""

    def pauses(self, epoch: int) -> bool:
        """Whether training should rest at this epoch."""
        stepped = self.desired == Desired.STEP and self.pause_at is not None and epoch >= self.pause_at
        return self.desired == Desired.PAUSE or stepped


def wishes_of(claim: Claim) -> Wishes:
    """Read what the user wants; changes come in their order."""
    row = Experiment.objects.values("desired", "pause_at").get(pk=claim.experiment.pk)
    changes = list(Change.objects.unseen_by(claim.population).order_by("pk"))
    to_stop = Run.objects.filter(population=claim.population, stop_wanted=True).exclude(state__in=TERMINAL)
    return Wishes(row["desired"], row["pause_at"], changes, set(to_stop.values_list("number", flat=True)))
