"""An experiment: a spec, its runs and their results, at one unguessable, permanent link."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone

from playground.expected_bytes import expected_bytes
from playground.models.classroom import Classroom
from playground.models.dataset import Dataset
from playground.models.owner import Owner
from training.cost import cost
from training.datasets import Outline
from training.runs import PlannedRun, populations_of
from training.search.strategy import Objective
from training.spec import Spec

if TYPE_CHECKING:
    from playground.models.population import Population


def new_public_id() -> str:
    """128 random bits, so that a link can be shared but not guessed."""
    return secrets.token_urlsafe(16)


def lease_seconds(runs: Sequence[PlannedRun], outline: Outline) -> int:
    """Five seconds, and as much again as an epoch might take on a slow core, trained one sample at a time.

    The runs of a population train as one computation: each makes every PyTorch call a little slower.
    """
    spec = runs[0].spec
    layers = len(spec.network.hidden) + 1
    samples = spec.data.samples or outline.samples
    operations = len(runs) * cost(spec, outline).operations_per_epoch
    return 5 + operations // 500_000_000 + samples * layers * (19 + len(runs)) // 60_000


ANY = "any"
DEVICES = [(ANY, "any"), ("cpu", "a processor"), ("cuda", "a GPU")]


class Desired(models.TextChoices):
    """What the user wants; only users write it, and workers look at it between commits."""

    RUN = "run"
    PAUSE = "pause"
    STEP = "step"
    STOP = "stop"


class Visibility(models.TextChoices):
    """Who may see an experiment beside its owner and, in a class, its teachers and viewers."""

    PRIVATE = "private"
    CLASS = "class"
    LINK = "link"


class ExperimentManager(models.Manager["Experiment"]):
    """Makes experiments."""

    def briefly(self) -> models.QuerySet[Experiment]:
        """Without what is long and never changes, for who looks every second; that is read when it is asked for."""
        return self.defer("spec", "notes", "description")

    @transaction.atomic
    def start(
        self,
        spec: Spec,
        owner: Owner,
        parent: Experiment | None = None,
        desired: str = Desired.RUN,
        classroom: Classroom | None = None,
        device: str = ANY,
    ) -> Experiment:
        """Write down an experiment with all its runs, waiting for workers; `step` rests after the first epoch.

        In a class it is private until its owner shares it; elsewhere its link is enough.
        The caller rings the bell after commit.
        """
        pause_at = 1 if desired == Desired.STEP else None
        values: dict[str, Any] = {
            "takes": _expected(spec),
            "title": spec.title,
            "spec": spec.to_dict(),
            "desired": desired,
            "pause_at": pause_at,
        }
        values |= {"classroom": classroom, "visibility": Visibility.PRIVATE if classroom else Visibility.LINK}
        experiment = self.create(owner=owner, parent=parent, device=device, **values)
        for number, runs in enumerate(populations_of(spec), start=1):
            self.add_population(experiment, number, runs)
        Owner.objects.join(owner.pk)
        return experiment

    def add_population(self, experiment: Experiment, number: int, runs: Sequence[PlannedRun]) -> Population:
        """Write down runs that train in lockstep; call inside a transaction."""
        outline = runs[0].spec.outline(Dataset.objects.outline)
        assert outline is not None  # parsing the spec has found it
        population: Population = experiment.populations.create(
            number=number, lease_seconds=lease_seconds(runs, outline)
        )
        experiment.runs.bulk_create(
            experiment.runs.model(
                experiment=experiment,
                population=population,
                number=run.number,
                name=run.name,
                **asdict(run.lane),
                epochs=run.spec.stopping.epochs,
            )
            for run in runs
        )
        return population


def _expected(spec: Spec) -> int:
    outline = spec.outline(Dataset.objects.outline)
    return expected_bytes(spec, outline) if outline else 0


class Experiment(models.Model):
    """One spec and what became of it."""

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="experiments")
    classroom = models.ForeignKey(
        Classroom, on_delete=models.SET_NULL, null=True, blank=True, related_name="experiments"
    )
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.LINK)
    anonymous = models.BooleanField(default=False)
    """Shown to others without the nickname of its owner; teachers see it all the same."""
    access = models.PositiveIntegerField(default=0)
    """Counts the changes of who may read it: open sockets then ask again."""
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="forks")
    branched_at = models.PositiveIntegerField(null=True, blank=True)
    """A branch of its parent: the last epoch that both share."""
    again = models.BooleanField(default=False)
    """Repeats its parent, with all that was changed while that one trained."""
    title = models.CharField(max_length=120, blank=True)
    description = models.CharField(max_length=300, blank=True)
    """One or two sentences: chats show them below the title."""
    notes = models.TextField(max_length=5000, blank=True)
    """What its owner found out: plain text, shown to everyone with the link."""
    spec = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    """When somebody looked at it, to a day: what is still looked at is not old."""
    seq = models.PositiveBigIntegerField(default=0)
    """Number of the last event; events are dense from 1."""
    desired = models.CharField(max_length=8, choices=Desired.choices, default=Desired.RUN)
    device = models.CharField(max_length=4, choices=DEVICES, default=ANY)
    """What its student wants it to be trained on."""
    pause_at = models.PositiveIntegerField(null=True, blank=True)
    """With desired = step: the epoch after which to rest."""
    rate = models.FloatField(default=0.0)
    """Epochs a second lately, those of all runs together, when it was measured last."""
    rate_at = models.DateTimeField(null=True, blank=True)
    takes = models.PositiveBigIntegerField(default=0)
    """Bytes: what it may come to take, and once it is `measured` what it takes (playground/storage.py)."""
    measured = models.BooleanField(default=False)
    test_openings = models.PositiveIntegerField(default=0)

    objects = ExperimentManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(desired__in=Desired.values), name="experiment_desired_known"),
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values), name="experiment_visibility_known"
            ),
        ]
        indexes = [
            # Few at any time, and looked for every second.
            models.Index(fields=["id"], condition=models.Q(measured=False), name="experiment_to_measure"),
            # Summed up without reading the rows.
            models.Index(fields=["takes"], name="experiment_takes"),
        ]

    def __str__(self) -> str:
        return self.title or self.public_id

    def get_absolute_url(self) -> str:
        """The link that lasts."""
        return f"/e/{self.public_id}"

    def note_opened(self) -> None:
        """Somebody looks at it; written down once a day, and not on the day on which it was made."""
        if timezone.now() - (self.opened_at or self.created) > timedelta(days=1):
            old = models.Q(opened_at=None) | models.Q(opened_at__lt=Now() - timedelta(days=1))
            Experiment.objects.filter(old, pk=self.pk).update(opened_at=Now())

    def may_take(self, spec: Spec) -> None:
        """Its spec has changed while it trains, and with it the room that it may come to take."""
        if (takes := _expected(spec)) > self.takes:
            self.takes = takes
            self.save(update_fields=["takes"])

    @property
    def is_search(self) -> bool:
        """Whether it has several runs to choose from."""
        return self.spec.get("vary") is not None

    @property
    def objective(self) -> Objective:
        """What its trials are compared by."""
        objective: Objective = (self.spec.get("vary") or {}).get("objective", "validation_loss")
        return objective
