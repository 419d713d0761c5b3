"""The client in front of the real server: it trains, follows, controls, and understands refusals."""

import csv
import io
import json
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from safetensors.numpy import load

import descent
from descent.problems import Ended
from tests.running_server import ROOT, RunningServer

SHORT: dict[str, Any] = {"data": {"samples": 60}, "stopping": {"epochs": 12}}
ENDLESS: dict[str, Any] = {"data": {"samples": 500}, "batch": {"size": 1}, "stopping": {"epochs": 10_000}}


@pytest.fixture
def client(server: RunningServer) -> descent.Client:
    return descent.Client(server.url)


def test_every_event_comes_once_and_in_order(client: descent.Client) -> None:
    made = client.train(SHORT, optimizer="adam", learning_rate=0.01)
    events = list(made)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert [event["epoch"] for event in events if event["type"] == "epoch_ended"] == list(range(1, 13))
    assert (events[0]["type"], events[-1]["type"]) == ("run_started", "run_finished")
    assert made.spec["optimizer"]["kind"] == "adam"
    assert made.state == "finished"


def test_what_is_over_is_read_again_and_from_any_number(client: descent.Client) -> None:
    made = client.train(SHORT).wait()
    again = list(client.experiment(made.url))
    assert [event["seq"] for event in again] == list(range(1, len(again) + 1))
    assert list(made.events(after=5)) == again[5:]


def test_the_history_has_columns_and_equals_the_download(client: descent.Client) -> None:
    made = client.train(SHORT).wait()
    history = made.history
    assert history["epoch"] == list(range(1, 13))
    rows = list(csv.DictReader(io.StringIO(made.export("csv").decode())))
    assert [float(row["train_loss"]) for row in rows if row["epoch"] != "0"] == history["train_loss"]
    assert json.loads(made.export("json"))["spec"] == made.spec
    with pytest.raises(KeyError, match="There is no column 'loss'"):
        history["loss"]


def test_the_trained_weights_come_as_arrays(client: descent.Client) -> None:
    made = client.train(SHORT, hidden=[5, 3]).wait()
    weights = made.weights()
    shapes = [array.shape for name, array in weights.items() if name.endswith("weight")]
    assert sorted(shapes) == sorted([(5, 2), (3, 5), (2, 3)]), list(weights)
    assert all(str(array.dtype).startswith("float") for name, array in weights.items() if name.endswith("weight"))
    known = load(made.export("weights"))
    assert known.keys() == weights.keys()
    assert all((known[name] == weights[name]).all() for name in known)


def test_several_runs_have_rows_of_their_own(client: descent.Client) -> None:
    runs = [{"name": f"seed {seed}", "set": {"seed": seed}} for seed in (1, 2)]
    made = client.train(SHORT, vary={"kind": "list", "runs": runs}).wait()
    assert made.history.runs == [1, 2]
    assert made.history.names == {1: "seed 1", 2: "seed 2"}
    assert made.history.run(2)["epoch"] == list(range(1, 13))
    assert [run["name"] for run in made.runs] == ["seed 1", "seed 2"]


def test_it_is_paused_stepped_changed_resumed_and_stopped(client: descent.Client) -> None:
    made = client.train(ENDLESS, desired="step")
    until(made, lambda: made.state == "paused")
    assert len(made.history) == 1
    made.step()
    until(made, lambda: len(made.history) == 2)
    made.change({"learning_rate": 0.002}).resume()
    until(made, lambda: len(made.history) > 5)
    assert made.history["learning_rate"][-1] == 0.002
    made.pause()
    until(made, lambda: made.state == "paused")
    made.stop().wait(60)
    assert made.runs[0]["reason"] == "stopped by user"
    with pytest.raises(Ended, match="has ended"):
        made.pause()


