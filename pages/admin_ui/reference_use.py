"""Where a reference is used: the pages and drafts, with their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page
from wagtail.snippets.views.snippets import UsageView

from pages.citations.models import Reference
from pages.citations.protection import used_by
from pages.content.examination.citing import citing_sentences
from pages.publishing import is_reviewed

if TYPE_CHECKING:
    from pages.content.examination.citing import CitingSentence


class SentencesColumn(Column):
    """The sentences that cite the reference, each with a link to its place."""

    cell_template_name = "pages/citations/sentences_cell.html"


class ReferenceUsageView(UsageView):
    """Every page and draft that uses a reference, in both languages, with its sentences."""

    # Whoever may look at the library may look at this.
    permission_required = None
    any_permission_required: ClassVar[list[str]] = ["add", "change", "delete", "view"]

    def get_queryset(self) -> Any:
        """Return what uses the reference, drafts included, with no rows of the index."""
        return [(user, []) for user in sorted(used_by(self.object), key=str)]

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns: what it is, in which language, and the sentences."""
        return [
            _LinkedTitle(
                "name", label=_("Name"), accessor="label", get_url=lambda row: row["edit_url"]
            ),
            Column("language", label=_("Language"), accessor=lambda row: _language(row["object"])),
            Column("state", label=_("State"), accessor=lambda row: _state(row["object"])),
            SentencesColumn(
                "sentences",
                label=_("Sentences"),
                accessor=lambda row: _linked(row, self.object),
            ),
        ]


class _LinkedTitle(TitleColumn):
    def get_link_attrs(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Return what the link says to those who point at it."""
        return {"title": instance["edit_link_title"] or ""}


def _sentences(user: Any, reference: Reference) -> list[CitingSentence]:
    if not isinstance(user, Page):
        return []
    draft = user.get_latest_revision_as_object()
    return citing_sentences(draft, reference.key) if is_reviewed(draft) else []


def _linked(row: dict[str, Any], reference: Reference) -> list[tuple[CitingSentence, str]]:
    """Return the sentences of a row with the addresses of their places.

    Nothing of what this user may not edit: it may be a draft that is not theirs to read.
    """
    if not row["edit_url"]:
        return []
    return [
        (sentence, f"{row['edit_url']}#content-path-{sentence.path}")
        for sentence in _sentences(row["object"], reference)
    ]


def _language(user: Any) -> str:
    locale = getattr(user, "locale", None)
    return locale.get_display_name() if locale is not None else ""


def _state(user: Any) -> str:
    if not isinstance(user, Page):
        return ""
    return _("public") if Page.objects.filter(pk=user.pk, live=True).exists() else _("draft")
