"""`python -m training.concepts > docs/concepts.md`: write the list of concepts down."""

import sys

from training.concepts.document import document

if __name__ == "__main__":
    sys.stdout.write(document())