def until(made: descent.Experiment, is_so: Any, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, made.sentence
        time.sleep(0.05)


def test_copies_are_made_of_it(client: descent.Client) -> None:
    made = client.train(SHORT).wait()
    assert made.fork({"optimizer": "sgd"}).wait().spec["optimizer"]["kind"] == "sgd"
    assert made.again().wait().history["train_loss"] == made.history["train_loss"]
    branch = made.branch(6, {"learning_rate": 0.001}).wait()
    assert branch.history["train_loss"][:6] == made.history["train_loss"][:6]
    assert branch.history["learning_rate"][-1] == 0.001
    assert client.experiments()[0].id == branch.id


def test_settings_that_cannot_be_trained_are_named_with_a_sentence(client: descent.Client) -> None:
    with pytest.raises(descent.SpecProblem) as refused:
        client.train(optimizer="adam", learning_rate=-1)
    assert refused.value.path == "optimizer.learning_rate"
    assert refused.value.sentence
    assert "optimizer.learning_rate: " in str(refused.value)
    with pytest.raises(descent.SpecProblem) as refused:
        client.train(data={"noise": "much"}, network={"hidden": [{"units": 0}]})
    assert {problem.path for problem in refused.value.problems} == {"data.noise", "network.hidden.0.units"}
    with pytest.raises(descent.SpecProblem, match="learning_rte"):
        client.train(optimizer__learning_rte=1)
    with pytest.raises(ValueError, match="not JSON compliant"):
        client.train(learning_rate=float("nan"))


def test_strangers_are_told_what_they_may_not_do(client: descent.Client, server: RunningServer) -> None:
    made = client.train(ENDLESS)
    other = descent.Client(server.url).experiment(made.id)
    with pytest.raises(descent.Forbidden, match="Only its owner"):
        other.stop()
    with pytest.raises(descent.NotFound):
        descent.Client(server.url).experiment("x" * 22)
    with pytest.raises(descent.Forbidden, match="token is not valid"):
        descent.Client(server.url, "descent_wrong").train()
    with pytest.raises(descent.Unreachable, match="does not answer"):
        descent.Client("http://127.0.0.1:9").train()
    with pytest.raises(ValueError, match="not the address of a server"):
        descent.Client("127.0.0.1:8000")
    made.stop()


def test_a_guest_s_token_is_kept_for_the_session_and_where_wished_in_a_private_file(
    server: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DESCENT_TOKEN", raising=False)
    file = tmp_path / "descent" / "tokens.json"
    first = descent.Client(server.url, keep=file)
    made = first.train(SHORT).wait()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.id for each in descent.Client(server.url, keep=file).experiments()] == [made.id]
    assert descent.Client(server.url).experiments() == []


def test_a_table_is_uploaded_and_learned(client: descent.Client, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("a,b,c\n" + "\n".join(f"{n},{n * n % 7},{'yes' if n % 2 else 'no'}" for n in range(60)))
    name = client.upload(file, "c", name="Odd ones")
    assert name in [each["name"] for each in client.datasets]
    assert client.train(dataset=name, epochs=2).wait().history["epoch"] == [1, 2]
    with pytest.raises(descent.SpecProblem):
        client.upload("a,b\n1,2\n", "z")


def test_the_schema_says_what_there_is(client: descent.Client) -> None:
    assert {"schema", "defaults", "datasets", "limits"} <= set(client.schema())


def test_the_command_line_trains_and_tells_what_is_wrong(server: RunningServer) -> None:
    told = command_line(server, json.dumps(SHORT))
    events = [json.loads(line) for line in told.stdout.splitlines()]
    assert (told.returncode, events[-1]["type"], events[-1]["epochs"]) == (0, "run_finished", 12)
    assert told.stderr.startswith(f"{server.url}/e/")
    refused = command_line(server, '{"optimizer": {"kind": "adam", "learning_rate": -1}}')
    assert (refused.returncode, json.loads(refused.stderr)["loc"]) == (2, "optimizer.learning_rate")
    assert command_line(server, "{").returncode == 1


def command_line(server: RunningServer, spec: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "descent", "train", "-", "--url", server.url]
    return subprocess.run(command, input=spec, capture_output=True, text=True, cwd=ROOT, timeout=60)
