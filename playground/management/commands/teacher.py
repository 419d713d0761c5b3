"""manage.py teacher NAME: lets somebody log in and make classes, with a password that is printed once."""

import secrets
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from playground.models import Owner


class Command(BaseCommand):
    help = "Makes an account for a teacher, or gives an existing one a new password, and prints it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        try:
            User.username_validator(name)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        if len(name) > 150:
            raise CommandError("A name has at most 150 letters.")
        user, made = User.objects.get_or_create(username=name)
        password = secrets.token_urlsafe(12)
        user.set_password(password)
        user.save()
        Owner.objects.of_user(user)
        self.stdout.write(f"{'New teacher' if made else 'New password for'} {name}: {password}")
        self.stdout.write("They log in at /login and make classes at /classes/.")
