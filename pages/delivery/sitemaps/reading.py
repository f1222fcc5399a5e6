"""What stands in a site's sitemaps, read in one pass: public pages, family by family."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, F, Func, IntegerField, Max, Q
from django.db.models.functions import Length
from wagtail.models import Site

from pages import conf
from pages.delivery.addresses import place_of, site_roots
from pages.delivery.sitemaps.rendering import Version
from pages.delivery.visibility import public_pages
from pages.disclaimers.approvals import DisclaimerApproval

if TYPE_CHECKING:
    from wagtail.models.sites import SiteRootPath
    from wagtail.query import PageQuerySet

CHUNK: Final = 2000
_ENCODED: Final = 6
"""Upper bound of characters, percent-encoded, for each byte that a letter has beyond its first."""

Signed = Mapping[tuple[str, str], datetime.datetime]
"""When the newest wording of a disclaimer was signed, by key and language."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a sitemap holds.

    Attributes:
        pages: number of public pages.
        longest_address: upper bound of the bytes of their addresses.
    """

    pages: int
    longest_address: int


class _Bytes(Func):
    """The length of a text in UTF-8."""

    function = "OCTET_LENGTH"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="LENGTH(CAST(%(expressions)s AS BLOB))", **context
        )


def extents(site: Site) -> dict[str, Extent]:
    """Return what each language's sitemap holds, by language; without those that hold nothing."""
    characters = Length("url_path")
    rows = (
        _listed(site)
        .order_by()
        .values("locale__language_code")
        .annotate(
            pages=Count("pk"),
            longest=Max(characters + _ENCODED * (_Bytes(F("url_path")) - characters)),
        )
        .values_list("locale__language_code", "pages", "longest")
    )
    before = len(conf.frontend_url()) + max(
        (len(root.language_code) for root in site_roots()), default=0
    )
    return {
        language: Extent(pages, longest + before + 2) for language, pages, longest in sorted(rows)
    }


def families(site: Site) -> Iterator[list[Version]]:
    """Yield each public page of a site in all languages in which it is public.

    One query for the pages and one for the disclaimers, read as they are needed.
    """
    signed = _signed_wordings()
    roots = site_roots()
    rows = (
        _listed(site)
        .order_by("translation_key", "locale__language_code")
        .values_list(
            "translation_key",
            "url_path",
            "locale__language_code",
            "last_published_at",
            "published_document__approval__activated_at",
            "published_document__approval__disclaimer_versions",
            named=True,
        )
    )
    for _key, members in groupby(
        rows.iterator(chunk_size=CHUNK), key=attrgetter("translation_key")
    ):
        yield list(_versions(members, roots=roots, signed=signed))


def last_public_change(
    *,
    published_at: datetime.datetime | None,
    activated_at: datetime.datetime | None,
    disclaimers: Iterable[Mapping[str, Any]],
    signed: Signed,
) -> datetime.datetime | None:
    """Return when what the public reads of a page last changed.

    That is when the signature came into force under which it is public, or when a newer wording of
    one of its disclaimers was signed. What is done to the row of a reviewed page changes nothing.

    Args:
        published_at: when a page without review was last published.
        activated_at: when the signature of a reviewed page came into force.
        disclaimers: what its approval keeps of them.
        signed: when the wordings were signed that pages show now.
    """
    if activated_at is None:
        return published_at
    wordings = (signed.get((str(one["key"]), str(one["locale"]))) for one in disclaimers)
    return max([activated_at, *(moment for moment in wordings if moment is not None)])


def _versions(
    rows: Iterable[Any], *, roots: Sequence[SiteRootPath], signed: Signed
) -> Iterator[Version]:
    for row in rows:
        place = place_of(row.url_path, roots)
        if place is not None:
            yield Version(
                language=row.locale__language_code,
                address=f"{conf.frontend_url()}{place.path}",
                changed_at=last_public_change(
                    published_at=row.last_published_at,
                    activated_at=row.published_document__approval__activated_at,
                    disclaimers=row.published_document__approval__disclaimer_versions or (),
                    signed=signed,
                ),
            )


def _listed(site: Site) -> PageQuerySet[Any]:
    """Return the public pages of a site, without those of a site whose home lies below its own."""
    roots = site_roots()
    own = [root for root in roots if root.site_id == site.pk]
    inside = Q(pk__in=[])
    for root in own:
        inside |= Q(url_path__startswith=root.root_path)
    pages = public_pages().filter(inside)
    for root in roots:
        if root.site_id != site.pk and any(
            root.root_path != one.root_path and root.root_path.startswith(one.root_path)
            for one in own
        ):
            pages = pages.exclude(url_path__startswith=root.root_path)
    return pages


def _signed_wordings() -> Signed:
    rows = DisclaimerApproval.objects.order_by("version__version").values_list(
        "key", "language_code", "signed_at"
    )
    return {(key, language): signed_at for key, language, signed_at in rows}
