"""Owners, classes and their members in the administration. Codes to come back with are hashed and shown nowhere."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest

from playground import control, storage
from playground.admin.reading import MayAct, ReadOnly, count_of, link
from playground.models import ApiToken, Classroom, Desired, Experiment, Membership, Owner, Quota, Role, Throttle


class Kind(admin.SimpleListFilter):
    """Who an owner is."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("teacher", "teachers"), ("student", "members of a class"), ("guest", "guests")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Owner]) -> QuerySet[Owner]:
        match self.value():
            case "teacher":
                return queryset.exclude(user=None)
            case "student":
                return queryset.filter(user=None).exclude(memberships=None)
            case "guest":
                return queryset.filter(user=None, memberships=None)
        return queryset


@admin.register(Owner)
class OwnerAdmin(MayAct):
    """Whoever has experiments."""

    list_display = ("who", "experiments_", "created", "gpu_seconds")
    list_filter = (Kind, "created")
    list_select_related = ("user",)
    search_fields = ("user__username", "memberships__nickname")
    search_help_text = "Teacher or nickname"
    ordering = ("-pk",)
    fields = ("who", "user", "created", "gpu_seconds", "takes")
    readonly_fields = ("who", "takes")
    actions = ("withdraw", "stop_all")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        made = Experiment.objects.filter(owner=OuterRef("pk"))
        found: QuerySet[Any] = super().get_queryset(request)
        found = found.annotate(count=count_of(made, "owner"))
        return found.prefetch_related("memberships__classroom")

    @admin.display(description="who")
    def who(self, found: Owner) -> str:
        return storage.name_of(found)

    @admin.display(description="experiments", ordering="count")
    def experiments_(self, found: Any) -> int:
        return int(found.count)

    @admin.display(description="takes")
    def takes(self, found: Owner) -> str:
        return storage.in_words(storage.of_owner(found.pk))

    @admin.action(description="Withdraw tokens and sessions: they have to come in again", permissions=["act"])
    def withdraw(self, request: HttpRequest, chosen: QuerySet[Owner]) -> None:
        count = Owner.objects.filter(pk__in=chosen.values("pk")).update(token_version=F("token_version") + 1)
        self.message_user(request, f"Withdrawn from {count}.")

    @admin.action(description="Stop all that they train", permissions=["act"])
    def stop_all(self, request: HttpRequest, chosen: QuerySet[Owner]) -> None:
        theirs = Experiment.objects.filter(owner__in=chosen.values("pk"))
        count = control.desire_all(theirs, Desired.STOP)
        self.message_user(request, f"{count} will end.", messages.SUCCESS if count else messages.WARNING)


class Members(admin.TabularInline):  # type: ignore[type-arg]
    """Who is or was in a class; the teacher's page changes it."""

    model = Membership
    fields = ("nickname", "role", "joined_at", "removed_at")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Bounds(admin.StackedInline):  # type: ignore[type-arg]
    """Its limits, as the teacher sets them on the page of the class."""

    model = Quota
    verbose_name_plural = "limits (empty: as on the rest of the site)"
    extra = 0


@admin.register(Throttle)
class ThrottleAdmin(ReadOnly):
    """Log-ins and codes that went wrong lately: to delete one is to let somebody try again at once."""

    list_display = ("count", "since")
    ordering = ("-count",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


@admin.register(ApiToken)
class ApiTokenAdmin(MayAct):
    """Tokens for programs: whose they are and what they may do. The secrets are hashed and shown nowhere."""

    list_display = ("name", "start", "who", "scopes", "created", "used_at", "expires_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter), "expires_at")
    list_select_related = ("owner__user",)
    search_fields = ("name", "start", "owner__user__username", "owner__memberships__nickname")
    search_help_text = "Name, first letters, teacher or nickname"
    ordering = ("-pk",)
    fields = list_display
    readonly_fields = ("who",)
    actions = ("revoke",)

    @admin.display(description="whose")
    def who(self, found: ApiToken) -> str:
        return storage.name_of(found.owner)

    @admin.action(description="Revoke: programs that have it can do nothing any more", permissions=["act"])
    def revoke(self, request: HttpRequest, chosen: QuerySet[ApiToken]) -> None:
        alive = ApiToken.objects.filter(pk__in=chosen.values("pk"), revoked_at=None)
        self.message_user(request, f"{alive.update(revoked_at=Now())} revoked.")


@admin.register(Classroom)
class ClassroomAdmin(ReadOnly):
    """Classes: a new teacher can be named; the rest is done on the class's own pages."""

    list_display = ("title", "code", "teacher", "students", "experiments_", "open", "archived_at", "created_at")
    list_filter = ("open", ("archived_at", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("teacher",)
    search_fields = ("title", "code", "teacher__username")
    search_help_text = "Title, code or teacher"
    date_hierarchy = "created_at"
    ordering = ("-pk",)
    fields = ("title", "teacher", "open", "code", "page", "created_at")
    readonly_fields = ("code", "page", "created_at")
    inlines = (Bounds, Members)
    actions = ("close", "reopen")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_change_permission(self, request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        students = Membership.objects.active().filter(classroom=OuterRef("pk"), role=Role.STUDENT)
        made = Experiment.objects.filter(classroom=OuterRef("pk"))
        found: QuerySet[Any] = super().get_queryset(request)
        counted: QuerySet[Any] = found.annotate(
            members=count_of(students, "classroom"), made=count_of(made, "classroom")
        )
        return counted

    @admin.display(description="students", ordering="members")
    def students(self, found: Any) -> int:
        return int(found.members)

    @admin.display(description="experiments", ordering="made")
    def experiments_(self, found: Any) -> int:
        return int(found.made)

    @admin.display(description="its page")
    def page(self, found: Classroom) -> str:
        return link(found.get_absolute_url(), found.get_absolute_url())

    @admin.action(description="Let nobody new join", permissions=["change"])
    def close(self, request: HttpRequest, chosen: QuerySet[Classroom]) -> None:
        self.message_user(request, f"{chosen.update(open=False)} closed.")

    @admin.action(description="Let new students join", permissions=["change"])
    def reopen(self, request: HttpRequest, chosen: QuerySet[Classroom]) -> None:
        self.message_user(request, f"{chosen.update(open=True)} open.")
