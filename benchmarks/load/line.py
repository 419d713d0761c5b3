"""HTTP as a page speaks it: cookies, the CSRF token, and a new connection, because the last request is long ago."""

import asyncio
import json
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

import h11

PATIENCE = 60.0


class Refused(Exception):
    """The server answered with an error."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    body: bytes

    def json(self) -> Any:
        """The body as strict JSON."""
        return json.loads(self.body, parse_constant=_refuse)


class Line:
    """One browser's way to the server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.address = urlsplit(url)
        self.cookies: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        """The header of all cookies."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def get(self, path: str) -> Answer:
        """Open an address."""
        return await self._ask("GET", path)

    async def post(self, path: str, values: Any) -> Answer:
        """Send JSON with the token, as the pages do."""
        return await self._ask("POST", path, json.dumps(values).encode(), "application/json")

    async def send(self, path: str, **fields: str) -> Answer:
        """Send the form of a page."""
        body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}).encode()
        return await self._ask("POST", path, body, "application/x-www-form-urlencoded")

    async def _ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answer:
        headers = [("Host", self.address.netloc), ("Connection", "close"), ("Accept", "*/*")]
        if self.cookies:
            headers.append(("Cookie", self.cookie))
        if method == "POST":
            headers += [("Origin", self.url), ("Content-Type", kind), ("Content-Length", str(len(body)))]
            headers.append(("X-CSRFToken", self.cookies.get("csrftoken", "")))
        async with asyncio.timeout(PATIENCE):
            answer = await self._exchange(h11.Request(method=method, target=path, headers=headers), body)
        if answer.status >= 400:
            raise Refused(f"{answer.status} for {method} {path.partition('?')[0]}: {answer.body[:200].decode()}")
        return answer

    async def _exchange(self, request: h11.Request, body: bytes) -> Answer:
        reader, writer = await asyncio.open_connection(self.address.hostname, self.address.port)
        try:
            talk = h11.Connection(h11.CLIENT)
            writer.write((talk.send(request) or b"") + (talk.send(h11.Data(body)) or b""))
            writer.write(talk.send(h11.EndOfMessage()) or b"")
            status, location, parts = 0, "", []
            while not isinstance(event := talk.next_event(), h11.EndOfMessage):
                if event is h11.NEED_DATA:
                    talk.receive_data(await reader.read(65536))
                elif isinstance(event, h11.Response):
                    status, location = event.status_code, self._note(event.headers)
                elif isinstance(event, h11.Data):
                    parts.append(bytes(event.data))
            return Answer(status, location, b"".join(parts))
        except h11.RemoteProtocolError as error:
            raise Refused(f"no answer to {request.target.decode()}: {error}") from None
        finally:
            writer.close()

    def _note(self, headers: Any) -> str:
        """Keep the cookies; returns where the answer leads."""
        found = ""
        for name, value in headers:
            if name == b"set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value.decode()).items()}
            elif name == b"location":
                found = value.decode()
        return found


def _refuse(name: str) -> Any:
    raise Refused(f"{name} is not JSON")
