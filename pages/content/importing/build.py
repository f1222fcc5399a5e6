"""Writing an imported page: the draft, its references and the ledger, in one transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.fields import StreamField
from wagtail.log_actions import log

from pages.citations.library import UnusableReference, get_or_create_reference
from pages.citations.parsing import parse_reference_text
from pages.content.importing.condition import draft_condition
from pages.content.importing.drafting import Draft
from pages.content.importing.elements import LeftOut, Notice
from pages.content.importing.markers import Citation, with_citations
from pages.content.importing.outline import read_outline
from pages.content.importing.places import MODELS, find_locale, find_parent, free_slug
from pages.content.importing.procedure import draft_procedure
from pages.content.importing.reading import Source
from pages.content.importing.refusals import ImportRefused
from pages.content.importing.report import ImportedPage, ImportedReference, ImportReport
from pages.content.importing.vocabulary import LANGUAGES, PageType
from pages.ledger import record
from pages.ledger.models import LedgerEntry
from pages.publishing import blockers
from pages.publishing.locks import lock_page

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from wagtail.models import Locale, Page

    from pages.citations.models import Reference
    from pages.content.base import ReviewedPage


_NEEDED: Final = {
    "year": gettext_lazy("no year"),
    "container_title": gettext_lazy("no journal or book"),
    "volume": gettext_lazy("no volume"),
    "pages": gettext_lazy("no pages"),
}
"""What a reader needs to find a publication that has no identifier."""


def import_page(
    *,
    source: Source,
    page_type: PageType,
    language: str,
    parent_path: str = "",
    actor: AbstractBaseUser | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Turn a page of an old site into a draft.

    Args:
        source: the file, as it was read.
        page_type: the type of page to make.
        language: code of the language that it is written in.
        parent_path: below which page it goes; see `pages.content.importing.places.find_parent`.
        actor: whose draft it is; who imports a page counts as one of its authors.
        dry_run: do everything, report it, and take it back.

    Returns:
        What was made, what was left out, and what now blocks the page.

    Raises:
        WrongUsage: the site has no such language or no such place.
        ImportRefused: nothing in the file looks like a page, or the page cannot be saved.
    """
    locale = find_locale(language)
    parent = find_parent(page_type=page_type, locale=locale, path=parent_path)
    draft = make_draft(source=source, page_type=page_type, language=locale.language_code)
    with transaction.atomic():
        lock_page(parent.pk)
        report = _Writing(
            source=source,
            draft=draft,
            page_type=page_type,
            locale=locale,
            parent=parent,
            actor=actor,
        ).written(dry_run=dry_run)
        if dry_run:
            transaction.set_rollback(True)
    return report


def make_draft(*, source: Source, page_type: PageType, language: str) -> Draft:
    """Return the draft of a file as plain values, without touching the database.

    Raises:
        ImportRefused: nothing in it looks like a page.
    """
    outline = read_outline(source, page_type=page_type, language=language)
    make = draft_condition if page_type == "condition" else draft_procedure
    return make(outline, language=language)


