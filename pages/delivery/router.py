"""The router of the public API, which a site mounts at `/api/v2/`."""

from wagtail.api.v2.router import WagtailAPIRouter

api_router = WagtailAPIRouter("wagtailapi")
