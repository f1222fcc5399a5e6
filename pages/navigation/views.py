"""Sites and their menus in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.coreutils import get_content_languages
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.navigation.models import SiteProfile

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


def language_names(profile: SiteProfile) -> str:
    """Return the languages in which something is written, in the reader's language."""
    names = get_content_languages()
    written = sorted(wording.language for wording in profile.wordings.all())
    return ", ".join(str(names.get(code, code)) for code in written) or "–"


class SiteProfileViewSet(SnippetViewSet):
    """Lists the sites, and edits what stands around their pages."""

    model = SiteProfile
    icon = "site"
    add_to_settings_menu = True
    menu_label = _("Site and menus")
    menu_order = 150
    copy_view_enabled = False
    list_display = (
        "__str__",
        Column("languages", label=_("Languages"), accessor=language_names),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    # Whoever may not add sites may not hand one's menus to another either.
                    FieldPanel("site", permission="pages.add_siteprofile"),
                    FieldPanel("main_menu"),
                    FieldPanel("footer_menu"),
                ],
                heading=_("Menus"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")])],
                        heading=_("Contact"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("street_address"),
                            FieldRowPanel([FieldPanel("postal_code"), FieldPanel("locality")]),
                            FieldRowPanel([FieldPanel("region"), FieldPanel("country")]),
                        ],
                        heading=_("Address"),
                    ),
                    InlinePanel(
                        "social_links",
                        panels=[FieldRowPanel([FieldPanel("network"), FieldPanel("url")])],
                        heading=_("Social networks"),
                        label=_("Link"),
                    ),
                ],
                heading=_("Contact"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "wordings",
                        panels=[
                            FieldPanel("language"),
                            FieldPanel("site_name"),
                            FieldPanel("opening_hours"),
                            FieldPanel("emergency_note"),
                        ],
                        heading=_("In each language"),
                        label=_("Language"),
                        help_text=_(
                            "Names and contact data only. Nobody reviews what stands here, so "
                            "medical advice and claims are refused."
                        ),
                    ),
                ],
                heading=_("In each language"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("organisation_kind"),
                            FieldPanel("organisation_name"),
                            FieldPanel("logo"),
                        ],
                        heading=_("Publisher"),
                    ),
                    FieldPanel("footer_disclaimers"),
                ],
                heading=_("Publisher and disclaimers"),
            ),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[SiteProfile]:
        """Fetch the sites and the languages with the rows."""
        found: QuerySet[SiteProfile] = SiteProfile.objects.select_related("site").prefetch_related(
            "wordings"
        )
        return found
