"""What the rooms above contribute to the gate: requirements, effects and the preview.

The gate lies below the rooms that know about citations, disclaimers, consent or signatures, so it
cannot import them. Each of them hands its rule in once, from ``pages.apps.PagesConfig.ready()``,
where the whole list can be read in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import apps

from pages.publishing.verdicts import Blocker, PublicationRefused, Stage, SubmissionRefused

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page

    ApprovalLookup = Callable[[Page, Stage, datetime], int | None]
    PreviewRenderer = Callable[[Page, HttpRequest, str], HttpResponse]


class Requirement(Protocol):
    """A rule that a page must meet, at the stages that it names.

    Calling it yields a `Blocker` for everything that is not met. It must not raise for bad content
    and must not write.
    """

    @property
    def name(self) -> str:
        """The requirement's name, unique among them."""
        ...

    @property
    def stages(self) -> frozenset[Stage]:
        """The stages at which it is asked."""
        ...

    def __call__(self, page: Any, *, stage: Stage) -> Iterable[Blocker]:
        """Yield what of this rule the page does not meet."""
        ...


class Effect(Protocol):
    """What must happen in the same transaction in which a page's public state changes."""

    def went_live(self, page: Any, *, now: datetime) -> None:
        """React to signed content having become the live content of the page's row."""
        ...

    def left_public(self, page: Any, *, now: datetime, reason: str) -> None:
        """React to the page having stopped being public."""
        ...


_requirements: dict[str, Requirement] = {}
_effects: list[Effect] = []
_preview_renderers: list[PreviewRenderer] = []
_approval_lookups: list[ApprovalLookup] = []

ALWAYS = frozenset(Stage) - {Stage.STANDING}
"""The stages of a rule about content: whenever someone wants to move the page forward."""


def register_requirement(requirement: Requirement) -> None:
    """Add a requirement, in the place of one of the same name, if there is one."""
    _requirements[requirement.name] = requirement


def requirements() -> list[Requirement]:
    """Return the requirements in the order in which they were registered."""
    return list(_requirements.values())


def register_effect(effect: Effect) -> None:
    """Add an effect, in the place of one of the same class, if there is one.

    They run in the order of registration; withdrawals in the reverse order.
    """
    for place, known in enumerate(_effects):
        if type(known) is type(effect):
            _effects[place] = effect
            return
    _effects.append(effect)


def effects() -> list[Effect]:
    """Return the effects in the order in which they were registered."""
    return list(_effects)


def register_approval_lookup(lookup: ApprovalLookup) -> None:
    """Set what tells the id of the approval under which a content may go live, or stay so."""
    _approval_lookups[:] = [lookup]


def approval_id_for(page: Page, *, stage: Stage, now: datetime) -> int | None:
    """Return the id of the approval under which this content may go live, or None.

    At the stage of standing it is the one under which the page is public.
    """
    return _approval_lookups[0](page, stage, now) if _approval_lookups else None


def register_preview_renderer(renderer: PreviewRenderer) -> None:
    """Set what renders the built-in preview of a reviewed page."""
    _preview_renderers[:] = [renderer]


def render_preview(page: Page, request: HttpRequest, mode: str) -> HttpResponse:
    """Render the built-in preview.

    Raises:
        LookupError: no renderer has been registered.
    """
    if not _preview_renderers:
        raise LookupError("No preview renderer is registered; see pages.apps.")
    return _preview_renderers[0](page, request, mode)


def blockers(page: Any, *, stage: Stage = Stage.PUBLICATION) -> list[Blocker]:
    """Return everything that stands between this content and the given stage.

    Args:
        page: a specific instance of a reviewed page with the content that is asked about (a draft
            or the live row). Pages that are not reviewed have no blockers.
        stage: the step that someone wants to take; publication, unless said otherwise.

    Returns:
        Blocking entries first, then warnings, each group in the order of the requirements.
    """
    if not is_reviewed(page):
        return []
    found = [
        blocker
        for requirement in requirements()
        if stage in requirement.stages
        for blocker in requirement(page, stage=stage)
    ]
    return sorted(found, key=lambda blocker: not blocker.blocks)


def require(page: Any, *, stage: Stage, overridden: Collection[str] = ()) -> list[Blocker]:
    """Refuse with words unless nothing blocks the page at this stage.

    Args:
        page: as for `blockers`.
        stage: the step that someone wants to take.
        overridden: keys of the blockers in spite of which a reviewer takes it; only those that
            are overridable are let pass.

    Returns:
        What the page may go on in spite of: blockers that are overridden, and warnings.

    Raises:
        SubmissionRefused: at the stage of submission.
        PublicationRefused: at every other stage.
    """
    found = blockers(page, stage=stage)
    standing = [
        blocker
        for blocker in found
        if blocker.blocks and not (blocker.is_overridable and blocker.key in overridden)
    ]
    if standing:
        refusal = SubmissionRefused if stage is Stage.SUBMISSION else PublicationRefused
        raise refusal(standing)
    return found


def is_reviewed(page_or_model: Any) -> bool:
    """Tell whether this page, or page model, is of a type that needs medical review."""
    return bool(getattr(page_or_model, "is_reviewed_type", False))


def reviewed_models() -> list[type[Page]]:
    """Return the concrete page models of the installation that need medical review."""
    return [model for model in apps.get_models() if is_reviewed(model)]
