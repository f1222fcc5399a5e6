"""The form under which a medical reviewer signs a wording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from pages.disclaimers.standing import wording_blockers
from pages.review.forms import SigningForm

if TYPE_CHECKING:
    from pages.disclaimers.models import DisclaimerVersion
    from pages.publishing import Blocker


class WordingSignatureForm(SigningForm):
    """Sign one version of a disclaimer."""

    changed_while_reading = _(
        "The wording, or a warning about it, has changed since you read it. Reload, read what "
        "changed, and sign again."
    )

    def __init__(self, *args: Any, version: DisclaimerVersion, **kwargs: Any) -> None:
        self.version = version
        super().__init__(*args, **kwargs)

    def subject(self) -> dict[str, int]:
        """Return the version."""
        return {"disclaimer_version_id": self.version.pk}

    def content_fingerprint(self) -> str:
        """Return the fingerprint of the version's wording."""
        return self.version.wording.fingerprint

    def language_code(self) -> str:
        """Return that of the disclaimer."""
        return str(self.version.disclaimer.locale.language_code)

    def faults(self) -> list[Blocker]:
        """Return what is said of the wording."""
        return list(wording_blockers(self.version.disclaimer))
