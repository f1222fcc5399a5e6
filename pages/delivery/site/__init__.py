"""What surrounds every page, in one small answer: menus, contact, footer, languages, publisher."""

from pages.delivery.site.building import DEPENDS_ON, NoSuchLanguage, build_site, site_content

__all__ = ["DEPENDS_ON", "NoSuchLanguage", "build_site", "site_content"]
