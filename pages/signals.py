"""Signals between rooms that must not know each other."""
