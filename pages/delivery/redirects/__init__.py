"""Redirects: made when pages move, and followed from an address that a page once had.

They are rows of Wagtail's redirects app, so that editors see them beside those that they entered
themselves. Their paths are those of the frontend (`pages.delivery.addresses`). They lead to a page
and not to a path, so that a page which moves twice leaves two redirects and no chain.
"""

from pages.delivery.redirects.lookup import find_redirect, public_redirects, redirect_target

__all__ = ["find_redirect", "public_redirects", "redirect_target"]
