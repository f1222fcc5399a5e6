"""Finding stories that are public although their patient's permission does not hold any more.

A signature is about a text; a permission ends without any change of it: on its last day, or when
the patient takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import override

from pages.consent.requirement import AuthorizationCoversPage
from pages.delivery.findings import Finding
from pages.publishing import Stage

_covers = AuthorizationCoversPage()


def verify_permission(page: Any) -> Iterator[Finding]:
    """Verify that what a live page tells of a patient is what they allow today."""
    # Findings are in English, like everything that this command says.
    with override("en"):
        problems = list(_covers(page, stage=Stage.PUBLICATION))
    for problem in problems:
        if problem.severity == "block":
            yield Finding(
                problem.code,
                f"{problem.message} The page is still public: take it offline.",
                page_id=page.pk,
                title=page.title,
                language=page.locale.language_code,
            )
