"""Management commands of Descent."""
