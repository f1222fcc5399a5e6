"""What public documents show of authors, and taking out at once what one of them hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from wagtail.log_actions import get_active_log_context

from pages import ledger
from pages.delivery.documents import content_hash, image_ids
from pages.delivery.feed.settling import settle_after_commit
from pages.delivery.models import PublishedDocument
from pages.delivery.search.indexing import index_documents
from pages.delivery.visibility import active_documents
from pages.people.profile import shown_fields
from pages.publishing import reviewed_models
from pages.publishing.passes import holding_passes

if TYPE_CHECKING:
    from pages.people.models import Person

HIDDEN: Final = "person.hidden"


def after_person_saved(sender: Any, instance: Person, raw: bool = False, **kwargs: Any) -> None:
    """Take what a person hides off the public. For ``post_save``."""
    if not raw:
        hide(instance)


@transaction.atomic
def hide(person: Person) -> list[int]:
    """Take out of the public documents what their author does not show any more.

    A person's choice is no part of what a reviewer signed, so it needs no signature; whatever else
    was corrected in the record stays as it was signed until the page is signed again. Nothing is
    ever added here.

    Returns:
        The ids of the pages whose document changed.
    """
    shown = shown_fields(person, role="author")
    changed: list[PublishedDocument] = []
    hidden: set[str] = set()
    for document in _documents_by(person):
        author = document.content.get("author") or {}
        gone = set(author) - shown
        if gone:
            hidden |= gone
            document.content["author"] = {
                name: value for name, value in author.items() if name in shown
            }
            document.content_hash = content_hash(document.content)
            changed.append(document)
    if not changed:
        return []
    page_ids = [document.page_id for document in changed]
    with holding_passes({one.page_id: one.approval_id for one in changed}):
        PublishedDocument.objects.bulk_update(changed, ["content", "content_hash"])
        for document in changed:
            document.images.set(image_ids(document.content))
    index_documents(changed)
    settle_after_commit()
    ledger.record(
        action=HIDDEN,
        actor=get_active_log_context().user,
        data={"person": person.pk, "fields": sorted(hidden), "pages": page_ids},
    )
    return page_ids


def _documents_by(person: Person) -> list[PublishedDocument]:
    """Return the documents of the pages that a person wrote, locked, in the order of the pages."""
    page_ids = {
        page_id
        for model in reviewed_models()
        for page_id in model._default_manager.filter(author=person).values_list("pk", flat=True)
    }
    rows = active_documents().filter(page_id__in=page_ids).order_by("page_id")
    return list(rows.select_for_update(of=("self",)))
