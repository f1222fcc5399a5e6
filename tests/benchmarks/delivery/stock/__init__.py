"""A site with the same texts and nothing of ours: plain Wagtail with its own API v2."""
