"""Scripts of experiments that were trained here: changed by hand, branched, on tables of one's own."""

from pathlib import Path

import pytest

from playground.models import Dataset, Experiment, Owner
from tests.playground.experiments import CHANGES, branch, events_of, make, train_to_the_end, trained
from tests.playground.requests import Visitor
from tests.training.exports.curves import curve_of, differences
from tests.training.exports.test_scripts_as_files import own_table

pytestmark = pytest.mark.usefixtures("a_commit_an_epoch")
SINGLE = 1e-4
"""Workers calculate in single precision."""


def difference(experiment: Experiment, folder: Path) -> float:
    """Between what was recorded and what the downloaded script says, in single precision."""
    answer = Visitor().get(f"experiments/{experiment.public_id}/export/pytorch?run=1")
    assert answer.status_code == 200, answer.content[:300]
    return differences(curve_of(answer.content.decode(), folder), events_of(experiment))


def test_what_was_changed_by_hand_is_in_the_script(owner: Owner, tmp_path: Path) -> None:
    assert difference(trained(owner, CHANGES), tmp_path) < SINGLE


def test_a_branch_has_the_changes_of_its_parent_and_its_own(owner: Owner, tmp_path: Path) -> None:
    made = branch(trained(owner, CHANGES), owner, 4, {"regularization.l2": 0.1})
    train_to_the_end()
    assert difference(made, tmp_path) < SINGLE


def test_the_rows_of_a_table_are_in_the_script(owner: Owner, tmp_path: Path) -> None:
    name = Dataset.objects.keep(own_table("classification", gaps=True), owner).name
    made = make(owner, data={"dataset": name})
    train_to_the_end()
    assert difference(made, tmp_path) < SINGLE


def test_a_script_whose_table_is_gone_is_a_409(owner: Owner) -> None:
    dataset = Dataset.objects.keep(own_table("regression"), owner)
    made = make(owner, data={"dataset": dataset.name})
    dataset.delete()
    assert Visitor().get(f"experiments/{made.public_id}/export/pytorch").status_code == 409
