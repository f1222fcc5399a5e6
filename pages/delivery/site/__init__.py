"""What surrounds every page, in one small answer: menus, contact, footer, languages, publisher."""

from pages.delivery.site.building import DEPENDS_ON, NoSuchLanguage, build_site, site_content
from pages.delivery.site.publisher import publisher_of

__all__ = ["DEPENDS_ON", "NoSuchLanguage", "build_site", "publisher_of", "site_content"]
