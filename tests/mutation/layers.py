"""The layers of the gate, and how each is switched off, to see what it is there for.

Nothing here is used by the product. ``python -m tests.mutation`` tries every path without each of
them, and writes the table of ``docs/gate.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from django.db import connection
from django.db.models.signals import pre_save
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Revision, WorkflowState
from wagtail.workflows import publish_workflow_state

from pages.admin_ui import bulk, page_views
from pages.citations.models import Reference
from pages.content import base
from pages.content.permissions import ReviewedPagePermissionTester, SitePermissionTester
from pages.delivery import answers, visibility
from pages.delivery.documents import build_content
from pages.delivery.models import PublishedDocument
from pages.delivery.serving import entries, listing, scope
from pages.delivery.statements import forget_statements
from pages.disclaimers import signing
from pages.disclaimers.approvals import DisclaimerApproval
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.people.models import Person
from pages.publishing import guards, is_reviewed
from pages.publishing.schedules import before_revision_saved
from pages.review import actions
from pages.review.models import Approval
from pages.review.task import MedicalReviewTask

Switch = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: its name on the command line, what it is, and how to do without it."""

    name: str
    what: str
    off: Switch


@contextmanager
def without_authority() -> Iterator[None]:
    """Let anyone sign anything, without a password."""
    with (
        mock.patch.object(actions, "refusals", return_value=[]),
        mock.patch.object(actions, "check_token", return_value=None),
        mock.patch.object(signing, "refusals", return_value=[]),
        mock.patch.object(signing, "check_token", return_value=None),
        mock.patch.object(MedicalReviewTask, "is_reviewer", return_value=True),
    ):
        yield


@contextmanager
def without_save_gate() -> Iterator[None]:
    """Let ``save()`` write what it is given."""

    def write_through(page: Any, *, write: Callable[[], None], update_fields: Any = None) -> None:
        write()

    with mock.patch.object(base, "pass_through_gate", write_through):
        yield


@contextmanager
def without_guards() -> Iterator[None]:
    """Take the triggers out of the database."""
    # PostgreSQL would not let go of them while foreign keys wait to be checked.
    connection.check_constraints()
    with guards.suspended():
        yield
        connection.check_constraints()


@contextmanager
def without_documents() -> Iterator[None]:
    """Let the public API read live rows, as Wagtail's own does."""

    built: dict[str, Any] = {}

    def documents_of_rows(answer: answers.Answer) -> dict[int, PublishedDocument]:
        found = {}
        surroundings = _surroundings()
        for page in Page.objects.filter(pk__in=list(answer._pages)).specific():
            if is_reviewed(page):
                approval = page.approvals.order_by("-id").first() or _no_approval()
                # It takes long to build, and is asked for again and again.
                seen = f"{page.serializable_data()} {surroundings}"
                if seen not in built:
                    built[seen] = build_content(page)
                found[page.pk] = PublishedDocument(
                    page_id=page.pk,
                    locale=page.locale.language_code,
                    approval=approval,
                    content=built[seen],
                )
        return found

    rows = cached_property(documents_of_rows)
    rows.__set_name__(answers.Answer, "documents")
    open_pages = visibility._open_pages
    read = entries._read

    def written_anew(page_ids: list[int]) -> list[entries.Row]:
        forget_statements()
        return read(page_ids)

    def nothing(rows: Any) -> dict[int, entries.Entry]:
        return {}

    with (
        mock.patch.object(answers.Answer, "documents", rows),
        mock.patch.object(answers, "public_pages", open_pages),
        mock.patch.object(entries, "public_pages_with_documents", open_pages),
        mock.patch.object(scope, "public_pages", open_pages),
        mock.patch.object(scope, "public_pages_with_documents", open_pages),
        # Rows as they are now, and not what was stored of them.
        mock.patch.object(entries, "_read", written_anew),
        mock.patch.object(entries, "stored_entries", nothing),
        mock.patch.object(listing, "stored_entries", nothing),
        mock.patch("pages.delivery.links.public_pages", open_pages),
        mock.patch("pages.delivery.addresses.public_pages", open_pages),
        mock.patch("pages.delivery.redirects.lookup.public_pages", open_pages),
    ):
        yield
    forget_statements()


def _surroundings() -> str:
    """Return all that a page's content is built from, beside the page."""
    models = (
        Reference,
        Disclaimer,
        DisclaimerVersion,
        DisclaimerApproval,
        Person,
        Locale,
        get_image_model(),
        get_document_model(),
    )
    return " ".join(str(list(model._base_manager.values_list())) for model in models)


def _no_approval() -> Approval:
    return Approval(reviewer_name="", fingerprint="", signed_at=timezone.now())


@contextmanager
def without_screens() -> Iterator[None]:
    """Take away what people see of the gate: buttons, words, and the look before publishing."""

    def publish(self: Any, revision: Any, *args: Any, **kwargs: Any) -> Any:
        return super(base.ReviewedPage, self).publish(revision, *args, **kwargs)

    def form_valid(self: Any, form: Any) -> Any:
        return super(page_views._KeepsDraftMixin, self).form_valid(form)

    tester = ReviewedPagePermissionTester
    asked_early = {"sender": Revision, "dispatch_uid": "pages.publishing.before_revision_saved"}
    with (
        mock.patch.object(tester, "can_publish", SitePermissionTester.can_publish),
        mock.patch.object(base.ReviewedPage, "publish", publish),
        mock.patch.object(page_views._KeepsDraftMixin, "form_valid", form_valid),
        mock.patch.object(bulk, "_refuse", return_value=None),
    ):
        pre_save.disconnect(**asked_early)
        try:
            yield
        finally:
            pre_save.connect(before_revision_saved, **asked_early)


@contextmanager
def without_finish_action() -> Iterator[None]:
    """Let a workflow end as Wagtail's own do: with the latest revision."""
    # The setting is read when Wagtail is imported.
    with mock.patch.object(WorkflowState, "on_finish", publish_workflow_state):
        yield


LAYERS = [
    Layer("task", "who may sign, and what: the review task", without_authority),
    Layer("documents", "the public API reads documents, not rows", without_documents),
    Layer("save", "the gate in `save()`", without_save_gate),
    Layer("triggers", "triggers in the database", without_guards),
    Layer("screens", "permissions, hooks and page views", without_screens),
    Layer("finish", "what was signed is published, not the latest draft", without_finish_action),
]

NAMES = tuple(layer.name for layer in LAYERS)


@contextmanager
def switched_off(names: Collection[str]) -> Iterator[None]:
    """Do without these layers for the length of a block.

    Raises:
        ValueError: there is no layer of this name.
    """
    if unknown := set(names) - set(NAMES):
        raise ValueError(f"No such layer: {', '.join(sorted(unknown))}")
    with ExitStack() as stack:
        for layer in LAYERS:
            if layer.name in names:
                stack.enter_context(layer.off())
        yield
