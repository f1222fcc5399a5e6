"""What one answer of the API needs to know about its pages, read once for all of them.

A listing of twenty pages asks the same few questions as a listing of one. Each is answered by one
query for the whole answer, and only if a field that was asked for needs it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation

from pages import conf
from pages.delivery.addresses import html_url
from pages.delivery.feed import targets
from pages.delivery.images import with_addresses
from pages.delivery.json_ld import Related, Surroundings, completed
from pages.delivery.links import Link, linked_page_ids, links_in, public_links, settle
from pages.delivery.moments import moment
from pages.delivery.page_types import base_label, model_of
from pages.delivery.publisher import Websites
from pages.delivery.references import marked, retracted_keys
from pages.delivery.review_state import review_status
from pages.delivery.translation_notice import translation_notice
from pages.delivery.visibility import public_documents, public_pages
from pages.publishing import is_reviewed
from pages.translation.currency.facts import currencies

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.delivery.models import PublishedDocument
    from pages.translation.currency.facts import TranslationCurrency

Json = Any


class Answer:
    """The public content of some pages and what surrounds it."""

    def __init__(
        self,
        pages: Sequence[Page],
        *,
        detail_url: Callable[[Page], str | None],
        absolute: Callable[[str], str],
    ) -> None:
        """Prepare an answer about these pages.

        Args:
            pages: public pages; reviewed ones without a public document have no content.
            detail_url: gives a page's address on the API.
            absolute: turns a path on this host into an address.
        """
        self._pages = {page.pk: page for page in pages}
        self._detail_url = detail_url
        self._absolute = absolute
        self._websites = Websites(absolute=absolute)

    @cached_property
    def documents(self) -> dict[int, PublishedDocument]:
        """The public documents, by page id."""
        reviewed = [pk for pk, page in self._pages.items() if is_reviewed(page.specific_class)]
        if not reviewed:
            return {}
        found = public_documents().filter(page__in=reviewed).select_related("approval")
        return {document.page_id: document for document in found}

    def is_public(self, page: Page) -> bool:
        """Tell whether there is still something to answer about a page that was found public.

        Between the two questions it may have been withdrawn. Its row must not answer in the place
        of its document.
        """
        return page.pk in self.documents or not is_reviewed(page.specific_class)

    def title(self, page: Page) -> str:
        """Return the title that was signed, or the row's where pages of its type carry no prose."""
        document = self.documents.get(page.pk)
        return str(document.content["title"]) if document else page.title

    def field(self, page: Page, name: str) -> Json:
        """Return one field of a page's content as the public reads it now, or None."""
        document = self.documents.get(page.pk)
        if document is None or name not in document.content:
            return None
        value = document.content[name]
        if name == "references":
            return marked(value, retracted=self._retracted)
        links = {
            chosen: link
            for (chosen, locale_id), link in self._links.items()
            if locale_id == page.locale_id
        }
        describe = self.nested if name in _RELATIONS else self._chosen
        return self._with_addresses(settle(value, links, describe))

    def seo(self, page: Page, name: str) -> str:
        """Return ``"title"`` or ``"description"`` of what was signed for search engines."""
        document = self.documents.get(page.pk)
        if document is not None:
            return str(document.content["seo"][name])
        return str(page.seo_title if name == "title" else page.search_description)

    def nested(self, link: Link) -> Json:
        """Return a related page in the form in which Wagtail's API nests pages."""
        return {
            "id": link.page.pk,
            "meta": {
                "type": model_of(link.page)._meta.label,
                "detail_url": self._detail_url(link.page),
                "html_url": link.html_url,
            },
            "title": link.title,
        }

    def review(self, page: Page) -> Json:
        """Return who signed the page, when, and until when; None for pages without review."""
        document = self.documents.get(page.pk)
        if document is None:
            return None
        approval = document.approval
        due = approval.expires_at
        return {
            "status": review_status(due=due, now=timezone.now()),
            "reviewed_by": {
                "name": approval.reviewer_name,
                "credentials": approval.reviewer_credentials,
            },
            "reviewed_at": moment(approval.signed_at),
            "next_review_due": moment(due),
            "fingerprint": approval.fingerprint,
        }

    def due(self, page: Page) -> datetime.datetime | None:
        """Return when the page's next review is due; None for never, or without review."""
        document = self.documents.get(page.pk)
        return None if document is None else document.approval.expires_at

    def parent(self, page: Page) -> Json:
        """Return the page above in the form in which Wagtail nests pages, if it is public."""
        above = self._parents.get(page.path[: -page.steplen])
        return None if above is None else self.nested(above)

    def targets(self, page: Page) -> frozenset[str]:
        """Return what is said of a page rests on; see `pages.delivery.feed.targets`.

        Pages stand for their families: in a link that has no translation yet there may be one
        tomorrow.
        """
        found = {targets.page(page.pk), targets.family(page.translation_key)}
        found |= {
            targets.family(key)
            for path, key in self._keys_above.items()
            if page.path.startswith(path)
        }
        if document := self.documents.get(page.pk):
            linked = linked_page_ids(document.content)
            found |= {targets.family(self._keys_of_linked[pk]) for pk in linked & self._linked}
            found |= {targets.reference(one["key"]) for one in document.content["references"]}
        return frozenset(found)

    def json_ld(self, page: Page) -> Json:
        """Return the page's schema.org description; None for pages without review."""
        document = self.documents.get(page.pk)
        if document is None:
            return None
        return self._with_addresses(
            completed(document.content["json_ld"], self._surroundings(page, document))
        )

    def _surroundings(self, page: Page, document: PublishedDocument) -> Surroundings:
        """Return what the JSON-LD of a page says beyond its own content."""
        alternates = {
            other["locale"]: other["html_url"]
            for other in self.alternates(page)
            if other["html_url"]
        }
        source = self._sources.get((page.translation_key, page.locale_id))
        here = html_url(page)
        above = [
            (link.title, link.html_url)
            for link in self._ancestors
            if page.path.startswith(link.page.path) and link.html_url
        ]
        kind = base_label(page.specific_class)
        return Surroundings(
            url=here,
            reviewer_name=document.approval.reviewer_name,
            reviewer_credentials=document.approval.reviewer_credentials,
            reviewed_at=document.approval.signed_at,
            published_at=page.first_published_at,
            modified_at=document.approval.activated_at,
            website=self._websites.of(page),
            trail=[*above, (self.title(page), here)] if here else (),
            source=(source[0], alternates[source[0]])
            if source is not None and source[0] in alternates
            else None,
            translations=[
                (language, url)
                for language, url in alternates.items()
                if self._is_source_of(page, language)
            ],
            related=self._related(page, document),
            specialties=conf.specialties().get(kind, ()),
        )

    def _related(self, page: Page, document: PublishedDocument) -> list[Related]:
        """Return the public pages that a page names as treatments, conditions or its subject."""
        chosen = [document.content.get(name) for name in sorted(_RELATIONS)]
        # One after the other, in the order that the editor chose.
        each = [one for value in chosen for one in (value if isinstance(value, list) else [value])]
        ids = [page_id for one in each for page_id in linked_page_ids(one)]
        links = [self._links.get((page_id, page.locale_id)) for page_id in ids]
        return [
            Related(
                kind=base_label(model_of(link.page)),
                name=link.title,
                url=link.html_url,
                regulatory_status=link.regulatory_status,
            )
            for link in links
            if link is not None
        ]

    def _is_source_of(self, page: Page, language: str) -> bool:
        """Tell whether the public page in another language was translated from this one."""
        return any(
            other.locale.language_code == language
            and self._sources.get((page.translation_key, other.locale_id), ("", None))[1]
            == page.locale_id
            for other in self._families.get(page.translation_key, ())
        )

    def alternates(self, page: Page) -> list[Json]:
        """Return the page's public translations, by language code."""
        others = [
            other
            for other in self._families.get(page.translation_key, ())
            if other.locale_id != page.locale_id
        ]
        return [
            {
                "locale": other.locale.language_code,
                "html_url": html_url(other),
                "detail_url": self._detail_url(other),
            }
            for other in sorted(others, key=lambda other: other.locale.language_code)
        ]

    def translation(self, page: Page) -> Json:
        """Return where a translated page comes from; None for a source, or without review.

        ``is_current`` tells whether what was signed of the source is still the text that was
        translated.
        """
        currency = self._currencies.get(page.pk)
        if currency is None:
            return None
        source = self._sources[page.translation_key, page.locale_id]
        return translation_notice(
            currency,
            source_locale=source[0],
            language=page.locale.language_code,
            shown=self.documents[page.pk].content,
        )

    @cached_property
    def _links(self) -> dict[tuple[int, int], Link]:
        ids = {
            page_id
            for document in self.documents.values()
            for page_id in linked_page_ids(document.content)
        }
        if not ids:
            return {}
        return links_in(ids, locale_ids={page.locale_id for page in self._pages.values()})

    @cached_property
    def _keys_of_linked(self) -> dict[int, Any]:
        ids = {
            page_id
            for document in self.documents.values()
            for page_id in linked_page_ids(document.content)
        }
        if not ids:
            return {}
        return dict(Page.objects.filter(pk__in=ids).values_list("pk", "translation_key"))

    @property
    def _linked(self) -> set[int]:
        return set(self._keys_of_linked)

    @cached_property
    def _above(self) -> list[Any]:
        """All pages above those of the answer, the highest first; each tells if it is public."""
        is_public = Exists(public_pages().filter(pk=OuterRef("pk")))
        above = Page.objects.filter(path__in=self._paths_above).annotate(is_public=is_public)
        return list(above.select_related("locale").order_by("path"))

    @cached_property
    def _keys_above(self) -> dict[str, Any]:
        return {page.path: page.translation_key for page in self._above}

    @property
    def _paths_above(self) -> set[str]:
        """The places of the pages above those of the answer, below the root of the tree."""
        step = Page.steplen
        return {
            page.path[:end]
            for page in self._pages.values()
            for end in range(2 * step, len(page.path), step)
        }

    @cached_property
    def _parents(self) -> dict[str, Link]:
        return {link.page.path: link for link in self._ancestors}

    @cached_property
    def _ancestors(self) -> list[Link]:
        """The public pages above those of the answer, the highest first."""
        return list(public_links(page for page in self._above if page.is_public).values())

    @cached_property
    def _retracted(self) -> set[str]:
        return retracted_keys(
            reference["key"]
            for document in self.documents.values()
            for reference in document.content["references"]
        )

    @cached_property
    def _families(self) -> dict[Any, list[Page]]:
        found: dict[Any, list[Page]] = {}
        for page in (
            public_pages().filter(translation_key__in=self._keys()).select_related("locale")
        ):
            found.setdefault(page.translation_key, []).append(page)
        return found

    @cached_property
    def _sources(self) -> dict[tuple[Any, int], tuple[str, int]]:
        rows = Translation.objects.filter(source__object_id__in=self._keys()).values_list(
            "source__object_id",
            "target_locale_id",
            "source__locale__language_code",
            "source__locale_id",
        )
        return {(key, target): (code, source) for key, target, code, source in rows}

    @cached_property
    def _currencies(self) -> dict[int, TranslationCurrency]:
        sources: dict[int, tuple[Any, int]] = {}
        for page_id, document in self.documents.items():
            page = self._pages[page_id]
            source = self._sources.get((page.translation_key, page.locale_id))
            if source is not None and document.approval.source_fingerprint:
                sources[page_id] = (page.translation_key, source[1])
        return currencies(sources) if sources else {}

    def _keys(self) -> list[Any]:
        return [page.translation_key for page in self._pages.values()]

    def _chosen(self, link: Link) -> Json:
        return {
            "title": link.title,
            "html_url": link.html_url,
            "detail_url": self._detail_url(link.page),
        }

    def _with_addresses(self, value: Json) -> Json:
        """Return content with paths on this host turned into addresses, for other hosts to use."""
        if isinstance(value, str):
            return value.replace('href="/', f'href="{self._absolute("")}/')
        if isinstance(value, list):
            return [self._with_addresses(item) for item in value]
        if isinstance(value, dict):
            if "renditions" in value:
                value = with_addresses(value, self._absolute)
            return {
                name: self._absolute(item)
                if name == "url" and isinstance(item, str) and item.startswith("/")
                else self._with_addresses(item)
                for name, item in value.items()
            }
        return value


_RELATIONS = frozenset({"treatments", "conditions", "condition", "procedure"})
