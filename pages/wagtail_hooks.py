"""Registrations with Wagtail's hooks. The views and rules themselves live in their rooms."""

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from pages.admin_ui import accounts, media
from pages.admin_ui import urls as admin_ui_urls
from pages.admin_ui.bulk import PagePublication, before_bulk_action
from pages.admin_ui.corrections import after_edit_snippet
from pages.admin_ui.draft_previews import preview_button
from pages.admin_ui.locales import edit_locale_urls
from pages.admin_ui.menus import MedicalReviewMenuItem, SignedPagesMenuItem
from pages.admin_ui.page_buttons import review_history_button, withdraw_buttons
from pages.admin_ui.page_views import offer_cancelling
from pages.admin_ui.references import LibraryViewSet
from pages.admin_ui.release_opening import ReleaseTogether, release_buttons
from pages.admin_ui.releases import releases_menu_item
from pages.admin_ui.viewsets import index_page_viewsets, reviewed_page_viewsets
from pages.citations.exchange.downloads import ExportReferences
from pages.citations.exchange.views import import_urls
from pages.citations.quick_add import NewReferenceView
from pages.citations.rich_text import register_citation_feature
from pages.citations.views import refuse_deletion, search_references
from pages.consent.views import (
    AuthorizationViewSet,
    refuse_used_authorizations,
    register_download_action,
)
from pages.delivery.downloads import before_serve_document
from pages.delivery.webhooks.views import webhook_viewset
from pages.disclaimers.views import (
    DisclaimerViewSet,
    refuse_needed_disclaimers,
    tell_what_became_of_it,
    tell_what_comes_next,
)
from pages.navigation.views import SiteProfileViewSet
from pages.people.views import PersonViewSet, refuse_held_people, wording_permissions
from pages.translation import deletion as translation_deletion
from pages.translation import editor as translation_editor
from pages.translation import wordings as translation_wordings
from pages.translation.desk.views import RequestTranslationAction
from pages.translation.exchange.bulk import ExportTranslations
from pages.translation.glossary.import_views import admin_urls as glossary_urls
from pages.translation.glossary.views import GlossaryViewSet
from pages.translation.memory.views import memory_viewset
from pages.translation.menu import menu_item as translations_menu_item
from pages.translation.urls import admin_urls as translation_urls


@hooks.register("register_admin_viewset")
def register_reviewed_pages() -> list[Any]:
    """Give every reviewed page type, and the lists of them, their own views."""
    return [*reviewed_page_viewsets(), *index_page_viewsets()]


@hooks.register("register_admin_urls")
def register_review_urls() -> list[URLPattern | URLResolver]:
    """Add the reviewer's screens and the list of blockers."""
    return [path("medical-review/", include(admin_ui_urls))]


@hooks.register("register_admin_menu_item")
def register_review_menu_item() -> MenuItem:
    """Lead reviewers to what waits for them."""
    return MedicalReviewMenuItem(
        _("Medical review"),
        reverse("pages_review:queue"),
        name="medical-review",
        icon_name="clipboard-list",
        order=120,
    )


@hooks.register("register_reports_menu_item")
def register_signed_pages_menu_item() -> MenuItem:
    """Lead reviewers and administrators to what is signed."""
    return SignedPagesMenuItem(
        _("Signed pages"),
        reverse("pages_review:signed"),
        name="signed-pages",
        icon_name="clipboard-list",
        order=120,
    )


@hooks.register("register_reports_menu_item")
def register_evidence_menu_item() -> MenuItem:
    """Lead from the reports to what the public pages rest on."""
    return MenuItem(
        _("Evidence behind public pages"),
        reverse("pages_review:evidence"),
        name="evidence",
        icon_name="openquote",
        order=125,
    )


@hooks.register("register_reports_menu_item")
def register_claim_rules_menu_item() -> MenuItem:
    """Lead everybody who writes or reviews to the rules about claims."""
    return MenuItem(
        _("Rules about claims"),
        reverse("pages_review:claim_rules"),
        name="claim-rules",
        icon_name="list-ul",
        order=130,
    )


