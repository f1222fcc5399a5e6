"""Disclaimers in either language, with a signed wording unless said otherwise."""

from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth import get_user_model
from wagtail.models import Locale

from pages.disclaimers.approvals import DisclaimerApproval
from pages.disclaimers.models import Disclaimer
from pages.disclaimers.signing import SignWording
from pages.disclaimers.standing import standing_of
from pages.publishing import guards
from pages.review import issue_token
from tests.factories.review import PASSWORD, make_review_task, make_reviewer

SIGNER = "signs-disclaimers"
TEXTS = {
    "en": ("Medical information", "<p>This page does not replace your doctor.</p>"),
    "es": ("Información médica", "<p>Esta página no sustituye a su médico.</p>"),
}


def locale(language: str) -> Locale:
    """Return the locale of a language, made if need be."""
    return Locale.objects.get_or_create(language_code=language)[0]


class DisclaimerFactory(factory.django.DjangoModelFactory):
    """``DisclaimerFactory(language="es", key="treatment-results")``; ``signed=False`` leaves it."""

    class Meta:
        model = Disclaimer

    class Params:
        language = "en"

    key = "medical-information"
    locale = factory.LazyAttribute(lambda made: locale(made.language))
    title = factory.LazyAttribute(lambda made: TEXTS[made.language][0])
    text = factory.LazyAttribute(lambda made: f"{TEXTS[made.language][1]}<p>{made.key}</p>")

    signed = factory.PostGeneration(
        lambda made, create, value: sign_wording(made) if create and value is not False else None
    )

    @classmethod
    def _after_postgeneration(cls, instance: Any, create: bool, results: Any = None) -> None:
        """Leave the row as it is: nothing was changed on it."""


def disclaimers_in(language: str, *keys: str, **fields: Any) -> list[Disclaimer]:
    """Return a disclaimer with a signed wording for each key."""
    return [DisclaimerFactory(language=language, key=key, **fields) for key in keys]


def reworded(disclaimer: Disclaimer, text: str, *, by: Any = None, title: str = "") -> Disclaimer:
    """Write a new wording, which waits for a signature; return the disclaimer, read afresh."""
    row = Disclaimer.objects.get(pk=disclaimer.pk)
    row.text = text
    row.title = title or row.title
    row.attribute_to(by)
    row.save()
    return row


def a_signer() -> Any:
    """Return the one reviewer who signs what tests need signed, made if need be, and at work."""
    make_review_task()
    user = get_user_model().objects.filter(username=SIGNER).first() or make_reviewer(SIGNER)
    _set_at_work(user, True)
    return user


def _set_at_work(user: Any, is_active: bool) -> None:
    if user.is_active != is_active:
        user.is_active = is_active
        user.save(update_fields=["is_active"])


def wording_token(disclaimer: Disclaimer, reviewer: Any) -> str:
    """Return the token under which a reviewer signs the newest wording."""
    version = standing_of(disclaimer).newest
    return issue_token(
        user=reviewer,
        credential=PASSWORD,
        fingerprint=version.wording.fingerprint,
        disclaimer_version_id=version.pk,
    )


def sign_wording(
    disclaimer: Disclaimer, *, reviewer: Any = None, comment: str = ""
) -> DisclaimerApproval:
    """Sign the newest wording the real way.

    Where no reviewer is named it is somebody who is then on leave: no page waits for them, and
    nobody writes to them.
    """
    signer = reviewer or a_signer()
    row = Disclaimer.objects.select_related("locale").get(pk=disclaimer.pk)
    action = SignWording(version_id=standing_of(row).newest.pk, user=signer)
    approval = action.execute(token=wording_token(row, signer), comment=comment)
    if reviewer is None:
        _set_at_work(signer, False)
    return approval


def as_before_wordings_were_signed() -> None:
    """Take every signature under a wording away: the state of a site that comes from before."""
    with guards.suspended():
        DisclaimerApproval._base_manager.all()._raw_delete("default")
