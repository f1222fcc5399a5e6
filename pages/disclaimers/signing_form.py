"""The form under which a medical reviewer signs a wording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
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

    @cached_property
    def found(self) -> list[Blocker]:
        """What speaks against a signature, and what is only pointed out."""
        return list(wording_blockers(self.version.disclaimer))

    @property
    def blocking(self) -> list[Blocker]:
        """What has to be settled before a signature."""
        return [blocker for blocker in self.found if blocker.blocks]

    @property
    def warnings(self) -> list[Blocker]:
        """In spite of what it may be signed."""
        return [blocker for blocker in self.found if not blocker.blocks]
