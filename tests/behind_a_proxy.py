"""The site behind a real nginx or Caddy with the files of docs/proxy: python -m tests.behind_a_proxy nginx [PROGRAM].

By hand, on a machine that has one: it needs nothing else, and prints a line for each thing that was tried.
"""

import http.client
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.running_server import ROOT, RunningServer, free_port
from tests.waiting import wait_for

NAME = "localhost"
"""Also of the certificate: this machine finds it without a name server."""
CODES = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Visitor:
    """A browser at one address of this machine, as far as cookies and forms go."""

    def __init__(self, port: int, trust: ssl.SSLContext, address: str = "127.0.0.1") -> None:
        self.port, self.trust, self.address = port, trust, address
        self.origin = f"https://{NAME}:{port}"
        self.cookies: SimpleCookie = SimpleCookie()

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str, str]:
        """Status, body, and the headers as one text."""
        line = http.client.HTTPSConnection(
            NAME, self.port, timeout=60, context=self.trust, source_address=(self.address, 0)
        )
        headers = {"Cookie": self.cookie, "Accept-Encoding": "identity", **headers}
        line.request(method, path, body, headers)
        answer = line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        text = answer.read().decode(errors="replace")
        line.close()
        return answer.status, text, str(answer.headers)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())

    def post(self, path: str, values: object, **headers: str) -> tuple[int, str, str]:
        token = self.cookies["csrftoken"].value
        told = {"Content-Type": "application/json", "X-CSRFToken": token, "Origin": self.origin, **headers}
        return self.ask("POST", path, json.dumps(values).encode(), **told)

    def logs_in_wrongly(self, **headers: str) -> str:
        _, page, _ = self.ask("GET", "/login")
        [code] = CODES.findall(page)[:1]
        form = f"csrfmiddlewaretoken={code}&username=noether&password=wrong".encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin, "Referer": self.origin}
        return self.ask("POST", "/login", form, **kind, **headers)[1]


def pages(visitor: Visitor) -> None:
    status, page, headers = visitor.ask("GET", "/")
    assert status == 200, status
    assert "strict-transport-security" in headers.lower()
    static = re.findall(r'"(/static/[^"]+\.js)"', page)[0]
    assert visitor.ask("GET", static)[0] == 200


def secure_cookies(visitor: Visitor) -> None:
    _, _, headers = visitor.ask("GET", "/")
    cookies = [line for line in headers.splitlines() if line.lower().startswith("set-cookie")]
    assert cookies
    assert all("Secure" in line and "SameSite=Lax" in line for line in cookies), cookies


def _made(visitor: Visitor) -> str:
    visitor.ask("GET", "/")
    status, text, _ = visitor.post("/api/experiments", {"stopping": {"epochs": 5}})
    assert status == 201, text
    return str(json.loads(text)["id"])


def training_over_a_socket(visitor: Visitor) -> None:
    made = _made(visitor)
    address = f"wss://{NAME}:{visitor.port}/ws/experiments/{made}?after=0"
    with connect(address, ssl=visitor.trust, origin=visitor.origin) as socket:  # type: ignore[arg-type]
        types: list[str] = []
        while "run_finished" not in types:
            types += [event["type"] for event in json.loads(socket.recv(60)).get("events", [])]


def only_from_this_very_origin(visitor: Visitor) -> None:
    made = _made(visitor)
    address = f"wss://{NAME}:{visitor.port}/ws/experiments/{made}?after=0"
    for origin in ("https://evil.example", f"https://{NAME}", f"http://{NAME}:{visitor.port}"):
        with pytest.raises(InvalidStatus, match="403"):
            connect(address, ssl=visitor.trust, origin=origin)  # type: ignore[arg-type]
        assert visitor.post("/api/experiments", {}, Origin=origin)[0] == 403


def polling(visitor: Visitor) -> None:
    made = _made(visitor)

    def ended() -> bool:
        return "run_finished" in visitor.ask("GET", f"/api/experiments/{made}/events?after=0")[1]

    wait_for(ended, "the last event by polling", 60)


