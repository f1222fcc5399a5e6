"""What the gate asks of a page's claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.utils import timezone

from pages import claims
from pages.claims.site import site_choices
from pages.content.examination.page import document_of_page
from pages.publishing import ALWAYS, Blocker, Stage
from pages.review.approvals import valid_approval


class ClaimsRequirement:
    """Nothing is claimed without support, in the sense of the rules in `pages.claims`.

    A content that a reviewer has signed is not held back by a rule that came after the signature,
    or that a site made stricter: at its publication, what would block is a warning.
    """

    name = "claims"
    stages: ClassVar[frozenset[Stage]] = ALWAYS

    def __call__(self, page: Any, *, stage: Stage) -> Iterator[Blocker]:
        """Yield a blocker for each finding, with the sentence and its field."""
        found = claims.check(document_of_page(page), choices=site_choices())
        is_settled = (
            stage is Stage.PUBLICATION
            and any(finding.blocks for finding in found)
            and valid_approval(page, now=timezone.now()) is not None
        )
        for finding in found:
            yield Blocker(
                code=finding.code,
                message=finding.message,
                severity="warn" if is_settled else finding.severity,
                field=finding.place.field,
                quote=finding.quote,
                path=finding.place.path,
            )
