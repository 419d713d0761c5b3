"""What the tests of the server share: a real Redis for the bells, one PyTorch thread, and a guest."""

import pytest
import torch

from playground import slices
from playground.models import Owner
from tests.playground.experiments import train_to_the_end
from tests.playground.requests import Visitor


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    """The bits of a result depend on the number of threads; workers use one."""
    torch.set_num_threads(1)


@pytest.fixture
def owner(transactional_db: None, redis_url: str) -> Owner:
    """A guest, in a database whose transactions are real, with a Redis to ring in."""
    return Owner.objects.create()


@pytest.fixture
def a_commit_an_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """However fast the machine: a commit after every epoch."""
    monkeypatch.setattr(slices, "COMMIT_EVERY", 0)


@pytest.fixture
def visitor() -> Visitor:
    """A program that makes experiments and keeps its token."""
    return Visitor()


@pytest.fixture
def finished(visitor: Visitor) -> str:
    """The id of an experiment of the visitor's that has been trained."""
    made = visitor.makes(data={"samples": 60}, stopping={"epochs": 12})
    train_to_the_end()
    return made
