"""`python -m benchmarks.load`: a scripted class at the real server, and at a plain design of the same site."""
