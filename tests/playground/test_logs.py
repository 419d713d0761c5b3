"""Log lines as JSON: one object a line, tracebacks included, each with the part that said it."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

from playground.logs import JsonLines, configuration, with_source
from playground.serving.log import Log


def record(message: str, *arguments: Any, **more: Any) -> logging.LogRecord:
    made = logging.LogRecord("playground.slices", logging.ERROR, "slices.py", 1, message, arguments, None)
    vars(made).update(more)
    return made


def test_a_line_is_one_object_with_its_traceback() -> None:
    try:
        raise ValueError("line one\nline two")
    except ValueError:
        made = record("%s stopped", "population 1", exc_info=sys.exc_info())
    line = JsonLines().format(made)
    assert "\n" not in line
    values = json.loads(line)
    assert (values["level"], values["logger"], values["message"]) == (
        "ERROR",
        "playground.slices",
        "population 1 stopped",
    )
    assert "ValueError: line one\nline two" in values["error"]


def test_a_refused_request_is_told_with_path_and_status() -> None:
    class Request:
        path = "/e/nothing"

    values = json.loads(JsonLines().format(record("Not Found", request=Request(), status_code=404)))
    assert (values["path"], values["status"]) == ("/e/nothing", 404)


def test_every_line_names_its_source_whoever_wrote_it(tmp_path: Path, settings: Any) -> None:
    settings.LOG_FORMAT = "json"
    log = Log(tmp_path)
    log.take("worker", JsonLines().format(record("hello")).encode() + b"\n")
    log.take("redis", b"1:M Ready to accept connections\n[1, 2]\n")
    log.close()
    lines = [json.loads(line) for line in log.path.read_text().splitlines()]
    assert [(line["source"], line["message"]) for line in lines] == [
        ("worker", "hello"), ("redis", "1:M Ready to accept connections"), ("redis", "[1, 2]"),
    ]  # fmt: skip
    assert log.tail("redis").endswith("[1, 2]")


def test_the_form_is_a_setting() -> None:
    assert configuration("INFO", "json")["formatters"]["line"]["()"] is JsonLines
    assert "format" in configuration("INFO")["formatters"]["line"]
    assert json.loads(with_source("web", '{"message": "é"}')) == {"message": "é", "source": "web"}
