"""Uploads that want to cost more than they weigh: refused in words, while others are served (ASVS 5.2.1, 5.2.3)."""

import gzip
import io
import json
import socket
import time
import urllib.error
import urllib.request
import zipfile
from contextlib import ExitStack

import pytest

from tests.running_server import RunningServer

SECONDS = 60
"""Far above what any takes, far below for ever: the machine may be busy."""


def zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("table.csv", b"0" * 300_000_000)
    return file.getvalue()


BOMBS: dict[str, bytes] = {
    "zip of 300 MB": zip_bomb(),
    "gzip of 100 MB": gzip.compress(b"1,2\n" * 25_000_000),
    "one line of 5 MB": b"a" * 4_999_999,
    "one row of 2 million columns": b"1," * 2_000_000,
    "rows of a million columns": (b"1," * 1_000_000 + b"1\n") * 2,
    "an open quote": b'a,b\n"' + b"1,2\n" * 1_200_000,
    "quotes in quotes": b"a,b\n" + b'"""""",1\n' * 500_000,
    "five million lines": b"\n" * 4_999_999,
    "numbers of a million digits": b"a,b\n" + (b"9" * 999_999 + b",1\n") * 4,
    "exponents of a million digits": b"a,b\n" + (b"1e" + b"9" * 999_999 + b",1\n") * 4,
    "marks upon marks": b"a,b\n" + ("a" + "\u0301" * 500_000 + ",1\n").encode() * 4,
}


def sent_as_form(name: str) -> tuple[bytes, str]:
    head = 'Content-Disposition: form-data; name="file"; filename="t.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = b"--x\r\n" + head.encode() + BOMBS[name] + b"\r\n--x--\r\n"
    return body, "multipart/form-data; boundary=x"


def refusal(server: RunningServer, body: bytes, kind: str, **headers: str) -> tuple[int, list[dict[str, str]]]:
    """Status and problems of an answer, which must come in time."""
    request = urllib.request.Request(
        f"{server.url}/api/datasets/inspect", body, headers={"Content-Type": kind, **headers}
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=SECONDS)
    with caught.value as answer:
        return answer.code, json.loads(answer.read())["problems"]


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_words(name: str, server: RunningServer) -> None:
    body, kind = sent_as_form(name)
    status, problems = refusal(server, body, kind)
    assert status in (413, 422)
    assert all(len(problem["msg"]) < 500 for problem in problems)
    assert "Traceback" not in str(problems)


@pytest.mark.parametrize(
    "body",
    [b"[" * 4_000_000, b'{"csv":' * 500_000, b'{"csv": ' + b"9" * 4_000_000 + b"}", b'{"csv": 1e' + b"9" * 9999 + b"}",
     b'{"' + b"a" * 4_000_000 + b'": 1}', b'{"csv": "' + b"\\u0000" * 600_000 + b'"}'],
    ids=["deep lists", "deep objects", "digits", "exponent", "long name", "nothings"],
)  # fmt: skip
def test_json_that_is_a_bomb_is_refused_in_words(body: bytes, server: RunningServer) -> None:
    status, problems = refusal(server, body, "application/json")
    assert status in (413, 422)
    assert all(len(problem["msg"]) < 500 for problem in problems)


def test_a_packed_body_is_not_unpacked(server: RunningServer) -> None:
    body = gzip.compress(b'{"csv": "a,b\\n' + b"1,2\\n" * 1_000_000 + b'"}')
    assert refusal(server, body, "application/json", **{"Content-Encoding": "gzip"})[0] == 422


def test_who_sends_slowly_holds_up_nobody(server: RunningServer) -> None:
    head = "POST /api/datasets/inspect HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000000\r\n"
    with ExitStack() as stack:
        for number in range(150):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            # Some say what they are about to send, and some not even that.
            slow.sendall((head + ("\r\n{" if number % 2 else "X-Slow: ")).encode())
        started = time.monotonic()
        with urllib.request.urlopen(f"{server.url}/api/schema", timeout=SECONDS) as answer:
            assert answer.status == 200
        assert time.monotonic() - started < SECONDS