hooks.register("register_page_header_buttons", review_history_button)
hooks.register("register_page_header_buttons", withdraw_buttons)
hooks.register("register_page_header_buttons", preview_button)
hooks.register("register_page_header_buttons", release_buttons)
hooks.register("register_page_listing_more_buttons", review_history_button)
hooks.register("register_admin_menu_item", releases_menu_item)
hooks.register("register_page_listing_more_buttons", withdraw_buttons)


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """Style Firma's parts of the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("pages/admin_ui/firma.css"))


@hooks.register("insert_editor_js")
def blockers_js() -> str:
    """Keep the list of blockers fresh in the page editor, and show it before a submission."""
    return format_html(
        '<script src="{}"></script><script src="{}"></script>',
        static("pages/admin_ui/blockers.js"),
        static("pages/admin_ui/submission.js"),
    )


hooks.register("before_bulk_action", before_bulk_action)
hooks.register("register_bulk_action", PagePublication, order=1)
hooks.register("register_bulk_action", ReleaseTogether)
hooks.register("construct_page_action_menu", offer_cancelling)


# Before wagtail-localize's own, which would answer every POST with its "publish".
hooks.register("before_edit_page", translation_editor.before_edit_page, order=-1)
hooks.register("register_admin_urls", translation_urls, order=-1)
hooks.register("register_admin_menu_item", translations_menu_item)
hooks.register("register_bulk_action", RequestTranslationAction)
hooks.register("register_admin_viewset", lambda: memory_viewset)
hooks.register("before_delete_page", translation_deletion.before_delete_page)
hooks.register("before_bulk_action", translation_deletion.before_bulk_action)
hooks.register("register_bulk_action", ExportTranslations)

# The glossary, below the translations.
register_snippet(GlossaryViewSet)
hooks.register("register_admin_urls", glossary_urls)


# The reference library and the citation button.
register_snippet(LibraryViewSet)
hooks.register("register_rich_text_features", register_citation_feature)
hooks.register("before_delete_snippet", refuse_deletion)
hooks.register("register_bulk_action", ExportReferences)


@hooks.register("register_admin_urls")
def register_citation_urls() -> list[URLPattern | URLResolver]:
    """Add what the citation dialog asks of the library, and importing."""
    return [
        path("citations/search/", search_references, name="pages_citations_search"),
        path("citations/new/", NewReferenceView.as_view(), name="pages_citations_new"),
        path("citations/", include(import_urls())),
    ]


# People, disclaimers and authorizations: their lists, and what cannot be deleted.
register_snippet(PersonViewSet)
register_snippet(DisclaimerViewSet)
register_snippet(AuthorizationViewSet)
register_snippet(SiteProfileViewSet)
hooks.register("before_edit_snippet", tell_what_became_of_it, order=-2)
# Before wagtail-localize's own, which answers with its editor and would publish.
hooks.register("before_edit_snippet", translation_wordings.before_edit_snippet, order=-1)
hooks.register("after_create_snippet", tell_what_comes_next)
hooks.register("after_edit_snippet", tell_what_comes_next)
hooks.register("register_permissions", wording_permissions)
hooks.register("before_delete_snippet", refuse_held_people)
hooks.register("before_delete_snippet", refuse_needed_disclaimers)
hooks.register("before_delete_snippet", refuse_used_authorizations)
hooks.register("register_log_actions", register_download_action)


# What public pages show, and whom the record names, is kept.
@hooks.register("register_admin_urls", order=-1)
def register_keeping_urls() -> list[URLPattern | URLResolver]:
    """Take the place of Wagtail's own views, which have no hook and would refuse without words."""
    return [*media.delete_file_urls(), *edit_locale_urls()]


hooks.register("register_bulk_action", media.ImageBulkDeletion, order=1)
hooks.register("register_bulk_action", media.DocumentBulkDeletion, order=1)
hooks.register("before_bulk_action", accounts.before_bulk_action)
hooks.register("before_delete_user", accounts.before_delete_user)
hooks.register("after_edit_snippet", after_edit_snippet)
# Before Wagtail's own, whichever app comes first.
hooks.register("before_serve_document", before_serve_document, order=-1)


# Who is told of what becomes public.
hooks.register("register_admin_viewset", lambda: webhook_viewset)
