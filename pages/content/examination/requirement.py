"""What the gate asks of a page's claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from pages import claims
from pages.claims.findings import Finding
from pages.claims.site import site_choices
from pages.content.examination.page import document_of_page
from pages.publishing import ALWAYS, Blocker, Stage
from pages.review.approvals import valid_approval
from pages.review.overrides import Override, overrides_of


class ClaimsRequirement:
    """Nothing is claimed without support, in the sense of the rules in `pages.claims`.

    What a medical reviewer may know better than a rule blocks the signature, unless they say why,
    and not the submission: otherwise it would never reach them. A content that a reviewer has
    signed is not held back by a rule that came after the signature, or that a site made stricter:
    at its publication, what would block is a warning.
    """

    name = "claims"
    stages: ClassVar[frozenset[Stage]] = ALWAYS

    def __call__(self, page: Any, *, stage: Stage) -> Iterator[Blocker]:
        """Yield a blocker for each finding, with the sentence and its field."""
        found = [
            _blocker(finding)
            for finding in claims.check(document_of_page(page), choices=site_choices())
        ]
        is_settled = (
            stage is Stage.PUBLICATION
            and any(blocker.blocks for blocker in found)
            and valid_approval(page, now=timezone.now()) is not None
        )
        judged = any(blocker.is_overridable for blocker in found)
        overrides = overrides_of(page) if judged and page.pk and not is_settled else {}
        for blocker in found:
            if is_settled:
                yield replace(blocker, severity="warn", sentence="")
            elif blocker.is_overridable and blocker.key in overrides:
                yield _overridden(blocker, overrides[blocker.key])
            elif blocker.is_overridable and stage is Stage.SUBMISSION:
                yield replace(blocker, severity="warn")
            else:
                yield blocker


def _blocker(finding: Finding) -> Blocker:
    return Blocker(
        code=finding.code,
        message=finding.message,
        severity=finding.severity,
        field=finding.place.field,
        quote=finding.quote,
        path=finding.place.path,
        sentence=finding.sentence if finding.blocks and finding.is_judgement else "",
        is_advice=not finding.blocks,
    )


def _overridden(blocker: Blocker, override: Override) -> Blocker:
    """Return a blocker as a warning with the reviewer's reason."""
    signed = _("%(reviewer)s signed this sentence all the same: “%(reason)s”") % {
        "reviewer": override.reviewer,
        "reason": override.reason,
    }
    return replace(blocker, severity="warn", message=f"{blocker.message} {signed}", sentence="")
