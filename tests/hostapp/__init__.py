"""A second, minimal Django project: proof that the plugin can be added to somebody else's site."""
