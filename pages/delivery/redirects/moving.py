"""Making redirects when a page moves or is renamed, in the transaction in which it does.

Wagtail tells of moves when they are over, and of renames when they are committed; a server that
stops in between would leave addresses that lead nowhere. So these receivers listen to the row
being written, which both kinds of move do once, for the page at the top. What they cost is a
constant number of queries, and one for each thousand of pages below.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from pages import conf
from pages.delivery.addresses import Place, forget_site_roots, place_of, site_roots
from pages.delivery.redirects.planning import Moving, Plan, plan_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

BATCH: Final = 1000
_PLAN: Final = "_firma_redirects"
_PLACES: Final = frozenset({"slug", "url_path", "live"})


def before_page_saved(
    sender: Any,
    instance: Any,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Notice that a page is about to get another address, or to appear at one."""
    instance.__dict__.pop(_PLAN, None)
    if raw or (update_fields is not None and _PLACES.isdisjoint(update_fields)):
        return
    stored = None
    if not instance._state.adding:
        stored = (
            Page.objects.filter(pk=instance.pk).values_list("url_path", "live", named=True).first()
        )
    if stored is not None and stored.url_path != instance.url_path:
        forget_site_roots()
        plan = plan_of(
            _moving(instance),
            before=stored.url_path,
            after=instance.url_path,
            roots=site_roots(),
        )
    elif instance.live and (stored is None or not stored.live):
        forget_site_roots()
        plan = Plan(left={}, taken=frozenset(_place_of(instance)))
    else:
        return
    setattr(instance, _PLAN, plan)


def after_page_saved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Write the redirects of a move down, and end those that led away from a live page."""
    plan = instance.__dict__.pop(_PLAN, None)
    if plan is not None:
        _carry_out(plan)


def _place_of(page: Page) -> Iterator[Place]:
    place = place_of(page.url_path, site_roots())
    if place is not None:
        yield place


def _moving(page: Page) -> Iterator[Moving]:
    """Yield the page and all below it, with their addresses as they still are.

    Whatever moves the page has given it its new place in the tree already (``path``), and no row
    its new address.
    """
    closed = tuple(PageViewRestriction.objects.values_list("page__url_path", flat=True))
    rows = Page.objects.filter(path__startswith=page.path).values_list(
        "pk", "url_path", "live", "first_published_at"
    )
    for primary_key, url_path, is_live, first_published_at in rows.iterator(chunk_size=BATCH):
        yield Moving(
            page_id=primary_key,
            url_path=url_path,
            is_live=is_live,
            # Whether a page that is behind a restriction now was ever in front of it is not known,
            # and a redirect would tell the public what it was called.
            was_public=bool(is_live or first_published_at) and not url_path.startswith(closed),
        )


def _carry_out(plan: Plan) -> None:
    for site_id, paths in _by_site({*plan.left, *plan.taken}).items():
        for some in _batches(paths):
            Redirect.objects.filter(
                automatically_created=True, site_id=site_id, old_path__in=some
            ).delete()
    if not plan.left:
        return
    kept = _entered_by_hand(plan.left)
    Redirect.objects.bulk_create(
        [
            Redirect(
                old_path=_stored(place.path),
                site_id=place.site_id,
                redirect_page_id=page_id,
                automatically_created=True,
            )
            for place, page_id in plan.left.items()
            if place not in kept
        ],
        batch_size=BATCH,
        # Of two moves at the same moment the first one wins; either leads to a page.
        ignore_conflicts=True,
    )
    _shorten(plan.left)


def _entered_by_hand(left: Mapping[Place, int]) -> set[Place]:
    """Return the places for which an editor has entered a redirect, which stays as it is."""
    found: set[Place] = set()
    for site_id, paths in _by_site(left).items():
        for some in _batches(paths):
            rows = Redirect.objects.filter(
                Q(site_id=site_id) | Q(site__isnull=True),
                automatically_created=False,
                old_path__in=some,
            )
            found |= {
                Place(site_id, f"{path}/") for path in rows.values_list("old_path", flat=True)
            }
    return found


def _shorten(left: Mapping[Place, int]) -> None:
    """Let redirects that lead to a moved page by its address lead to the page itself.

    Editors enter such addresses where they might have chosen the page; they would lead to a
    redirect.
    """
    frontend = conf.frontend_url()
    if not frontend:
        return
    pages = {_stored(place.path): page_id for place, page_id in left.items()}
    changed = []
    for redirect in _leading_to(frontend):
        page_id = pages.get(Redirect.normalise_path(redirect.redirect_link[len(frontend) :]))
        if page_id is not None:
            redirect.redirect_page_id, redirect.redirect_link = page_id, ""
            changed.append(redirect)
    Redirect.objects.bulk_update(changed, ["redirect_page", "redirect_link"], batch_size=BATCH)


def _leading_to(frontend: str) -> QuerySet[Redirect]:
    found: QuerySet[Redirect] = Redirect.objects.filter(redirect_link__startswith=f"{frontend}/")
    return found


def _by_site(places: Iterable[Place]) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for place in places:
        found[place.site_id].append(_stored(place.path))
    return found


def _batches(paths: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(paths), BATCH):
        yield paths[start : start + BATCH]


def _stored(path: str) -> str:
    """Return a path of the frontend as the redirects app stores it."""
    return str(Redirect.normalise_path(path))
