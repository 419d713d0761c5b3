"""Tests of Descent; their folders mirror the code."""
