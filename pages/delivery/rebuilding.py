"""Building all documents anew from what was signed, and saying where that is not possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from django.db import transaction

from pages.delivery.documents import content_hash, publish_document
from pages.delivery.feed.settling import tell_effects
from pages.delivery.feed.unstored import live_without_document
from pages.delivery.models import PublishedDocument
from pages.delivery.publisher import make_logo_sizes
from pages.delivery.serving.storing import store_answers
from pages.delivery.sizes import make_sizes_of
from pages.disclaimers.refusals import VersionMissingError
from pages.publishing import reviewed_models
from pages.publishing.locks import lock_pages, lock_what_it_rests_on
from pages.review import fingerprint
from pages.review.approvals import current_approval

if TYPE_CHECKING:
    from wagtail.models import Page

Result = Literal["unchanged", "rebuilt", "created", "removed", "kept", "unsigned"]

FAULTS: Final[frozenset[Result]] = frozenset({"removed", "unsigned"})
"""Results that somebody has to look at."""

_READ: Final = ("answer", "item", "links", "answer_hash")
"""What the public reads of an answer, and its hash."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of one page's document.

    Attributes:
        page_id: the page.
        language: code of its language.
        title: as the document has it, or the row where there is no document.
        result: ``unchanged``, ``rebuilt`` (the content is another now) or ``created``; ``removed``
            for a document whose page is not live; ``kept`` where something that the page shows (a
            cited reference, an image, its author) is not as it was signed, and the document still
            is; ``unsigned`` for a live page whose row is not what its active approval was given
            for, a disclaimer of which is not what was signed, or of which nothing is left that was
            signed: a document of it stays as it was. So does one that was changed by hand where
            what the page shows is not as it was signed: nothing is left to build it from.
        answer_changed: whether the API says something else of it now, for whatever reason.
    """

    page_id: int
    language: str
    title: str
    result: Result
    answer_changed: bool = False

    @property
    def is_fault(self) -> bool:
        """Whether somebody has to look at it."""
        return self.result in FAULTS


def rebuild_all(
    *, progress: Callable[[int, int], None] = lambda done, total: None
) -> Iterator[Rebuilt]:
    """Rebuild every document, page by page, each in a transaction of its own.

    Args:
        progress: is told how many pages were looked at, and how many there are, after each.
    """
    make_logo_sizes()
    live = [
        (model, page_id)
        for model in reviewed_models()
        for page_id in model._default_manager.filter(live=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    ]
    has_changed = False
    for done, (model, page_id) in enumerate(live, start=1):
        _make_sizes(model, page_id)
        if rebuilt := _rebuild(model, page_id):
            has_changed = has_changed or rebuilt.answer_changed
            yield rebuilt
        progress(done, len(live))
    stray = PublishedDocument.objects.filter(page__live=False).order_by("page_id")
    for page_id in list(stray.values_list("page_id", flat=True)):
        if removed := _remove(page_id):
            yield removed
    if has_changed:
        # Nothing is stored of plain pages, and what changes answers without their content, such as
        # another address of the frontend, changes these as well.
        tell_effects(concerned=live_without_document(), changed=set())


def _make_sizes(model: Any, page_id: int) -> None:
    """Make what a page's pictures lack before anything is locked: it takes its time."""
    page = model._default_manager.filter(pk=page_id, live=True).first()
    if page is not None:
        make_sizes_of(page)


@transaction.atomic
def _remove(page_id: int) -> Rebuilt | None:
    lock_pages([page_id])
    document = PublishedDocument.objects.filter(page_id=page_id, page__live=False).first()
    if document is None:
        return None
    document.delete()
    return Rebuilt(page_id, document.locale, str(document.content["title"]), "removed")


@transaction.atomic
def _rebuild(model: Any, page_id: int) -> Rebuilt | None:
    lock_pages([page_id])
    page: Page | None = model._default_manager.filter(pk=page_id, live=True).first()
    if page is None:
        return None
    lock_what_it_rests_on(page)
    before = PublishedDocument.objects.filter(page_id=page_id).first()
    approval = current_approval(page)
    is_as_signed = approval is not None and fingerprint(page) == approval.fingerprint
    if approval is None or (before is None and not is_as_signed):
        return Rebuilt(page_id, page.locale.language_code, page.title, "unsigned")
    if before is not None and not is_as_signed and not _is_as_stored(before):
        return Rebuilt(page_id, page.locale.language_code, page.title, "unsigned")
    if before is not None and not is_as_signed:
        # What the page cites was corrected since: the public reads what was signed until it is
        # signed again.
        changed = bool(store_answers([page_id]))
        _tell(page_id, changed=changed)
        return Rebuilt(page_id, before.locale, str(before.content["title"]), "kept", changed)
    try:
        after = publish_document(page)
    except VersionMissingError:
        return Rebuilt(page_id, page.locale.language_code, page.title, "unsigned")
    result: Result
    if before is None:
        result = "created"
    else:
        is_same = _is_as_stored(before) and (before.content_hash, before.approval_id) == (
            after.content_hash,
            after.approval_id,
        )
        result = "unchanged" if is_same else "rebuilt"
    says_now = PublishedDocument.objects.only(*_READ).get(pk=after.pk)
    changed = before is None or any(
        getattr(before, name) != getattr(says_now, name) for name in _READ
    )
    _tell(page_id, changed=changed and before is not None)
    return Rebuilt(page_id, after.locale, str(after.content["title"]), result, changed)


def _is_as_stored(document: PublishedDocument) -> bool:
    """Tell whether a document's content is what its hash was made of.

    Whoever changes a row by hand may leave the hash as it was.
    """
    return document.content_hash == content_hash(document.content)


def _tell(page_id: int, *, changed: bool) -> None:
    """Have the world told of an answer that has become another.

    The feed takes a stored answer for settled: whoever stores another one sees to what follows.
    """
    if changed:
        tell_effects(concerned={page_id}, changed={page_id})
