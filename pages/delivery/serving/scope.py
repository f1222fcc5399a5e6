"""Which site was asked: its pages, and the address that the API has there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from wagtail.api.utils import get_base_url
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Page

from pages.delivery.feed import targets
from pages.delivery.visibility import public_pages, public_pages_with_documents

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.query import PageQuerySet


@dataclass(frozen=True, slots=True)
class Scope:
    """A site as it is asked.

    Attributes:
        base: scheme and host of the API's addresses, or empty where none is known.
        site_id: the site; None where there is none.
        root_id: its root page; None where there is no site.
        roots: the places in Wagtail's tree below which its pages are, one per language.
        targets: what makes this out of date, beside a change of the sites.
    """

    base: str
    site_id: int | None
    root_id: int | None
    roots: tuple[str, ...]
    targets: tuple[str, ...] = ()

    def has(self, path: str) -> bool:
        """Tell whether a place in the tree belongs to the site."""
        return path.startswith(self.roots) if self.roots else False

    def has_above(self, path: str) -> bool:
        """Tell whether the place above one belongs to the site."""
        return self.has(path[: -Page.steplen])

    def pages(self, *, with_documents: bool = False) -> PageQuerySet[Any]:
        """Return the site's public pages.

        Args:
            with_documents: whether their documents are read along.
        """
        inside = Q()
        for root in self.roots:
            inside |= Q(path__startswith=root)
        public = public_pages_with_documents() if with_documents else public_pages()
        return public.filter(inside) if self.roots else public.none()


def read_scope(request: HttpRequest) -> Scope:
    """Return the site that a request names with ``?site=``, or by its host.

    Raises:
        BadRequestError: it names none, or several.
    """
    try:
        site = SiteFilterValidator(site=request.GET.get("site"), request=request).site_obj
    except ValueError as error:
        raise BadRequestError(str(error)) from error
    base = get_base_url(request) or ""
    if site is None:
        return Scope(base, None, None, ())
    root = site.root_page
    with_languages = getattr(settings, "WAGTAIL_I18N_ENABLED", False)
    family = Page.objects.filter(translation_key=root.translation_key)
    rows = family if with_languages else Page.objects.filter(pk=root.pk)
    roots = tuple(rows.order_by("path").values_list("path", flat=True))
    return Scope(base, site.pk, root.pk, roots, (targets.family(root.translation_key),))
