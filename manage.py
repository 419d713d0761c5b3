#!/usr/bin/env python
"""Django's command line for Descent."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # Its sentence says what is wrong with the environment; where we noticed helps nobody.
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
