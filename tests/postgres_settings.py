"""Settings of the tests that are run once more on PostgreSQL: its address is in DESCENT_TEST_POSTGRES."""

import os

import dj_database_url

from tests.settings import *  # noqa: F403

DATABASES = {"default": dj_database_url.parse(os.environ["DESCENT_TEST_POSTGRES"])}
