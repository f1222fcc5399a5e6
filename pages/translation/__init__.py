"""Readiness, checks and exchange of translations."""
