"""Keeps to quotas: refuses with a sentence before anything is queued, and lets wait what may train later.

Whoever writes down an experiment does it in `room`. There it is counted once more after it was written, with the
owner's row locked: of fifty requests for the last place one is accepted, and what the others wrote is undone.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q

from playground.models import Dataset, Desired, Experiment, Limits, Owner, Population, Quota, State, Worker
from playground.models.experiment import ANY
from playground.models.population import PopulationQuerySet
from playground.refusals import TooMany
from playground.storage_quota import refuse_without_storage
from training.problems import Problem, SpecError
from training.spec import Spec

FULL = "{count:,} of your experiments train or wait; more are not allowed {place}. Stop one, or wait until one ends."
BUSY = "{count} of your experiments {verb}; more at once are not allowed {place}. Pause or stop {which} first."
SPENT = "Your GPU time of this session is used up: {time} {place}. It counts anew after three hours without training."


def check_size(spec: Spec, limits: Limits) -> None:
    """Raise SpecError for an experiment that is larger than allowed."""
    outline = spec.outline(Dataset.objects.outline)
    if outline is None or (limits.epochs is None and limits.parameters is None):
        return
    cost = spec.cost(outline)
    problems = []
    if limits.parameters is not None and cost.parameters > limits.parameters:
        text = f"This network has {cost.parameters:,} parameters; at most {limits.parameters:,} are allowed"
        problems.append(Problem("network.hidden", f"{text} {limits.place}. Use fewer units or layers."))
    if limits.epochs is not None and cost.epochs > limits.epochs:
        text = f"These are {cost.epochs:,} epochs; at most {limits.epochs:,} are allowed {limits.place}."
        problems.append(Problem("stopping.epochs", f"{text} Use fewer {'runs or ' if cost.runs > 1 else ''}epochs."))
    if problems:
        raise SpecError(problems)


@contextmanager
def room(owner: Owner, limits: Limits, device: str = ANY) -> Iterator[None]:
    """Write down one more experiment of this owner in here; raises TooMany, and nothing is written."""
    with transaction.atomic():
        _refuse_if_full(owner, limits, one_more=1)
        _refuse_without_gpu_time(owner, limits, device)
        refuse_without_storage(owner, limits)
        yield
        _lock(owner)
        _refuse_if_full(owner, limits, one_more=0)
        refuse_without_storage(owner, limits, written="this experiment")


@contextmanager
def room_for_table(owner: Owner, limits: Limits) -> Iterator[None]:
    """Write down one more table of this owner in here; raises SpecError, and nothing is written."""
    with transaction.atomic():
        yield
        _lock(owner)
        _refuse_at("csv", owner, limits, "this table")


@contextmanager
def room_to_grow(owner: Owner, limits: Limits) -> Iterator[None]:
    """Let an experiment have more epochs in here; raises SpecError, and nothing is written."""
    with transaction.atomic():
        if limits.megabytes is not None:
            _lock(owner)  # before the experiment, as who lets one go on does
        yield
        _refuse_at("stopping.epochs", owner, limits, "these epochs")


def check_resumed(owner: Owner, experiment: int, limits: Limits) -> None:
    """Raise TooMany where one that rests may not go on now. Call inside a transaction, before it is locked itself."""
    if limits.queued is None and limits.at_once is None and limits.gpu_minutes is None:
        return
    _lock(owner)
    if _waiting(owner).filter(experiment=experiment).exists():
        return  # it goes on already
    _refuse_if_full(owner, limits, one_more=1)
    _refuse_without_gpu_time(owner, limits)
    training = _going([owner.pk]).get(owner.pk, set())
    if limits.at_once is not None and len(training) >= limits.at_once:
        verb, which = ("trains", "it") if len(training) == 1 else ("train", "one of them")
        raise TooMany(BUSY.format(count=len(training), verb=verb, which=which, place=limits.place))


def without_gpu_time(owner: int, limits: Limits) -> str:
    """The sentence about GPU minutes of this session that are used up; empty where some are left."""
    most = limits.gpu_minutes
    if most is None or Owner.objects.gpu_seconds(owner) < 60 * most:
        return ""
    return SPENT.format(time=f"{most:,} minute{'' if most == 1 else 's'}", place=limits.place)


def within_limits(owner: int, hers: PopulationQuerySet, device: str) -> Population | None:
    """The first of an owner's populations that may train now; a worker that claims has locked her row."""
    best = hers.select_related("experiment").first()
    if best is None:
        return None
    limits = Quota.objects.limits(best.experiment.classroom_id)
    if device != "cpu" and without_gpu_time(owner, limits):
        return None
    if limits.at_once is None or best.experiment.desired not in (Desired.RUN, Desired.STEP):
        return best
    training = _going([owner]).get(owner, set())
    if best.experiment_id in training or len(training) < limits.at_once:
        return best
    unlimited = Q(experiment__in=training) | Q(experiment__desired__in=[Desired.STOP, Desired.PAUSE])
    return hers.select_related("experiment").filter(unlimited).first()


