"""What the lists of the administration share."""

from django.contrib import admin
from django.db.models import Count, Model, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that only Descent itself writes: they can be looked at and, where a class allows it, deleted."""

    list_per_page = 50
    show_full_result_count = False  # counting a million rows only to say so costs seconds

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class MayAct(ReadOnly):
    """Actions for who may change such rows, although no field can be edited."""

    def has_act_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"playground.change_{self.opts.model_name}")


def count_of(rows: QuerySet[Model], of: str) -> Coalesce:
    """How many of these rows a row has, `of` being what they name it by.

    A question of its own for each row that is shown: joined, one would multiply the other, and all be counted first.
    """
    return Coalesce(Subquery(rows.order_by().values(of).annotate(many=Count("pk")).values("many")), 0)


def link(address: str, words: str) -> str:
    """A link; the words may be a student's."""
    return format_html('<a href="{}">{}</a>', address, words)
