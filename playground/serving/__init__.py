"""Runs everything that Descent consists of on one machine, as one command."""
