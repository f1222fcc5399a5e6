"""A reviewed page type of the host's own, which only the settings `with_own_types` install."""
