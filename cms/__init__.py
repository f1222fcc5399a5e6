"""The Django project: choices, no behaviour."""
