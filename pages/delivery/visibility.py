"""What is public: the one definition that every answer of the API is cut to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import StrIndex
from wagtail.models import Page, PageViewRestriction, get_page_models

from pages.delivery.models import PublishedDocument
from pages.publishing import reviewed_models

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet


def public_documents() -> QuerySet[PublishedDocument]:
    """Return the documents that the public may read.

    Their page is live and behind no view restriction, and the approval they were built from is
    active: used, and neither replaced by a newer one nor withdrawn. An approval that is merely
    overdue still counts; what happens then is the site's policy.
    """
    return active_documents().filter(page__in=_open_pages())


def plain_pages() -> PageQuerySet[Any]:
    """Return those of the pages that the public may read that need no document."""
    reviewed = set(reviewed_models())
    plain = [model for model in get_page_models() if model not in reviewed]
    types = ContentType.objects.get_for_models(*plain).values()
    return _open_pages().filter(content_type__in=[content_type.pk for content_type in types])


def public_pages() -> PageQuerySet[Any]:
    """Return the pages that the public may read.

    Pages of reviewed types are among them only with a public document. Whoever asks, pages behind
    a view restriction (theirs or an ancestor's) are not.
    """
    # By each page's own document: few pages are asked about far more often than all. With the
    # language, so that the index of documents without their content is enough.
    own = active_documents().filter(page=OuterRef("pk"), locale=OuterRef("locale__language_code"))
    return _open_pages().filter(Exists(own) | _needs_no_document())


def public_pages_with_documents() -> PageQuerySet[Any]:
    """Return the same pages, for those who read the documents along.

    What is read of a document anyway need not be looked up: PostgreSQL plans it in two thirds of
    the time, which is most of what reading one page takes.
    """
    own = _is_active("published_document__approval__")
    in_its_language = Q(published_document__locale=F("locale__language_code"))
    return _open_pages().filter(own & in_its_language | _needs_no_document())


def active_documents() -> QuerySet[PublishedDocument]:
    """Return the documents whose approval was used, and neither replaced nor withdrawn since."""
    return PublishedDocument.objects.filter(_is_active("approval__"))


def _is_active(approval: str) -> Q:
    """Return the condition on an approval, given the way to it."""
    return Q(
        **{
            f"{approval}activated_at__isnull": False,
            f"{approval}superseded_at__isnull": True,
            f"{approval}withdrawn_at__isnull": True,
        }
    )


def _needs_no_document() -> Q:
    reviewed = ContentType.objects.get_for_models(*reviewed_models()).values()
    return ~Q(content_type__in=[content_type.pk for content_type in reviewed])


def _open_pages() -> PageQuerySet[Any]:
    """Return live pages below the root that are behind no view restriction."""
    # The path by itself, not by a join: where there are no restrictions, as there mostly are none,
    # SQLite would rather begin with all pages, for each page.
    own = Page.objects.filter(pk=OuterRef("page_id")).order_by().values("path")[:1]
    above = PageViewRestriction.objects.alias(at=StrIndex(OuterRef("path"), Subquery(own)))
    above = above.filter(at=1)
    pages: PageQuerySet[Any] = Page.objects.filter(~Exists(above), live=True, depth__gt=1)
    return pages
