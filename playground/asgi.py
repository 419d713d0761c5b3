"""The ASGI application: pages and API over HTTP, live events over websockets."""

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import WebsocketDenier
from django.core.asgi import get_asgi_application
from django.urls import path, re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")

# Django must be ready before anything that imports models.
http = get_asgi_application()

from playground.body_limit import BodyLimit  # noqa: E402
from playground.consumers import ExperimentConsumer  # noqa: E402
from playground.origin import SameOriginOnly  # noqa: E402
from playground.rate_limit import RateLimit  # noqa: E402
from playground.wall.consumer import WallConsumer  # noqa: E402

sockets = [
    path("ws/experiments/<slug:id>", ExperimentConsumer.as_asgi()),
    path("ws/classes/<str:code>", WallConsumer.as_asgi()),
    re_path("", WebsocketDenier.as_asgi()),
]
application = RateLimit(
    ProtocolTypeRouter({"http": BodyLimit(http), "websocket": SameOriginOnly(AuthMiddlewareStack(URLRouter(sockets)))})
)
