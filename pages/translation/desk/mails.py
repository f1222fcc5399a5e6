"""What the mails to translators show: collected when they are sent, in the recipient's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Page

from pages.outbox import Moot
from pages.outbox.mail import put_mail
from pages.publishing import is_reviewed
from pages.translation.comments import open_comments
from pages.translation.models import TranslationRequest
from pages.translation.provenance import name_of
from pages.translation.sources import translation_into, translators_of

if TYPE_CHECKING:
    from wagtail.models import WorkflowState


def mail_about_request(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Collect a request for translations.

    Raises:
        Moot: nothing of what was asked for is still wanted.
    """
    requests = list(
        TranslationRequest.objects.filter(pk__in=facts["requests"], translation__enabled=True)
        .select_related("translation__source", "translation__target_locale", "requested_by")
        .order_by("pk")
    )
    if not requests:
        raise Moot("The request was taken back.")
    first = requests[0]
    return {
        "by": name_of(first.requested_by) if first.requested_by is not None else "",
        "language": first.translation.target_locale.get_display_name(),
        "due": date_format(first.due_date, "DATE_FORMAT") if first.due_date else "",
        "note": first.note,
        "titles": [request.translation.source.object_repr for request in requests],
        "desk_url": get_admin_base_url() + reverse("firma_translation:worklist"),
    }


def after_workflow_rejected(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Tell those who translate a page that a reviewer sent it back. Receives Wagtail's signal.

    Whoever submitted it hears of it from Wagtail; whoever sent it back knows.
    """
    tell_about_return(instance, told={instance.requested_by_id, user.pk if user else None})


def tell_about_return(workflow_state: WorkflowState, *, told: set[int | None]) -> None:
    """Write the mails about a translation that a reviewer sent back, to those who translate it.

    Args:
        workflow_state: of the review that ended.
        told: keys of the accounts that know already.
    """
    page = workflow_state.content_object
    if not isinstance(page, Page) or not is_reviewed(page.specific_class):
        return
    translation = translation_into(page)
    if translation is None:
        return
    request = TranslationRequest.objects.filter(translation=translation).first()
    translators = translators_of(page)
    if request is not None and request.assignee_id is not None:
        translators = {request.assignee_id}
    put_mail(
        template="translation_returned",
        user_ids=translators - told,
        facts={"page": page.pk, "workflow_state": workflow_state.pk},
    )


def mail_about_return(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Collect what a reviewer wrote when sending a translation back.

    Raises:
        Moot: the page is gone, or in review again.
    """
    page = Page.objects.filter(pk=facts["page"]).first()
    if page is None:
        raise Moot("The page was deleted.")
    state = page.specific.current_workflow_state
    if state is None or state.pk != facts["workflow_state"]:
        raise Moot("The page is in review again, or the review was cancelled.")
    translation = translation_into(page)
    task_state = state.current_task_state
    return {
        "title": page.get_admin_display_title(),
        "language": page.locale.get_display_name(),
        "comment": task_state.comment if task_state is not None else "",
        "comments": open_comments(translation) if translation is not None else 0,
        "edit_url": get_admin_base_url() + reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
