"""The public API of this site: the plugin's router, as it stands."""

from pages.delivery.router import api_router

__all__ = ["api_router"]
