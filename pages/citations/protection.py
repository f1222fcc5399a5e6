"""A reference that a page needs is not deleted.

Two places may need it: content that Wagtail's reference index knows (what stands in the database
rows), and drafts, which exist in revisions only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, TextField
from django.db.models.deletion import ProtectedError
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, ReferenceIndex

from pages.citations.page import listed_references, uses
from pages.publishing import is_reviewed

if TYPE_CHECKING:
    from django.db.models import Model

    from pages.citations.models import Reference

NAMED_USES = 5
"""A message names this many pages, and counts the others."""


class ReferenceInUse(ProtectedError):
    """Raised by an attempt to delete a reference that a page, or a draft of one, cites.

    Attributes:
        reference: the reference.
        users: the pages and other objects that use it.
    """

    def __init__(self, *, reference: Reference, users: list[Any]) -> None:
        self.reference = reference
        self.users = users
        super().__init__(refusal(reference, users), set(users))


def used_by(reference: Reference) -> list[Any]:
    """Return the pages and other objects that use a reference, drafts included, each once."""
    sources = [source for source, _uses in ReferenceIndex.get_grouped_references_to(reference)]
    found: dict[tuple[type[Model], Any], Any] = {}
    for user in [*sources, *_drafts_using(reference)]:
        # The index may name a page by its base class, and a draft by its own.
        kind = Page if isinstance(user, Page) else type(user)
        found.setdefault((kind, user.pk), user)
    return list(found.values())


def refusal(reference: Reference, users: list[Any]) -> str:
    """Return the sentence that tells why a reference is not deleted, naming what uses it."""
    titles = ", ".join(f"“{user}”" for user in users[:NAMED_USES])
    others = len(users) - NAMED_USES
    if others > 0:
        titles += ngettext(" and %(count)s other", " and %(count)s others", others) % {
            "count": others
        }
    return _(
        "“%(reference)s” was not deleted: it is used by %(titles)s. Remove its citations first."
    ) % {"reference": reference.label, "titles": titles}


def refuse_deletion_in_use(sender: type[Model], instance: Reference, **_kwargs: Any) -> None:
    """Receive ``pre_delete`` of a reference.

    Raises:
        ReferenceInUse: something uses it.
    """
    if users := used_by(instance):
        raise ReferenceInUse(reference=instance, users=users)


def _drafts_using(reference: Reference) -> list[Page]:
    # Only pages whose latest revision may differ from their row, and whose text holds the key or,
    # for chooser blocks, a whole number that may be the primary key.
    candidates = (
        Page.objects.filter(
            Q(has_unpublished_changes=True)
            | Q(live=False)
            | ~Q(latest_revision=F("live_revision")),
            latest_revision__isnull=False,
        )
        .annotate(draft_text=Cast("latest_revision__content", TextField()))
        .filter(Q(draft_text__contains=reference.key) | Q(draft_text__contains=f": {reference.pk}"))
    )
    using = []
    for page in candidates.select_related("latest_revision"):
        draft = page.get_latest_revision_as_object()
        if not is_reviewed(draft):
            continue
        if any(use.key == reference.key for use in uses(draft)) or reference in listed_references(
            draft
        ):
            using.append(draft)
    return using
