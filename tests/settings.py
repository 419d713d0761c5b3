"""Settings of the tests: everything they write goes to a folder of its own, far from the real data."""

import atexit
import os
import shutil
import tempfile

# Chosen before the real settings are read, because those read the environment only once.
# Processes that the tests start inherit the variables and find the same folder; processes that run tests side by side
# each have a folder, and in it a database and a Redis, of their own.
SIDE = os.environ.get("PYTEST_XDIST_WORKER", "")
if "DESCENT_TEST_HOME" not in os.environ or os.environ.get("DESCENT_TEST_SIDE") != SIDE:
    os.environ["DESCENT_TEST_HOME"] = tempfile.mkdtemp(prefix="descent-test-")
    os.environ["DESCENT_TEST_SIDE"] = SIDE
    atexit.register(shutil.rmtree, os.environ["DESCENT_TEST_HOME"], ignore_errors=True)
os.environ["DESCENT_HOME"] = os.environ["DESCENT_TEST_HOME"]
for name in ("DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "HTTPS", "DEBUG", "HOST", "PORT"):
    os.environ.pop(name, None)

from playground.settings import *  # noqa: E402, F403
from playground.settings import DATABASES, DESCENT_HOME, STATIC_ROOT, STORAGES  # noqa: E402

# A file, not memory: other processes and threads must see the same tables.
DATABASES["default"]["TEST"] = {"NAME": str(DESCENT_HOME / "test.sqlite3")}
# Hashed names need collectstatic; the tests that start the real server have them.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# `collectstatic` makes it; an application inside the tests' own process only needs it to be there.
STATIC_ROOT.mkdir(exist_ok=True)
