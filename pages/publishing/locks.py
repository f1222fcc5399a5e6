"""The order in which rows are locked, so that no two transactions ever wait for each other.

Whoever changes what is public, or what may become so, takes in this order, and keeps to the end of
the transaction:

0. the **release**, by whoever lets several pages go live together, or changes which: before them;
1. the **page**, or all of the pages, each with its translations, by primary key (`lock_page`,
   `lock_pages`);
2. the rows of its **review**: workflow state, then task state;
3. the rows that its content **rests on**: images, files, authors and their wordings, references,
   disclaimers, authorizations (`lock_what_it_rests_on`, in the order of registration and by primary
   key);
4. its approvals, passes and document, which nobody writes without the page; only the signature of
   a disclaimer's wording does, and a person who hides something, which take the disclaimer or the
   person first, then the documents that show them, in the order of their pages;
5. the **ledger**, whose writers wait for one another on an advisory lock.

The lock is PostgreSQL's ``FOR NO KEY UPDATE``: it keeps out everybody who takes it too, and not
those who merely write a row that names the page, such as an editor's subscription. SQLite has one
writer at a time and needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.publishing.verdicts import PublicationRefused

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Foundation = Callable[[Any], QuerySet[Any]]

_foundations: dict[str, Foundation] = {}


class PageDeleted(PublicationRefused):
    """Raised where a page is gone by the time that it is about to be changed."""

    def _sentence(self) -> str:
        return _("This page has been deleted by somebody else. Nothing was changed.")


def lock_page(page_id: Any) -> None:
    """Take a page for the rest of the transaction; wait while somebody else has it.

    Whatever was read of the page before may be out of date: read it again.

    Raises:
        PageDeleted: it is gone.
    """
    if not lock_pages([page_id]):
        raise PageDeleted()


def lock_pages(page_ids: Iterable[Any]) -> list[int]:
    """Take several pages for the rest of the transaction; return the ids of those that exist.

    Their translations are taken with them, since what goes live in one language may take another
    off the public. By then it would be too late to ask for that one: its own publication may hold
    it, and wait for a row that both rest on.
    """
    asked = {int(page_id) for page_id in page_ids}
    keys = Page._base_manager.filter(pk__in=asked).values("translation_key")
    rows = Page._base_manager.filter(translation_key__in=keys).order_by("pk")
    taken = rows.select_for_update(no_key=True).values_list("pk", flat=True)
    return [page_id for page_id in taken if page_id in asked]


def register_foundation(name: str, rows: Foundation) -> None:
    """Add rows of other tables that content rests on: what changes in them would change the page.

    ``rows(page)`` returns a queryset of them. They are locked in the order of registration.
    """
    _foundations[name] = rows


def lock_what_it_rests_on(page: Any) -> None:
    """Keep everything that a page shows as it is, from before it is checked until it is public.

    Without it a reference could be corrected, or an image replaced, between the moment in which the
    content is found to be signed and that in which the document is built from it.
    """
    lock_what_they_rest_on([page])


def lock_what_they_rest_on(pages: Iterable[Any]) -> None:
    """Keep everything as it is that any of several pages shows, before the first goes live.

    Taken page by page, the second's would be waited for with the first's in the ledger already.
    """
    if not connection.features.has_select_for_update:
        return
    shown = list(pages)
    for rows in _foundations.values():
        wanted = [rows(page) for page in shown]
        if not wanted:
            continue
        ids = {pk for found in wanted for pk in found.order_by().values_list("pk", flat=True)}
        locked = wanted[0].model._base_manager.filter(pk__in=ids).order_by("pk")
        list(locked.select_for_update(no_key=True).values_list("pk", flat=True))
