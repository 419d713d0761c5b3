"""`python -m training.microscope REQUEST.json` (or `-`) prints one JSON object."""

import sys

from training.command_line import run
from training.microscope.request import __doc__ as description
from training.microscope.request import lines

sys.exit(run("python -m training.microscope", description or "", lines))
