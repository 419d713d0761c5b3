"""The lessons, one file each; `training/lessons/__init__.py` puts them in order."""
