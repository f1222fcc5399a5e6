"""Registrations with Wagtail's hooks. The views and rules themselves live in their rooms."""
