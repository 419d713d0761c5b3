"""Writes down a class in which everybody trains for longer than anybody looks, and prints its code.

`python -m tests.browser.measured.training_class STUDENTS TEACHER` in the environment of a running server.
"""

import os
import sys

import django

RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
BETAS = (0.0, 0.5, 0.9)


def main(students: int, teacher: str) -> None:
    """Write it down."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")
    django.setup()
    from django.contrib.auth.models import User

    from playground.models import Classroom, Experiment
    from training.spec import Spec

    classroom = Classroom.objects.found("A class that trains", User.objects.get(username=teacher))
    for number in range(students):
        member, _ = classroom.admit(f"Student {number + 1}")
        optimizer = {"kind": "momentum", "learning_rate": RATES[number % 6], "beta": BETAS[number % 3]}
        spec = {"data": {"dataset": "circle"}, "optimizer": optimizer, "stopping": {"epochs": 10_000}}
        Experiment.objects.start(Spec.parse(spec), member.owner, classroom=classroom)
    print(classroom.code)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