def held(waiting: Collection[Experiment]) -> dict[int, str]:
    """Experiment → why it may not begin although a worker is free, in words; those that may are not in it."""
    of_class = Quota.objects.all_limits({each.classroom_id for each in waiting})
    limits = {each.pk: of_class[each.classroom_id] for each in waiting}
    bounded = [each for each in waiting if limits[each.pk].at_once is not None]
    training = _going([each.owner_id for each in bounded]) if bounded else {}
    found = {}
    counted = [each for each in waiting if limits[each.pk].gpu_minutes is not None]
    if counted:
        only = _only_gpus()
        on_gpus = [each for each in counted if each.device == "cuda" or (only and each.device == ANY)]
        told = {each.pk: without_gpu_time(each.owner_id, limits[each.pk]) for each in on_gpus}
        found.update({key: sentence for key, sentence in told.items() if sentence})
    for each in bounded:
        mine, most = training.get(each.owner_id, set()), limits[each.pk].at_once
        if each.pk not in mine and most is not None and len(mine) >= most:
            runs = "Your own other run trains" if len(mine) == 1 else f"{len(mine)} other runs of your own train"
            found[each.pk] = f"{runs}, and more at once are not allowed {limits[each.pk].place}."
    return found


def may_begin(owner: int) -> bool:
    """Whether the first of her runs that never had a turn may have one."""
    waiting = Population.objects.filter(experiment__owner=owner, state=State.WAITING, lease_until=None)
    first = waiting.select_related("experiment").order_by("pk").first()
    return first is not None and not held([first.experiment])


def _lock(owner: Owner) -> None:
    """Whoever else writes something down for her waits here; her other rows may be written meanwhile."""
    Owner.objects.select_for_update(no_key=True).only("pk").get(pk=owner.pk)


def _waiting(owner: Owner) -> PopulationQuerySet:
    return Population.objects.wanted().filter(experiment__owner=owner)


def _refuse_at(field: str, owner: Owner, limits: Limits, written: str) -> None:
    try:
        refuse_without_storage(owner, limits, written)
    except TooMany as refused:
        raise SpecError([Problem(field, str(refused))]) from None


def _refuse_if_full(owner: Owner, limits: Limits, one_more: int) -> None:
    if limits.queued is None:
        return
    # With those that rest there is nearly always room as well, and it takes a fraction of the time to ask.
    if _experiments(Population.objects.open().filter(experiment__owner=owner)) + one_more <= limits.queued:
        return
    count = _experiments(_waiting(owner))
    if count + one_more > limits.queued:
        raise TooMany(FULL.format(count=count - 1 + one_more, place=limits.place))


def _experiments(populations: PopulationQuerySet) -> int:
    return populations.values("experiment").distinct().count()


def _refuse_without_gpu_time(owner: Owner, limits: Limits, device: str = ANY) -> None:
    if limits.gpu_minutes is None or not (device == "cuda" or (device == ANY and _only_gpus())):
        return
    if sentence := without_gpu_time(owner.pk, limits):
        raise TooMany(sentence)


def _only_gpus() -> bool:
    """Whether whoever may not use a GPU is not trained at all."""
    devices = set(Worker.objects.alive().values_list("device", flat=True))
    return bool(devices) and "cpu" not in devices


def _going(owners: Collection[int]) -> dict[int, set[int]]:
    """Owner → experiments that train: a worker has had them and they do not rest."""
    begun = Population.objects.wanted().filter(experiment__owner__in=owners, experiment__populations__fence__gt=0)
    found: dict[int, set[int]] = {}
    for owner, experiment in begun.exclude(state=State.PAUSED).values_list("experiment__owner", "experiment"):
        found.setdefault(owner, set()).add(experiment)
    return found
