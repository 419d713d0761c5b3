"""Experiments and own tables in the administration."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from playground import control, retention, storage
from playground.admin.reading import ReadOnly, count_of, link
from playground.models import Dataset, Desired, Experiment, Run, State, Visibility
from playground.models.population import TERMINAL
from playground.refusals import Finished
from playground.sharing import share


class Going(admin.SimpleListFilter):
    """Whether something is left to do."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "waits, trains or rests"), ("ended", "ended"), ("failed", "a run failed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Experiment]) -> QuerySet[Experiment]:
        runs = Run.objects.filter(experiment=OuterRef("pk"))
        match self.value():
            case "open":
                return queryset.filter(Exists(runs.exclude(state__in=TERMINAL)))
            case "ended":
                return queryset.exclude(Exists(runs.exclude(state__in=TERMINAL)))
            case "failed":
                return queryset.filter(Exists(runs.filter(state=State.FAILED)))
        return queryset


@admin.register(Experiment)
class ExperimentAdmin(ReadOnly):
    """Words and visibility can be changed; the rest is what was trained."""

    list_display = ("name", "made_by", "classroom", "runs_", "state", "desired", "visibility", "room", "created")
    list_filter = (Going, "visibility", "device", "classroom", "created")
    list_select_related = ("classroom", "owner__user")
    view_on_site = False
    search_fields = ("public_id", "title", "owner__user__username", "owner__memberships__nickname")
    search_help_text = "Id of the link, title, teacher or nickname"
    date_hierarchy = "created"
    ordering = ("-pk",)
    actions = ("pause", "stop", "go_on", "make_private")
    fields = (
        "title", "description", "notes", "visibility", "anonymous", "where", "made_by", "classroom", "size", "state",
        "created", "opened_at", "device", "parent", "spec_",
    )  # fmt: skip
    readonly_fields = fields[5:]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_change_permission(self, request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        runs = Run.objects.filter(experiment=OuterRef("pk"))
        counts = {f"runs_{state}": count_of(runs.filter(state=state), "experiment") for state in State.values}
        found: QuerySet[Any] = super().get_queryset(request)
        found = found.annotate(count=count_of(runs, "experiment"), **counts)
        return found.prefetch_related("owner__memberships__classroom")

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What is asked before deleting: Django would name every single event."""
        allowed = self.has_delete_permission(request)
        return [str(each) for each in objs], {"experiments": len(objs)}, set() if allowed else {"experiment"}, []

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Experiment]) -> None:
        retention.remove([each.pk for each in queryset])

    def delete_model(self, request: HttpRequest, obj: Experiment) -> None:
        retention.remove([obj.pk])

    def save_model(self, request: HttpRequest, obj: Experiment, form: Any, change: bool) -> None:
        """Only the fields of the form: a worker may be writing the others. Open sockets hear of a new visibility."""
        words = [name for name in form.changed_data if name in ("title", "description", "notes")]
        if words:
            obj.save(update_fields=words)
        if wish := {name: getattr(obj, name) for name in form.changed_data if name in ("visibility", "anonymous")}:
            share(obj, wish)

    @admin.display(description="experiment", ordering="title")
    def name(self, found: Experiment) -> str:
        return found.title or found.public_id

    @admin.display(description="by")
    def made_by(self, found: Experiment) -> str:
        return storage.name_of(found.owner)

    @admin.display(description="runs", ordering="count")
    def runs_(self, found: Any) -> int:
        return int(found.count)

    @admin.display(description="state")
    def state(self, found: Any) -> str:
        counts = {state: count for state in State.values if (count := getattr(found, f"runs_{state}"))}
        return ", ".join(f"{count} {state}" if len(counts) > 1 else state for state, count in counts.items())

    @admin.display(description="link")
    def where(self, found: Experiment) -> str:
        return link(found.get_absolute_url(), found.get_absolute_url())

    @admin.display(description="room", ordering="takes")
    def room(self, found: Experiment) -> str:
        """What counts for a limit, which is at hand; its page counts anew."""
        return storage.in_words(found.takes)

    @admin.display(description="takes")
    def size(self, found: Experiment) -> str:
        return storage.in_words(storage.of_experiments([found.pk]))

    @admin.display(description="spec")
    def spec_(self, found: Experiment) -> str:
        return format_html("<pre>{}</pre>", json.dumps(found.spec, indent=1, ensure_ascii=False))

    @admin.action(description="Pause what trains", permissions=["change"])
    def pause(self, request: HttpRequest, chosen: QuerySet[Experiment]) -> None:
        self._each(request, chosen, lambda each: control.desire(each, Desired.PAUSE), "will rest")

    @admin.action(description="Stop: the runs end where they are", permissions=["change"])
    def stop(self, request: HttpRequest, chosen: QuerySet[Experiment]) -> None:
        self._each(request, chosen, lambda each: control.desire(each, Desired.STOP), "will end")

    @admin.action(description="Let what rests go on", permissions=["change"])
    def go_on(self, request: HttpRequest, chosen: QuerySet[Experiment]) -> None:
        self._each(request, chosen, lambda each: control.desire(each, Desired.RUN), "will train")

    @admin.action(description="Make private: links of others answer 404", permissions=["change"])
    def make_private(self, request: HttpRequest, chosen: QuerySet[Experiment]) -> None:
        self._each(request, chosen, lambda each: share(each, {"visibility": Visibility.PRIVATE}), "are private now")

    def _each(
        self, request: HttpRequest, chosen: QuerySet[Experiment], act: Callable[[Experiment], Any], words: str
    ) -> None:
        done = late = 0
        for experiment in chosen:
            try:
                act(experiment)
                done += 1
            except Finished:
                late += 1
        self.message_user(request, f"{done} {words}.", messages.SUCCESS if done else messages.WARNING)
        if late:
            self.message_user(request, f"{late} had ended already.", messages.WARNING)


@admin.register(Dataset)
class DatasetAdmin(ReadOnly):
    """Own tables; their contents are their owner's."""

    list_display = ("title", "name", "by", "created")
    list_select_related = ("owner__user",)
    search_fields = ("name", "title")
    date_hierarchy = "created"
    fields = ("title", "name", "by", "created")

    @admin.display(description="by")
    def by(self, found: Dataset) -> str:
        return storage.name_of(found.owner)
