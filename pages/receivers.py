"""Connections between signals and the rooms that answer them. Registrations only."""
