"""Settling changes: the stored answers that rest on what changed are made again.

It happens right after the change's transaction (`settle_after_commit`), and for whatever is left,
by ``manage.py deliver_outbox``. Nothing depends on it being soon: until a change is settled,
readers make the answers that it concerns themselves.

First every change is *spread*: for each document that rests on it a change of that document alone
is written, and the change itself is done with. Then each document is taken by itself, in a
transaction of its own, so that a publication never waits for more than one of them. Whoever makes
an answer holds its page. So of two changes at the same moment the second to be settled finds what
the first one wrote, and an answer that was made in a transaction that was not over yet is made
again after it.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from pages.delivery.addresses import forget_site_roots
from pages.delivery.feed.announcements import tell
from pages.delivery.feed.targets import EVERYTHING, PAGE, UNRESTED, page, page_id_in
from pages.delivery.feed.unstored import pages_without_answer
from pages.delivery.models import DocumentDependency, PublicChange, PublishedDocument
from pages.delivery.serving.storing import store_answers
from pages.publishing.locks import lock_pages

logger = logging.getLogger("pages.delivery")

AT_ONCE: Final = 50
"""How many documents are settled before whoever made the change gets an answer."""

KEPT_FOR: Final = datetime.timedelta(hours=1)
"""How long settled changes stay in the feed: longer than any process goes without asking."""

_ASKED_AT_ONCE: Final = 500


class NotSettled(RuntimeError):
    """Raised when the answers of some pages could not be made again."""

    def __init__(self, page_ids: list[int]) -> None:
        """Name the pages."""
        super().__init__(f"no answer could be made of page {', '.join(map(str, page_ids))}")


AfterChange = Callable[[set[int], set[int]], None]
"""Is told which pages the public may find changed, and of which of them the answer is another."""

_effects: list[AfterChange] = []


def register_after_change(effect: AfterChange) -> None:
    """Add what happens, in the transaction in which a change is settled."""
    if effect not in _effects:
        _effects.append(effect)


def tell_effects(*, concerned: set[int], changed: set[int]) -> None:
    """Let happen what follows from a change, in the transaction of whoever calls it.

    Args:
        concerned: pages of which the public may find something else.
        changed: pages of which the stored answer is another, without a publication.
    """
    for effect in _effects:
        effect(concerned, changed)


def settle_after_commit() -> None:
    """Settle what the present transaction changes, as soon as it is over."""
    if _settle_quietly not in [entry[1] for entry in connection.run_on_commit]:
        transaction.on_commit(_settle_quietly, robust=True)


def after_public_change(sender: Any, **kwargs: Any) -> None:
    """Have it settled what a change of a page or a site means for others. For signals."""
    forget_site_roots()
    settle_after_commit()


def settle(*, limit: int | None = None) -> int:
    """Settle the changes that wait; return how many documents were looked at.

    Args:
        limit: how many documents at most; the rest waits for the next call.

    Raises:
        NotSettled: the answers of some pages could not be made again. All others were.
    """
    forget_site_roots()
    _spread()
    waiting = PublicChange.objects.filter(is_settled=False, target__startswith=PAGE)
    ids = sorted({pk for pk in map(page_id_in, waiting.values_list("target", flat=True)) if pk})
    failed = []
    for page_id in ids[:limit]:
        try:
            _settle_page(page_id)
        except (OperationalError, InterfaceError):  # of no page, but of the database
            raise
        except Exception:
            # The others do not wait for it: its change stays in the feed until that is mended.
            logger.exception("The answer of page %s could not be made again.", page_id)
            failed.append(page_id)
    _forget()
    if failed:
        raise NotSettled(failed)
    return min(len(ids), limit) if limit is not None else len(ids)


def _settle_quietly() -> None:
    try:
        settle(limit=AT_ONCE)
    except Exception:
        # The change itself is done, and readers see it. What is left is for the next run.
        logger.exception("Answers could not be made again; deliver_outbox will try.")


@transaction.atomic
def _spread() -> None:
    """Turn changes of anything into changes of the documents that rest on it."""
    changes = list(
        PublicChange.objects.filter(is_settled=False)
        .exclude(target__startswith=PAGE)
        .order_by("pk")
        .select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
    )
    if not changes:
        return
    named = {change.target for change in changes}
    if EVERYTHING in named:
        resting = set(PublishedDocument.objects.values_list("page_id", flat=True))
    else:
        resting = pages_resting_on(named)
    for page_id in sorted(resting):
        tell(page(page_id))
    tell_effects(concerned=resting | pages_without_answer(named), changed=set())
    PublicChange.objects.filter(pk__in=[change.pk for change in changes]).update(is_settled=True)


def pages_resting_on(targets: Iterable[str]) -> set[int]:
    """Return the ids of the pages whose stored answer rests on any of these."""
    wanted = sorted(one for one in set(targets) if not one.startswith(UNRESTED))
    found: set[int] = set()
    for start in range(0, len(wanted), _ASKED_AT_ONCE):
        some = wanted[start : start + _ASKED_AT_ONCE]
        rows = DocumentDependency.objects.filter(target__in=some)
        found.update(rows.values_list("document__page_id", flat=True))
    return found


def awaits_settling(document: PublishedDocument) -> bool:
    """Tell whether something changed that a document's answer rests on, and is not settled yet."""
    targets = {EVERYTHING, *document.dependencies.values_list("target", flat=True)}
    return PublicChange.objects.filter(is_settled=False, target__in=targets).exists()


@transaction.atomic
def _settle_page(page_id: int) -> None:
    lock_pages([page_id])
    waiting = list(
        PublicChange.objects.filter(is_settled=False, target=page(page_id)).values_list(
            "pk", flat=True
        )
    )
    changed = set(store_answers([page_id]))
    if changed:
        tell_effects(concerned=set(), changed=changed)
    PublicChange.objects.filter(pk__in=waiting).update(is_settled=True)


def _forget() -> None:
    """Delete changes that everybody has heard of; the newest stays, as the end of the feed.

    How long one has been there to be heard is counted from when it was first found settled here:
    a change is written a while before its transaction is over, and nobody hears of it until then.
    """
    now = timezone.now()
    settled = PublicChange.objects.filter(is_settled=True)
    settled.filter(found_settled_at=None).update(found_settled_at=now)
    newest = list(PublicChange.objects.order_by("-pk").values_list("pk", flat=True)[:1])
    settled.filter(found_settled_at__lt=now - KEPT_FOR).exclude(pk__in=newest).delete()
