"""Who may do what: one table for pages, API and sockets."""

from playground.models import Experiment, Owner


def may_read(owner: Owner | None, experiment: Experiment) -> bool:
    """Whoever has the link may read: it cannot be guessed."""
    return True


def may_control(owner: Owner | None, experiment: Experiment) -> bool:
    """Only its owner may pause, stop, change or open the test set."""
    return owner is not None and experiment.owner_id == owner.pk
