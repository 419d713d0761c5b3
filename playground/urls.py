"""All addresses of the site."""

from django.contrib import admin
from django.urls import path

from playground import views
from playground.api import api
from playground.api_docs import api_docs
from playground.concepts import concepts
from playground.health import health

urlpatterns = [
    path("", views.playground, name="playground"),
    path("e/<slug:id>", views.experiment, name="experiment"),
    path("e/<slug:id>/preview.png", views.preview, name="preview"),
    path("e/<slug:id>/embed", views.embed, name="embed"),
    path("compare", views.compare, name="compare"),
    path("surface", views.surface, name="surface"),
    path("concepts/", concepts, name="concepts"),
    path("api/docs", api_docs, name="api-docs"),
    path("api/", api.urls),
    path("health", health, name="health"),
    path("admin/", admin.site.urls),
]
