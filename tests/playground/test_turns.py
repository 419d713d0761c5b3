"""How long a turn may last, where others wait."""

from typing import Any

from playground import queue, turns
from playground.models import Owner
from tests.playground.experiments import make


def test_who_waited_at_a_claim_is_known_at_the_first_commit(owner: Owner, django_assert_num_queries: Any) -> None:
    make(owner)
    make(Owner.objects.create())
    held = queue.claim("a worker")
    assert held is not None
    with django_assert_num_queries(1):  # whether hers may begin; the line is not asked again
        assert turns.turn_seconds(held) == 0


def test_who_has_begun_meanwhile_cuts_no_turn_short(owner: Owner) -> None:
    make(owner)
    make(Owner.objects.create())
    held = queue.claim("a worker")
    assert held is not None
    assert queue.claim("another worker") is not None
    assert turns.turn_seconds(held) == turns.TURN_ALONE
