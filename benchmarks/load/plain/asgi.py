"""Pages and sockets."""

import json
import os
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.load.plain.settings")
pages = get_asgi_application()


class RunConsumer(AsyncWebsocketConsumer):
    """Joins the group of a run, sends what was said before, and passes on what comes."""

    async def connect(self) -> None:
        self.key = self.scope["url_route"]["kwargs"]["key"]
        await self.channel_layer.group_add(f"run.{self.key}", self.channel_name)
        await self.accept()
        await self.send(text_data=json.dumps({"events": await self.before()}))

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(f"run.{self.key}", self.channel_name)

    async def said(self, message: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps({"events": [message["body"]]}))

    @database_sync_to_async
    def before(self) -> list[dict[str, Any]]:
        from benchmarks.load.plain.models import Run, Said

        rows = list(Said.objects.filter(run=self.key).order_by("pk").values_list("body", flat=True))
        if Run.objects.filter(pk=self.key, state="ended").exists():
            rows.append({"number": len(rows) + 1, "type": "end"})
        return rows


application = ProtocolTypeRouter({"http": pages, "websocket": URLRouter([path("ws/<int:key>", RunConsumer.as_asgi())])})
