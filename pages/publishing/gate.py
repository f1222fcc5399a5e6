"""Layer three of the gate: what happens when the row of a reviewed page is written.

`pass_through_gate` is called by ``ReviewedPage.save()``, which every road in Python leads to:
publication, scheduling, reverting, copying, wagtail-localize, a careless script. It refuses, inside
one transaction with a read-back, whatever would leave a live row that nobody signed. Rows that are
not live may hold anything, so that no draft is ever lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from pages.publishing.locks import lock_page, lock_what_it_rests_on
from pages.publishing.newer import keep_what_others_wrote, remember_whether_live
from pages.publishing.passes import holding_pass
from pages.publishing.registry import approval_id_for, blockers, effects, require
from pages.publishing.values import content_choices, content_fields, content_relations
from pages.publishing.verdicts import PublicationRefused, Stage

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model


def pass_through_gate(
    page: Any, *, write: Callable[[], None], update_fields: Iterable[str] | None = None
) -> None:
    """Write the row of a reviewed page, if what the public would then read is signed.

    Args:
        page: the specific instance that is saved.
        write: does the saving.
        update_fields: the fields that will be written; None for all.

    Raises:
        PublicationRefused: nothing was written.
    """
    if page._state.adding or page.alias_of_id:
        # New rows, and aliases, which nobody signs, are drafts: copies and "create and publish"
        # lose nothing, and ask for their own review.
        _as_draft(page)
        write()
        return
    written = None if update_fields is None else set(update_fields)
    if written is not None and not written & _guarded(type(page)):
        write()
        return
    with transaction.atomic():
        lock_page(page.pk)
        stored = type(page)._base_manager.filter(pk=page.pk).first()
        was_live = bool(stored and stored.live)
        if stored is not None and written is None:
            keep_what_others_wrote(page, stored)
        candidate = _candidate(page, stored=stored, written=written)
        now = timezone.now()
        if candidate.live:
            _write_live(candidate, write=write, stored=stored if was_live else None, now=now)
        else:
            write()
            if was_live:
                announce_departure(page, now=now, reason="unpublished")
        remember_whether_live(page, live=page.live)


def announce_departure(page: Any, *, now: datetime, reason: str) -> None:
    """Run the effects of a page leaving the public, in the transaction of the change."""
    for effect in reversed(effects()):
        effect.left_public(page, now=now, reason=reason)


def _write_live(candidate: Any, *, write: Callable[[], None], stored: Any, now: datetime) -> None:
    """Write a row that will be live; ``stored`` is the one that it replaces, if that is live."""
    lock_what_it_rests_on(candidate)
    if stored is not None and _stands(candidate) and not _is_renewal(candidate, stored, now=now):
        # Its columns may still differ in what nobody reads, such as the editor's own numbering of
        # paragraphs, which the database cannot tell from words.
        active = approval_id_for(candidate, stage=Stage.STANDING, now=now)
        with holding_pass(candidate.pk, approval_id=active):
            write()
    else:
        require(candidate, stage=Stage.PUBLICATION)
        with holding_pass(candidate.pk, approval_id=_valid_approval_id(candidate, now=now)):
            write()
            written = type(candidate).objects.get(pk=candidate.pk)
            for effect in effects():
                effect.went_live(written, now=now)
    # What counts is what is in the database now, not what the instance in memory says.
    fresh = type(candidate).objects.get(pk=candidate.pk)
    if not _stands(fresh):
        raise PublicationRefused(blockers(fresh, stage=Stage.STANDING))


def _candidate(page: Any, *, stored: Any, written: set[str] | None) -> Any:
    """Return the page as it would be after the write: all of it, or the stored row so changed."""
    model = type(page)
    if written is None or stored is None or written & _relations(model):
        return page
    for field in model._meta.concrete_fields:
        if field.name in written or field.attname in written:
            setattr(stored, field.attname, getattr(page, field.attname))
    return stored


def _is_renewal(candidate: Any, stored: Any, *, now: datetime) -> bool:
    """Tell whether content that is public already is published again, under a valid signature.

    It may be a new one: of a review that was due, or of a reference that was corrected since.
    """
    is_publication = candidate.last_published_at != stored.last_published_at
    return is_publication and _valid_approval_id(candidate, now=now) is not None


def _valid_approval_id(candidate: Any, *, now: datetime) -> int | None:
    return approval_id_for(candidate, stage=Stage.PUBLICATION, now=now)


def _stands(page: Any) -> bool:
    return not any(blocker.blocks for blocker in blockers(page, stage=Stage.STANDING))


def _guarded(model: type[Model]) -> set[str]:
    names = {"live", "locale", "translation_key"}
    for field in content_fields(model):
        names |= {field.name, field.attname}
    return names | _relations(model)


def _relations(model: type[Model]) -> set[str]:
    """Return the names of a page model's fields that lie in tables of their own."""
    inline = {relation.get_accessor_name() for relation in content_relations(model)}
    return inline | {choices.name for choices in content_choices(model)}


def _as_draft(page: Any) -> None:
    page.live = False
    page.has_unpublished_changes = True
    page.expired = False
    page.first_published_at = None
    page.last_published_at = None
    page.live_revision = None
