"""What stands around every page of a site: menus, contact, social networks, who publishes it.

None of it is reviewed, so none of it may be medical prose: texts here are short labels and contact
data, and `pages.navigation.texts` refuses anything else.
"""

GROUP_PERMISSIONS: dict[str, list[str]] = {
    "editors": ["pages.view_siteprofile", "pages.change_siteprofile"],
    "translators": [],
    "reviewers": [],
}
"""The permissions on this room's models that each group gets, for ``setup_pages``.

``setup_pages`` makes the one row that a site has; administrators add those of further sites.
"""

__all__ = ["GROUP_PERMISSIONS"]
