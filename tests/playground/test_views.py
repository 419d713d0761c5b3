"""The pages as the server sends them; what they do is tested in tests/browser."""

import re

import pytest
from django.test import Client

from playground.models import Experiment, Owner
from training.spec import Spec

pytestmark = pytest.mark.django_db


@pytest.fixture
def experiment() -> Experiment:
    return Experiment.objects.start(Spec(), Owner.objects.create())


def test_the_playground_needs_no_sign_in_and_brings_its_csrf_cookie(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "csrftoken" in answer.cookies
    assert "sessionid" not in answer.cookies


def test_a_saved_experiment_has_its_page(client: Client, experiment: Experiment) -> None:
    answer = client.get(experiment.get_absolute_url())
    assert answer.status_code == 200
    assert f'data-experiment="{experiment.public_id}"' in answer.content.decode()


def test_an_unknown_experiment_is_a_404_with_a_way_back(client: Client) -> None:
    answer = client.get("/e/no-such-experiment")
    assert answer.status_code == 404
    assert b"Start an experiment" in answer.content


def test_pages_are_only_read(client: Client, experiment: Experiment) -> None:
    assert client.post("/").status_code == 405
    assert client.delete(experiment.get_absolute_url()).status_code == 405


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client: Client, experiment: Experiment) -> None:
    for path in ("/", "/concepts/", experiment.get_absolute_url(), "/e/no-such-experiment"):
        html = client.get(path).content.decode()
        # Data that a script reads are no script.
        assert not re.search(r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/json")""", html)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", html)
