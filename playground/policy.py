"""Who may do what: one table for pages, API and sockets."""

from django.conf import settings

from playground.models import Classroom, Desired, Experiment, Membership, Owner, Role, Visibility

SEE_WALL, READ_SHARED, READ_ALL, TRAIN, HALT, RUN_CLASS = range(6)
RIGHTS: dict[Role | None, set[int]] = {
    Role.TEACHER: {SEE_WALL, READ_SHARED, READ_ALL, HALT, RUN_CLASS},
    Role.VIEWER: {SEE_WALL, READ_SHARED, READ_ALL},
    Role.STUDENT: {SEE_WALL, READ_SHARED, TRAIN},
    None: set(),
}
"""What each role may do in its class. Everything else is for the owner of an experiment alone.

SEE_WALL: open the page of the class. READ_SHARED: what was shared with the class, or is pinned. READ_ALL: what is
private as well. TRAIN: experiments made now belong to the class. HALT: pause and stop the experiments of all.
RUN_CLASS: codes, members, pins, limits and lessons; the table of who has come how far in lessons.
"""
HALTING = (Desired.PAUSE, Desired.STOP)


def role_in(owner: Owner | None, classroom: Classroom | None) -> Role | None:
    """What somebody is in a class; None for strangers and those who have left."""
    if owner is None or classroom is None:
        return None
    if owner.user_id is not None and owner.user_id == classroom.teacher_id:
        return Role.TEACHER
    row = Membership.objects.active().filter(owner=owner, classroom=classroom).values_list("role").first()
    return Role(row[0]) if row else None


def may_read(owner: Owner | None, experiment: Experiment) -> bool:
    """Its owner, everybody with the link, or its class, as the owner chose; its teachers and viewers always."""
    if experiment.visibility == Visibility.LINK or (owner is not None and experiment.owner_id == owner.pk):
        return True
    rights = RIGHTS[role_in(owner, experiment.classroom)]
    return READ_ALL in rights or (READ_SHARED in rights and _is_shared(experiment))


def may_read_all(owner: Owner | None, experiment: Experiment) -> bool:
    """Whether nothing in its class is hidden from somebody: neither what is private, nor who made it."""
    return READ_ALL in RIGHTS[role_in(owner, experiment.classroom)]


def may_control(owner: Owner | None, experiment: Experiment, desired: str | None = None) -> bool:
    """Its owner may do everything with it; the teacher of its class may pause and stop it."""
    if owner is not None and experiment.owner_id == owner.pk:
        return True
    return desired in HALTING and HALT in RIGHTS[role_in(owner, experiment.classroom)]


def may_run_class(owner: Owner | None, classroom: Classroom) -> bool:
    """Only teachers change codes, members, limits and lessons, and pin experiments."""
    return RUN_CLASS in RIGHTS[role_in(owner, classroom)]


def may_change_class(owner: Owner | None, classroom: Classroom) -> bool:
    """The same, as long as the class is not archived: then it is read, and nothing more."""
    return classroom.archived_at is None and may_run_class(owner, classroom)


def may_see_wall(owner: Owner | None, classroom: Classroom) -> bool:
    """Everybody in the class."""
    return SEE_WALL in RIGHTS[role_in(owner, classroom)]


def may_read_class(owner: Owner | None, classroom: Classroom) -> bool:
    """Whether somebody sees everything on its wall: all names and what is private."""
    return READ_ALL in RIGHTS[role_in(owner, classroom)]


def may_train_in(owner: Owner | None, classroom: Classroom | None) -> bool:
    """Whether experiments that are made now belong to this class: those of its students do, until it is archived."""
    return classroom is not None and classroom.archived_at is None and TRAIN in RIGHTS[role_in(owner, classroom)]


def may_train(owner: Owner | None) -> bool:
    """Everybody may; where guest use is off, teachers and students of a class."""
    if settings.GUESTS or (owner is not None and owner.user_id is not None):
        return True
    places = owner.memberships.active().filter(classroom__archived_at=None) if owner is not None else None
    return places is not None and places.exclude(role=Role.VIEWER).exists()


def may_make_tokens(owner: Owner | None) -> bool:
    """Teachers and those who run the site, and everybody in a class; a guest has the tokens that answers bring."""
    return owner is not None and (owner.user_id is not None or owner.memberships.active().exists())


def _is_shared(experiment: Experiment) -> bool:
    classroom = experiment.classroom
    return experiment.visibility == Visibility.CLASS or (classroom is not None and classroom.pinned_id == experiment.pk)
