"""What the documentation of the client shows works as it stands there, against a real server."""

import os
import re
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.client.class_at_work import pupil, teacher
from tests.running_server import ROOT, RunningServer

MIME = "application/vnd.plotly.v1+json"


def test_every_block_of_the_text_runs(server: RunningServer, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "client.md").read_text(), re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 7
    _, code = teacher(server, "euler")
    names: dict[str, Any] = {"token": pupil(server, code, "Leonhard").token("post")}
    for block in blocks:
        exec(block.replace("http://127.0.0.1:8000", server.url), names)
    told = capsys.readouterr().out
    assert told.count(f"{server.url}/e/") == 2
    assert "optimizer.learning_rate - " in told
    assert len(names["table"]) == 30
    assert names["wall"].client.connection.token == names["token"]
    assert names["results"].startswith(b"run,")


@pytest.fixture
def kernel_environment(server: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook finds the server and the package as its author does."""
    monkeypatch.setenv("DESCENT_URL", server.url)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.delenv("DESCENT_TOKEN", raising=False)


@pytest.mark.usefixtures("kernel_environment")
@pytest.mark.filterwarnings("default")
def test_the_notebook_runs_and_keeps_its_pictures() -> None:
    notebook = nbformat.read(ROOT / "docs" / "notebooks" / "first-steps.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "The repository keeps it without outputs."
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type == "error"] == []
    pictures = [output.data for output in outputs if MIME in output.get("data", {})]
    assert len(pictures) == 2
    first, race = (picture[MIME]["data"] for picture in pictures)
    # The last picture of each has everything, not what there was when it was drawn first.
    assert [len(trace["x"]) for trace in first] == [60] * 4
    assert {trace["name"] for trace in race} == {"rate 0.3", "rate 0.01", "rate 0.0001"}
    assert all("/e/" in picture["text/html"] for picture in pictures)