def uploads(visitor: Visitor) -> None:
    visitor.ask("GET", "/")
    rows = "\n".join(f"{n / 7:.15f},{n / 3:.15f},{'cat' if n % 3 else 'dog'}" for n in range(90_000))
    table = f"length,width,kind\n{rows[:4_600_000].rpartition(chr(10))[0]}"
    status, text, _ = visitor.post("/api/datasets/inspect", {"csv": table})
    assert len(table) > 4_000_000
    assert status in (200, 422), (status, text[:200])
    assert "nginx" not in text
    assert visitor.post("/api/datasets", {"csv": "a,b\n" + "1,2\n3,4\n" * 20, "target": "b"})[0] == 201


def figures_are_for_prometheus_alone(visitor: Visitor) -> None:
    assert visitor.ask("GET", "/metrics")[0] == 404


def wrong_passwords_are_counted_by_address(visitor: Visitor) -> None:
    here, there = (Visitor(visitor.port, visitor.trust, address) for address in ("127.0.0.2", "127.0.0.3"))
    assert not any("too often" in here.logs_in_wrongly() for _ in range(20))
    assert "too often" in here.logs_in_wrongly()
    assert "too often" in here.logs_in_wrongly(**{"X-Forwarded-For": "9.9.9.9"}), "what a visitor says does not count"
    assert "too often" not in there.logs_in_wrongly()


TRIED: tuple[Callable[[Visitor], None], ...] = (
    pages, secure_cookies, training_over_a_socket, only_from_this_very_origin, polling, uploads,
    figures_are_for_prometheus_alone, wrong_passwords_are_counted_by_address,
)  # fmt: skip


def nginx(folder: Path, text: str, port: int) -> list[str]:
    """Its command, with a file around ours."""
    places = {"listen 80;": f"listen 127.0.0.1:{free_port()};", "listen 443": f"listen 127.0.0.1:{port}"}
    places |= {"/etc/ssl/descent.pem": f"{folder}/cert.pem", "/etc/ssl/descent.key": f"{folder}/key.pem"}
    for place, here in places.items():
        text = text.replace(place, here)
    (folder / "ours.conf").write_text(text)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    around = "user root;" if os.geteuid() == 0 else ""  # the folder is for this user alone
    around += f"daemon off; pid {folder}/pid; error_log {folder}/log;"
    around += f"events {{}} http {{ access_log off; {temporary} include {folder}/ours.conf; }}"
    (folder / "nginx.conf").write_text(around)
    return ["-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, text: str, port: int) -> list[str]:
    """Its command, with a certificate instead of one from the internet."""
    text = text.replace(
        f"{NAME} {{", f"https://{NAME}:{port} {{\n\tbind 127.0.0.1\n\ttls {folder}/cert.pem {folder}/key.pem"
    )
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + text)
    return ["run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


FILES = {"nginx": ("nginx.conf", nginx), "caddy": ("Caddyfile", caddy)}


@contextmanager
def running(kind: str, program: str, folder: Path, behind: int) -> Iterator[Visitor]:
    """The proxy, in front of a port."""
    port = free_port()
    subject = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-days", "2"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key.pem"]
    subprocess.run([*made, "-out", folder / "cert.pem", *subject], check=True, capture_output=True)
    name, command_of = FILES[kind]
    text = (ROOT / "docs" / "proxy" / name).read_text()
    text = text.replace("descent.example.edu", NAME).replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    with (folder / "said").open("w") as said:
        command = [program, *command_of(folder, text, port)]
        process = subprocess.Popen(command, cwd=folder, env={"HOME": str(folder)}, stdout=said, stderr=said)
    visitor = Visitor(port, ssl.create_default_context(cafile=str(folder / "cert.pem")))

    def answers() -> bool:
        try:
            return visitor.ask("GET", "/health/live")[0] == 200
        except OSError:
            return False

    try:
        wait_for(answers, kind, 60)
        yield visitor
    finally:
        process.terminate()
        process.wait(20)


def main(kind: str, program: str | None = None) -> int:
    found = program or shutil.which(kind)
    if found is None:
        print(f"There is no {kind} here: apt-get install {kind}", file=sys.stderr)
        return 2
    folder = Path(tempfile.mkdtemp(prefix="descent-proxy-"))
    server = RunningServer(folder / "home", HTTPS="yes", ALLOWED_HOSTS=NAME)
    try:
        server.wait_until_up()
        with running(kind, found, folder, server.port) as visitor:
            for each in TRIED:
                each(visitor)
                print(f"{kind}: {each.__name__.replace('_', ' ')}: as it should be", flush=True)
    finally:
        server.stop()
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] not in (["nginx"], ["caddy"]):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:3]))
