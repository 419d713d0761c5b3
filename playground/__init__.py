"""The web app: pages, API, sockets, queue and workers around the training engine."""

# Loaded with Django, so that shared tasks know their Celery app in every process.
from playground.celery import app as celery_app

__all__ = ["celery_app"]
