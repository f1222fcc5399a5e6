"""``manage.py publish_scheduled_pages``: the older name of ``publish_scheduled``."""

from pages.management.commands.publish_scheduled import Command

__all__ = ["Command"]
