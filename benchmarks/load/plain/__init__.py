"""The plain design that Descent is compared with: one Celery task per run, which sends every epoch to its group.

The same engine, Django, Channels, Celery, Redis and SQLite, put together as their tutorials do. It is a kind version of
that: workers load PyTorch before they take work, a page that comes late gets all earlier epochs, and a task looks after
every epoch whether it shall end.
"""
