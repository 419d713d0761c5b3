"""The scripted class of `make load`, small, at the real server; and that its figures tell what went wrong."""

import pytest

from benchmarks.load.__main__ import promises_broken
from benchmarks.load.descent import Descent
from benchmarks.load.figures import share, table
from benchmarks.load.lesson import Plan
from benchmarks.load.scenario import hold
from benchmarks.load.student import Tab
from tests.running_server import RunningServer


async def test_five_students_train_reload_and_stop_beside_a_greedy_one(server: RunningServer) -> None:
    row = await hold(Descent(server), Plan(students=5, greedy=3, watch=1, patience=90))
    assert row["first_errors"] == []
    assert (row["never"], row["lost"], row["greedy"]["runs"]) == (0, 0, 3)
    assert row["stop_seconds"]["unseen"] == 0
    assert row["commit_to_frame_seconds"]["events"] > 0
    assert row["epochs_each"]["least"] >= 1
    assert set(row["memory_mib"]) >= {"web", "worker", "all"}
    assert str(row["first_epoch_seconds"]["max"])[:3] in table([row])


def test_what_never_came_is_counted() -> None:
    assert Tab("one", numbers={1, 2, 5}).lost == 2
    assert Tab("none").lost == 0


def test_shares_are_values_that_were_seen() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert (share(values, 0.5), share(values, 0.95), share(values, 1)) == (51.0, 96.0, 100.0)
    assert share([], 0.5) is None


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({}, None), ({"first_epoch_seconds": {"max": 3.2}}, "3.2 s"), ({"never": 1}, "last first epoch"),
        ({"errors": 2}, "2 errors"), ({"lost": 1}, "1 lost"), ({"troubles": ["Traceback"]}, "trouble"),
    ],
)  # fmt: skip
def test_a_broken_promise_is_told(changed: dict[str, object], word: str | None) -> None:
    kept = {
        "site": "Descent",
        "class": "60 students",
        "students": 60,
        "browsers": 0,
        "first_epoch_seconds": {"max": 2.9},
    }
    kept |= {"never": 0, "errors": 0, "lost": 0, "troubles": []}
    found = promises_broken({**kept, **changed})
    assert found == [] if word is None else word in found[0]
    assert promises_broken({**kept, **changed, "site": "plain"}) == []
