"""The layers of the gate, and how each is switched off, to see what it is there for.

Nothing here is used by the product. `plugin` switches layers off for a run of the matrix, and
``python -m tools.layers`` makes the table of `docs/gate.md` from such runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from django.test import override_settings
from django.utils import timezone
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from pages.admin_ui import page_views
from pages.content import base
from pages.content.permissions import ReviewedPagePermissionTester, SitePermissionTester
from pages.delivery import answers, pages_api, visibility
from pages.delivery.documents import build_content
from pages.delivery.models import PublishedDocument
from pages.publishing import guards, is_reviewed
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
        mock.patch.object(actions, "refusals", lambda facts: []),
        mock.patch.object(actions, "check_token", lambda *args, **kwargs: None),
        mock.patch.object(MedicalReviewTask, "is_reviewer", lambda self, user: True),
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
    """Take the triggers out of the database; the transaction of the run ends with them back."""
    guards.remove()
    yield


@contextmanager
def without_documents() -> Iterator[None]:
    """Let the public API read live rows, as Wagtail's own does."""

    def documents_of_rows(answer: answers.Answer) -> dict[int, PublishedDocument]:
        found = {}
        for page in Page.objects.filter(pk__in=list(answer._pages)).specific():
            if is_reviewed(page):
                approval = page.approvals.order_by("-id").first() or _no_approval()
                found[page.pk] = PublishedDocument(
                    page_id=page.pk,
                    locale=page.locale.language_code,
                    approval=approval,
                    content=build_content(page),
                )
        return found

    rows = property(documents_of_rows)
    open_pages = visibility._open_pages
    with (
        mock.patch.object(answers.Answer, "documents", rows),
        mock.patch.object(answers, "public_pages", open_pages),
        mock.patch.object(pages_api, "public_pages", open_pages),
        mock.patch("pages.delivery.links.public_pages", open_pages),
        mock.patch("pages.delivery.addresses.public_pages", open_pages),
    ):
        yield


def _no_approval() -> Approval:
    return Approval(reviewer_name="", fingerprint="", signed_at=timezone.now())


@contextmanager
def without_screens() -> Iterator[None]:
    """Take away what editors see of the gate: buttons, words, and the look before publishing."""

    def publish(self: Any, revision: Any, *args: Any, **kwargs: Any) -> Any:
        return super(base.ReviewedPage, self).publish(revision, *args, **kwargs)

    with (
        mock.patch.object(
            ReviewedPagePermissionTester, "can_publish", SitePermissionTester.can_publish
        ),
        mock.patch.object(base.ReviewedPage, "publish", publish),
        mock.patch.object(page_views.ReviewedEditView, "form_valid", EditView.form_valid),
        mock.patch.object(page_views.ReviewedCreateView, "form_valid", CreateView.form_valid),
    ):
        yield


@contextmanager
def without_finish_action() -> Iterator[None]:
    """Let a workflow end as Wagtail's own do: with the latest revision."""
    with override_settings(
        WAGTAIL_FINISH_WORKFLOW_ACTION="wagtail.workflows.publish_workflow_state"
    ):
        yield


LAYERS = [
    Layer("authority", "who may sign, and what", without_authority),
    Layer("documents", "the API reads documents only", without_documents),
    Layer("save", "the gate in `save()`", without_save_gate),
    Layer("guards", "triggers in the database", without_guards),
    Layer("screens", "permissions and page views", without_screens),
    Layer("finish", "publishing what was signed at the end of a workflow", without_finish_action),
]

NAMES = [layer.name for layer in LAYERS]


@contextmanager
def switched_off(names: list[str]) -> Iterator[None]:
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
