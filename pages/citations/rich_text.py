"""The rich text feature ``citation``: how Wagtail stores, shows and indexes citations.

Stored: ``<a linktype="citation" keys="smolen-2016 gabriel-2009">[Smolen 2016; Gabriel 2009]</a>``.
The editor's part is in ``static/pages/citations/citation-editor.js``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler

from pages.citations.indexing import primary_keys
from pages.citations.inline import LINK_TYPE
from pages.citations.models import Reference

if TYPE_CHECKING:
    from wagtail.rich_text.feature_registry import FeatureRegistry

FEATURE: Final = "citation"
ENTITY: Final = "CITATION"


class CitationLinkHandler(LinkHandler):
    """What a citation link becomes where no numbers are known, and what it points to."""

    identifier = LINK_TYPE

    @staticmethod
    def get_model() -> type[Reference]:
        """Return the model of what citations point to."""
        return Reference

    @classmethod
    def get_instance(cls, attrs: dict[str, str]) -> Reference:
        """Return the first reference that a citation names.

        Raises:
            Reference.DoesNotExist: it names none, or one that the library does not have.
        """
        return Reference.objects.get(key=next(iter(_keys(attrs)), ""))

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Reference | None]:
        """Return the first reference of each citation, None where the library lacks it."""
        firsts = [next(iter(_keys(attrs)), "") for attrs in attrs_list]
        library = Reference.objects.in_bulk(set(firsts), field_name="key")
        return [library.get(key) for key in firsts]

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        """Return the opening tag of a plain link to the entry in the list of references.

        Numbers need the whole page: `pages.citations.inline.render` writes them.
        """
        keys = _keys(attrs)
        if not keys:
            return "<a>"
        return format_html(
            '<a class="citation" href="#ref-{}" data-reference="{}">', keys[0], " ".join(keys)
        )

    @classmethod
    def extract_references(
        cls, attrs: dict[str, str]
    ) -> Iterator[tuple[type[Reference], str, str, str]]:
        """Yield every reference that a citation names, for Wagtail's reference index."""
        for primary_key in primary_keys(_keys(attrs)):
            yield Reference, str(primary_key), "", ""


class CitationElementHandler(InlineEntityElementHandler):
    """Turns a stored citation into an entity of the editor, to be changed only as a whole."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        """Return the data of the editor's entity: its keys."""
        return {"keys": _keys(attrs)}


class CitationFeature(EntityFeature):
    """The citation button of the editor, and its keyboard shortcut."""

    shortcut = "CITATION_SHORTCUT"

    def construct_options(self, options: dict[str, Any]) -> None:
        """Add the entity type and the shortcut to an editor's options."""
        super().construct_options(options)
        options.setdefault("plugins", []).append({"type": self.shortcut})


def citation_entity(properties: dict[str, Any]) -> Any:
    """Return the element that is stored for an entity of the editor; its text if it has no keys."""
    keys = properties.get("keys") or []
    if isinstance(keys, str):
        keys = keys.split()
    if not keys:
        return properties["children"]
    return DOM.create_element(
        "a", {"linktype": LINK_TYPE, "keys": " ".join(_unique(keys))}, properties["children"]
    )


def register_citation_feature(features: FeatureRegistry) -> None:
    """Register the feature with Wagtail's rich text: link type, editor and conversion."""
    features.register_link_type(CitationLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        CitationFeature(
            {
                "type": ENTITY,
                "icon": "openquote",
                "description": _("Citation (Ctrl + Alt + F)"),
                "attributes": ["keys"],
                "searchUrl": reverse_lazy("pages_citations_search"),
                "strings": EDITOR_STRINGS,
            },
            js=[
                "pages/citations/citation-new.js",
                "pages/citations/citation-dialog.js",
                "pages/citations/citation-editor.js",
            ],
            css={"all": ["pages/citations/citations.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {
                f'a[linktype="{LINK_TYPE}"]': CitationElementHandler(ENTITY),
            },
            "to_database_format": {"entity_decorators": {ENTITY: citation_entity}},
        },
    )


EDITOR_STRINGS: Final = {
    "title": _("Cite references"),
    "search": _("Search the library"),
    "searchHelp": _("Author, title, year, DOI or PMID"),
    "results": _("Found in the library"),
    "chosen": _("In this citation"),
    "chosenNone": _("Nothing chosen yet."),
    "add": _("Add “%(reference)s”"),
    "up": _("Move “%(reference)s” up"),
    "down": _("Move “%(reference)s” down"),
    "remove": _("Remove “%(reference)s”"),
    "insert": _("Insert citation"),
    "save": _("Save citation"),
    "removeCitation": _("Remove citation"),
    "edit": _("Change"),
    "cancel": _("Cancel"),
    "found": _("Found: %(count)s"),
    "more": _("Found: %(total)s. The first %(count)s are shown; type more words."),
    "none": _("Nothing in the library matches."),
    "failed": _("The library did not answer. Try again."),
    "retracted": _("Retracted"),
    "missing": _("Not in the library"),
    "added": _("Added: %(reference)s"),
    "removed": _("Removed: %(reference)s"),
    "moved": _("%(reference)s is now number %(place)s in this citation"),
    "citation": _("Citation %(number)s: %(reference)s"),
    "newReference": _("Add a new reference"),
    "newTitle": _("New reference"),
    "newAdded": _("Added to the library and to this citation: %(reference)s"),
    "newFailed": _("The library did not answer. What you typed is still here; try again."),
}
"""What the editor's part says, translated when the page is rendered."""


def _keys(attrs: dict[str, str]) -> list[str]:
    return _unique((attrs.get("keys") or "").split())


def _unique(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))