class _Writing:
    """One import, inside its transaction."""

    def __init__(
        self,
        *,
        source: Source,
        draft: Draft,
        page_type: PageType,
        locale: Locale,
        parent: Page,
        actor: AbstractBaseUser | None,
    ) -> None:
        self.source = source
        self.draft = draft
        self.page_type = page_type
        self.locale = locale
        self.parent = parent
        self.actor = actor
        self.left_out = list(draft.left_out)
        self.notices = list(draft.notices)
        self.imported: list[ImportedReference] = []
        self.listed: list[Reference] = []
        self.citations: dict[int, Citation] = {}

    def written(self, *, dry_run: bool) -> ImportReport:
        """Write everything and say what it was."""
        self._remark()
        self._write_references()
        page, citations_made = self._write_page()
        record(
            action="page.imported",
            page=page,
            actor=self.actor,
            data={
                "file": self.source.name,
                "sha256": self.source.sha256,
                "references": [reference.key for reference in self.listed],
                "left_out": len(self.left_out),
            },
        )
        return ImportReport(
            page=ImportedPage(
                id=None if dry_run else page.pk,
                type=page._meta.label,
                title=page.title,
                slug=page.slug,
                locale=self.locale.language_code,
                parent=self.parent.url_path,
                summary=page.summary,
                edit_url=None if dry_run else _edit_url(page),
            ),
            dry_run=dry_run,
            made=self._made(citations_made),
            placed=self.draft.placed,
            references=tuple(self.imported),
            left_out=tuple(sorted(self.left_out, key=lambda left: left.line)),
            warnings=tuple(sorted(self.notices, key=lambda notice: notice.line)),
            blockers=tuple(blockers(page)),
        )

    def _remark(self) -> None:
        """Tell what about the file as a whole the editor should know."""
        earlier = (
            LedgerEntry.objects.filter(action="page.imported", data__sha256=self.source.sha256)
            .exclude(page_id=None)
            .order_by("-pk")
            .first()
        )
        if earlier:
            self._notice(
                "imported_before",
                _("This very file was imported before, as page %(id)s (“%(title)s”).")
                % {"id": earlier.page_id, "title": earlier.page_title},
            )
        if self.locale.language_code.partition("-")[0].lower() not in LANGUAGES:
            self._notice(
                "language",
                _("Headings are recognised in English and Spanish only: the text is in sections."),
            )

    def _notice(self, code: str, message: str, line: int = 0) -> None:
        self.notices.append(Notice(line, code, message))

    def _write_references(self) -> None:
        for found in self.draft.references:
            parsed = parse_reference_text(found.text)
            try:
                # A savepoint: PostgreSQL takes nothing more after an error in a transaction.
                with transaction.atomic():
                    reference, created = get_or_create_reference(parsed=parsed, actor=self.actor)
            except (UnusableReference, ValidationError) as error:
                self.left_out.append(LeftOut(found.line, found.text, "unusable_reference"))
                self._notice("unusable_reference", _sentence(error), found.line)
                continue
            self.imported.append(
                ImportedReference(
                    line=found.line,
                    key=reference.key,
                    text=found.text,
                    created=created,
                    unparsed=tuple(parsed.unparsed),
                )
            )
            if found.number:
                self.citations.setdefault(found.number, Citation(reference.key, reference.label))
            if reference in self.listed:
                self._notice(
                    "repeated_reference",
                    _("This reference stands in the list twice: “%(reference)s”")
                    % {"reference": reference.label},
                    found.line,
                )
            else:
                self.listed.append(reference)
            self._remark_on_gaps(reference, found.line)
            if parsed.unparsed:
                self._notice(
                    "reference_unparsed",
                    _("Of “%(reference)s” this was not understood: %(pieces)s")
                    % {"reference": reference.label, "pieces": "; ".join(parsed.unparsed)},
                    found.line,
                )

    def _remark_on_gaps(self, reference: Reference, line: int) -> None:
        """Tell what a reader would need to find the publication, and the library does not have."""
        if any(getattr(reference, name) for name in ("doi", "pmid", "pmcid", "isbn", "url")):
            return
        lacking = [str(label) for name, label in _NEEDED.items() if not getattr(reference, name)]
        self._notice(
            "reference_incomplete",
            _(
                "“%(reference)s” has no identifier (DOI or PMID)%(lacking)s: complete it in the "
                "library."
            )
            % {
                "reference": reference.label,
                "lacking": "".join(f", {name}" for name in lacking),
            },
            line,
        )

    def _write_page(self) -> tuple[ReviewedPage, int]:
        model = MODELS[self.page_type]
        slug, is_free = free_slug(self.draft.title, parent=self.parent, page_type=self.page_type)
        if not is_free:
            self._notice(
                "slug",
                _("A page with this address exists: the new one got “%(slug)s”.") % {"slug": slug},
            )
        page = model(
            title=self.draft.title,
            draft_title=self.draft.title,
            slug=slug,
            locale=self.locale,
            live=False,
            has_unpublished_changes=True,
            owner=self.actor,
            summary=self.draft.summary,
            search_description=self.draft.search_description,
        )
        made = 0
        for name, value in self.draft.values.items():
            with_links, count = with_citations(value, self.citations)
            _set(page, name, with_links)
            made += count
        listed = [{"type": "reference", "value": reference.pk} for reference in self.listed]
        _set(page, "listed_references", listed)
        try:
            self.parent.add_child(instance=page)
        except ValidationError as error:
            raise ImportRefused(
                _("The page cannot be saved: %(reason)s") % {"reason": _sentence(error)}
            ) from error
        log(instance=page, action="wagtail.create", content_changed=True, user=self.actor)
        page.save_revision(user=self.actor)
        saved: ReviewedPage = model.objects.get(pk=page.pk)
        return saved, made

    def _made(self, citations_made: int) -> dict[str, int]:
        draft = self.draft
        symptoms = draft.values.get("symptoms", [])
        return {
            "sections": draft.count("body", "section"),
            "tables": draft.count("body", "table"),
            "symptoms": len(symptoms),
            "symptom_forms": sum(len(entry["value"]["children"]) for entry in symptoms),
            "stages": draft.count("stages"),
            "steps": draft.count("steps"),
            "criteria": draft.count("criteria"),
            "adverse_effects": draft.count("adverse_effects"),
            "questions": draft.count("faq"),
            "fields": sum(isinstance(value, str) for value in draft.values.values()),
            "references": len(self.listed),
            "references_created": sum(entry.created for entry in self.imported),
            "citations": citations_made,
        }


def _set(page: ReviewedPage, name: str, value: Any) -> None:
    """Set a field from stored rich text or from raw blocks."""
    field = page._meta.get_field(name)
    if isinstance(field, StreamField):
        value = field.to_python(json.dumps(value))
    setattr(page, name, value)


def _sentence(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _edit_url(page: Page) -> str | None:
    try:
        path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    except NoReverseMatch:
        return None
    return f"{getattr(settings, 'WAGTAILADMIN_BASE_URL', '').rstrip('/')}{path}"
