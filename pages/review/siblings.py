"""The page in other languages: what was withdrawn there may be wrong here too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from pages.publishing import ALWAYS, Blocker, Stage
from pages.review.models import Approval


class SiblingWithdrawn:
    """A warning: in another language the approval was withdrawn after this page was signed.

    It goes when this language is signed again. Where nobody has signed it yet, it goes when the
    other language is.
    """

    name = "sibling_withdrawn"
    stages = ALWAYS

    def __call__(self, page: Any, *, stage: Stage) -> Iterable[Blocker]:
        """Yield one warning for each language whose withdrawal was not answered here yet."""
        family = list(
            Approval.objects.filter(page__translation_key=page.translation_key)
            .select_related("page__locale")
            .order_by("signed_at", "id")
        )
        last_signed = {approval.page_id: approval.signed_at for approval in family}
        last_withdrawn: dict[int, Approval] = {}
        for approval in family:
            if approval.withdrawn_at is not None and approval.page_id != page.pk:
                last_withdrawn[approval.page_id] = approval
        for approval in last_withdrawn.values():
            answered = last_signed.get(page.pk, last_signed[approval.page_id])
            if approval.withdrawn_at is not None and approval.withdrawn_at > answered:
                yield _warning(approval)


def _warning(approval: Approval) -> Blocker:
    moment = localtime(approval.withdrawn_at)
    return Blocker(
        "approval.sibling_withdrawn",
        _(
            "The approval of this page in %(language)s was withdrawn on %(date)s because: "
            "“%(reason)s” Check whether that is true of this language too; if it is, correct the "
            "text, or withdraw its approval as well."
        )
        % {
            "language": approval.page.locale.get_display_name(),
            "date": date_format(moment, "DATE_FORMAT"),
            "reason": approval.withdrawn_reason,
        },
        severity="warn",
    )
