"""What the gate asks of a page's claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from pages import claims
from pages.claims.findings import Finding
from pages.claims.site import site_choices
from pages.content.examination.page import document_of_page
from pages.publishing import ALWAYS, Blocker, Stage
from pages.review.overrides import settle


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
        yield from settle(page, found, stage=stage)


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
