"""The administration: lists that open with few queries, actions that do what they say, and what nobody may edit."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext

from playground import queue
from playground.models import ApiToken, Classroom, Dataset, Event, Experiment, Owner, Population, Run, Throttle, Worker
from tests.playground.experiments import events_of, make, population_of, take_short_turn, trained
from tests.playground.experiments import train_to_the_end as to_the_end
from training.tables.parsing import parse

OURS = sorted(model._meta.model_name for model in admin.site._registry if model._meta.app_label == "playground")


@pytest.fixture
def site(owner: Owner) -> Client:
    """Somebody who may do everything there."""
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="a long password"))
    return client


def act(client: Client, model: str, action: str, *rows: Any) -> str:
    """Choose rows in a list and start an action: what is said then."""
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    answer = client.post(f"/admin/playground/{model}/", chosen, follow=True)
    assert answer.status_code == 200
    return " ".join(str(message) for message in answer.context["messages"])


def everything(owner: Owner) -> Experiment:
    """One row of each model at least."""
    user = User.objects.create_user("noether")
    classroom = Classroom.objects.found("Analysis", user)
    classroom.admit("Emmy")
    Worker.seen("north:1", "cpu")
    Throttle.objects.note("somebody")
    ApiToken.objects.issue(owner, "A script", ["read"], 7)
    Dataset.objects.keep(parse("a,b\n" + "1,2\n3,4\n" * 20, "b", None, "drop", "My table"), owner)
    owner.measurements.create(kind="range_test", request={}, wanted_until=Now())
    experiment = trained(owner)
    Experiment.objects.filter(pk=experiment.pk).update(classroom=classroom)
    return experiment


@pytest.mark.parametrize("name", OURS)
def test_every_list_and_every_row_opens(name: str, site: Client, owner: Owner) -> None:
    everything(owner)
    assert site.get(f"/admin/playground/{name}/?q=x").status_code == 200
    row = apps.get_model("playground", name)._default_manager.first()
    assert row is not None
    assert site.get(f"/admin/playground/{name}/{row.pk}/change/").status_code == 200


@pytest.mark.parametrize(("name", "value", "count"), [
    ("experiment", "state=open", 0), ("experiment", "state=ended", 1), ("experiment", "state=failed", 0),
    ("owner", "kind=teacher", 1), ("owner", "kind=student", 1), ("owner", "kind=guest", 1),
])  # fmt: skip
def test_lists_are_filtered(name: str, value: str, count: int, site: Client, owner: Owner) -> None:
    everything(owner)
    answer = site.get(f"/admin/playground/{name}/?{value}")
    assert answer.context["cl"].result_count == count


def test_lists_count_what_is_there(site: Client, owner: Owner) -> None:
    everything(owner)
    make(owner, ensemble={"members": 3})

    def columns(model: str, *names: str) -> list[tuple[int, ...]]:
        rows = site.get(f"/admin/playground/{model}/").context["cl"].result_list
        return [tuple(getattr(row, name) for name in names) for row in rows]

    assert columns("experiment", "count", "runs_waiting", "runs_finished") == [(3, 3, 0), (1, 0, 1)]
    assert columns("classroom", "members", "made") == [(1, 1)]
    assert (2,) in columns("owner", "count")


@pytest.mark.parametrize("model", ["experiment", "population", "owner", "classroom"])
def test_a_long_list_needs_no_more_queries_than_a_short_one(model: str, site: Client, owner: Owner) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert site.get(f"/admin/playground/{model}/").status_code == 200
        return len(found)

    user = User.objects.create_user("noether")

    def add() -> None:
        classroom = Classroom.objects.found("Analysis", user)
        student, _ = classroom.admit("Emmy")
        make(student.owner)
        make(owner)

    add()
    few = queries()
    for _ in range(5):
        add()
    assert queries() == few


@pytest.mark.usefixtures("a_commit_an_epoch")
def test_experiments_are_paused_stopped_and_let_go_on(site: Client, owner: Owner) -> None:
    ended, going = trained(owner), make(owner)
    take_short_turn()
    assert "1 will rest" in act(site, "experiment", "pause", going, ended)
    to_the_end()
    assert events_of(going)[-1]["type"] == "run_paused"
    act(site, "experiment", "go_on", going)
    take_short_turn()
    assert act(site, "experiment", "stop", going, ended) == "1 will end. 1 had ended already."
    to_the_end()
    assert events_of(going)[-1]["reason"] == "stopped by user"


def test_an_experiment_made_private_is_gone_for_others(site: Client, owner: Owner) -> None:
    experiment = make(owner)
    assert Client().get(experiment.get_absolute_url()).status_code == 200
    act(site, "experiment", "make_private", experiment)
    assert Client().get(experiment.get_absolute_url()).status_code == 404
    assert Experiment.objects.get().access == 1


def test_words_can_be_changed_and_figures_cannot(site: Client, owner: Owner) -> None:
    experiment = trained(owner)
    before = events_of(experiment)
    form = {"title": "Better words", "description": "", "notes": "", "visibility": "private", "spec": "{}", "seq": 1}
    answer = site.post(f"/admin/playground/experiment/{experiment.pk}/change/", form)
    assert answer.status_code == 302
    now = Experiment.objects.get()
    assert (now.title, now.visibility, now.access) == ("Better words", "private", 1)
    assert (now.spec, now.seq) == (experiment.spec, Experiment.objects.get(pk=experiment.pk).seq)
    assert events_of(experiment) == before
    population = population_of(experiment)
    assert site.post(f"/admin/playground/population/{population.pk}/change/", {"epoch": 1}).status_code == 403
    for model in OURS:
        assert site.get(f"/admin/playground/{model}/add/").status_code == 403


def test_deleting_asks_shortly_and_takes_all_of_it(site: Client, owner: Owner) -> None:
    experiment, other = trained(owner), make(owner)
    chosen = {"action": "delete_selected", "_selected_action": [experiment.pk]}
    asked = site.post("/admin/playground/experiment/", chosen)
    assert asked.status_code == 200
    assert len(asked.content) < 20_000
    site.post("/admin/playground/experiment/", {**chosen, "post": "yes"})
    assert list(Experiment.objects.all()) == [other]
    assert not Event.objects.filter(experiment=experiment.pk).exists()
    assert Run.objects.count() == 1


def test_a_worker_that_is_silent_is_passed_over(site: Client, owner: Owner) -> None:
    experiment = make(owner)
    held = queue.claim("a silent worker")
    assert held is not None
    population = population_of(experiment)
    assert act(site, "population", "give_back", population) == "1 given back."
    with pytest.raises(queue.LostLease):
        queue.commit(held, queue.Outcome([], 1))
    to_the_end()
    assert events_of(experiment)[-1]["type"] == "run_finished"


def test_what_crashed_is_tried_again_or_given_up(site: Client, owner: Owner) -> None:
    experiment = make(owner)
    Population.objects.update(attempts=2, not_before=Now() + timedelta(hours=1))
    act(site, "population", "try_now", population_of(experiment))
    assert (population_of(experiment).attempts, population_of(experiment).not_before) == (0, None)
    act(site, "population", "give_up", population_of(experiment))
    assert events_of(experiment)[-1]["type"] == "run_failed"
    assert act(site, "population", "give_up", population_of(experiment)) == "0 ended as failed."


def test_tokens_are_withdrawn_and_all_work_of_one_is_stopped(site: Client, owner: Owner) -> None:
    make(owner)
    make(owner)
    token = owner.token
    assert act(site, "owner", "stop_all", owner) == "2 will end."
    act(site, "owner", "withdraw", owner)
    assert Owner.objects.by_token(token) is None


def test_who_may_only_look_can_do_nothing(owner: Owner) -> None:
    experiment = make(owner)
    user = User.objects.create_user("looker", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = Client()
    client.force_login(user)
    for model, action, row in (
        ("experiment", "stop", experiment), ("experiment", "delete_selected", experiment),
        ("population", "give_up", population_of(experiment)), ("owner", "withdraw", owner),
    ):  # fmt: skip
        assert client.get(f"/admin/playground/{model}/").status_code == 200
        act(client, model, action, row)
    experiment.refresh_from_db()
    owner.refresh_from_db()
    assert (experiment.desired, owner.token_version) == ("run", 1)
    assert population_of(experiment).state == "waiting"


def test_sealed_figures_and_codes_are_shown_nowhere(site: Client, owner: Owner) -> None:
    experiment = everything(owner)
    Population.objects.update(sealed_test={"loss": 0.123456789})
    Run.objects.update(sealed_test={"loss": 0.123456789})
    pages = [f"experiment/{experiment.pk}", f"population/{population_of(experiment).pk}"]
    pages += [f"classroom/{Classroom.objects.get().pk}", f"owner/{owner.pk}"]
    for page in pages:
        assert b"0.123456789" not in site.get(f"/admin/playground/{page}/change/").content
    code = Classroom.objects.get().memberships.exclude(return_code="").get().return_code
    assert code.encode() not in site.get(f"/admin/playground/{pages[2]}/change/").content
