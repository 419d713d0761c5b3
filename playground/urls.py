"""All addresses of the site."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.generic import RedirectView

from playground import views
from playground.access import page as access
from playground.api import api
from playground.api_docs import api_docs
from playground.classes import ending, joining, teaching
from playground.concepts import concepts
from playground.documentation import documentation
from playground.health import health, live, ready
from playground.lessons import pages as lesson_pages
from playground.lessons import teaching as lesson_teaching
from playground.metrics import metrics
from playground.wall.page import wall_page

urlpatterns = [
    path("", views.playground, name="playground"),
    path("e/<slug:id>", views.experiment, name="experiment"),
    path("e/<slug:id>/preview.png", views.preview, name="preview"),
    path("e/<slug:id>/embed", views.embed, name="embed"),
    path("compare", views.compare, name="compare"),
    path("surface", views.surface, name="surface"),
    path("nodes", views.nodes, name="nodes"),
    path("concepts/", concepts, name="concepts"),
    path("docs", RedirectView.as_view(pattern_name="documentation")),
    path("docs/", documentation, name="documentation"),
    path("docs/<path:path>", documentation, name="documentation"),
    path("lessons", RedirectView.as_view(pattern_name="lessons", query_string=True)),
    path("lessons/", lesson_pages.lessons, name="lessons"),
    path("lessons/<slug:slug>", lesson_pages.lesson, name="lesson"),
    path("class/<str:code>", wall_page, name="wall"),
    path("api/docs", api_docs, name="api-docs"),
    path("api/", api.urls),
    path("health", health, name="health"),
    path("health/live", live, name="live"),
    path("health/ready", ready, name="ready"),
    path("metrics", metrics, name="metrics"),
    path("join", joining.door, name="door"),
    path("join/<str:code>", joining.join, name="join"),
    path("join/<str:code>/return", joining.come_back, name="come-back"),
    path("join/<str:code>/enter", joining.enter, name="enter"),
    path("join/<str:code>/code", joining.renew, name="renew"),
    path("join/<str:code>/leave", joining.leave, name="leave"),
    path("join/<str:code>/forget", joining.forget, name="forget"),
    path("login", teaching.SigningIn.as_view(), name="sign-in"),
    path("password", teaching.ChangingPassword.as_view(), name="password"),
    path("logout", LogoutView.as_view(), name="sign-out"),
    path("classes", RedirectView.as_view(pattern_name="classes")),
    path("classes/", teaching.classes, name="classes"),
    path("classes/<str:code>", teaching.classroom, name="classroom"),
    path("classes/<str:code>/poster", teaching.poster, name="poster"),
    path("classes/<str:code>/settings", teaching.configure, name="configure"),
    path("classes/<str:code>/limits", teaching.limit, name="limit"),
    path("classes/<str:code>/code", teaching.change_code, name="change-code"),
    path("classes/<str:code>/places", teaching.prepare, name="prepare"),
    path("classes/<str:code>/codes", teaching.renew_all, name="renew-all"),
    path("classes/<str:code>/end", ending.end, name="end"),
    path("classes/<str:code>/archive", ending.archive, name="archive"),
    path("classes/<str:code>/delete", ending.delete, name="delete"),
    path("classes/<str:code>/unused", ending.clear, name="clear"),
    path("classes/<str:code>/lessons", lesson_teaching.lessons, name="class-lessons"),
    path("classes/<str:code>/lessons/<slug:slug>", lesson_teaching.hand_out, name="class-lesson"),
    path("classes/<str:code>/lessons/<slug:slug>/change", lesson_teaching.change, name="change-class-lesson"),
    path("classes/<str:code>/lessons/<slug:slug>/edit", lesson_teaching.edit, name="edit-class-lesson"),
    path("classes/<str:code>/members/<int:key>", teaching.change_member, name="change-member"),
    path("tokens", access.tokens, name="tokens"),
    path("tokens/<int:key>/revoke", access.revoke, name="revoke-token"),
    # One door for all who log in: it counts what goes wrong.
    path("admin/login/", RedirectView.as_view(pattern_name="sign-in", query_string=True)),
    path("admin/", admin.site.urls),
]
handler500 = "playground.trouble.answer"
