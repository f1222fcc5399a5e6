"""The two answers about a disclaimer's wording: signed, or sent back. Each is one transaction."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

from pages import ledger
from pages.disclaimers.approvals import DisclaimerApproval, DisclaimerReturn
from pages.disclaimers.authors import wording_authors
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.disclaimers.refusals import WordingRefused
from pages.disclaimers.registry import registered_effects, wording_facts
from pages.disclaimers.standing import wording_blockers
from pages.people import answers_for, as_signed, person_for
from pages.publishing import Blocker, Stage
from pages.publishing.passes import holding_wording_pass
from pages.publishing.recorded import on_record, write_down_overridden
from pages.review.rules import SigningFacts, refusals
from pages.review.signature import check_token
from pages.review.withdrawal import reviews_anything

if TYPE_CHECKING:
    from pages.disclaimers.wording import Wording
    from pages.people.models import Person

SIGNATURE_REFUSED: Final = "disclaimer.signature_refused"


def language_name(code: str) -> str:
    """Return what a content language is called in the language of the admin."""
    return str(get_content_languages().get(code, code))


def wording_meaning(wording: Wording) -> str:
    """Return the sentence that the reviewer signs, in the language of the admin."""
    return _(
        "I have read version %(version)s of the disclaimer “%(title)s” in %(language)s. In my "
        "professional judgement it is accurate and fit to stand on every page that carries it in "
        "this language."
    ) % {
        "version": wording.version,
        "title": wording.title,
        "language": language_name(wording.language),
    }


def lock_version(version_id: int) -> DisclaimerVersion:
    """Lock a disclaimer and return the version, if it still is the newest and nobody signed it.

    Raises:
        WordingRefused: it is not.
        DisclaimerVersion.DoesNotExist: there is no such version.
    """
    disclaimer_id = DisclaimerVersion.objects.values_list("disclaimer_id", flat=True).get(
        pk=version_id
    )
    # A page that goes live waits for this row as well: it must not show what is then outdated.
    current = Disclaimer.objects.select_for_update(no_key=True).get(pk=disclaimer_id)
    version = DisclaimerVersion.objects.select_related("disclaimer__locale").get(pk=version_id)
    if version.version != current.version:
        raise WordingRefused(
            message=_("The wording has changed since you read it. Read what is there now.")
        )
    if DisclaimerApproval.objects.filter(version=version).exists():
        raise WordingRefused(message=_("This wording is already signed."))
    return version


@dataclass(frozen=True, slots=True, kw_only=True)
class SignWording:
    """Sign a disclaimer's newest wording: from then on, pages in its language show it."""

    version_id: int
    user: Any

    def reasons(self, version: DisclaimerVersion, *, authors: set[int]) -> list[Blocker]:
        """Return why this user may not sign this wording; empty when they may."""
        language = version.wording.language
        return refusals(
            SigningFacts(
                is_reviewer=reviews_anything(self.user),
                has_person=person_for(self.user) is not None,
                is_author=self.user.pk in authors,
                answers_for_language=answers_for(self.user, language),
                language=language_name(language),
                content_changed=False,
            )
        )

    def check(self, version: DisclaimerVersion) -> tuple[Person, set[int], list[Blocker]]:
        """Refuse with words unless this user may sign this wording.

        Returns:
            The user's person record, the ids of the wording's authors, and the warnings in spite
            of which it may be signed.

        Raises:
            WordingRefused: all reasons at once.
        """
        authors = wording_authors(version.disclaimer)
        faults = list(wording_blockers(version.disclaimer))
        found = self.reasons(version, authors=authors) or [one for one in faults if one.blocks]
        person = person_for(self.user)
        if found or person is None:
            raise WordingRefused(found, message=" ".join(str(one.message) for one in found))
        return person, authors, faults

    def execute(self, *, token: str, comment: str = "") -> DisclaimerApproval:
        """Sign. Public documents that carry the disclaimer change with it.

        Args:
            token: from `pages.review.signature.issue_token`, for ``disclaimer_version_id``.
            comment: kept with the signature.

        Raises:
            WordingRefused: with the reason in words; nothing is written then but the refusal.
            SignatureRefused: the token is not good.
        """
        tried = DisclaimerVersion.objects.select_related("disclaimer__locale").get(
            pk=self.version_id
        )
        with (
            on_record(None, action=SIGNATURE_REFUSED, actor=self.user, data=_about(tried.wording)),
            transaction.atomic(),
        ):
            return self._sign(token=token, comment=comment)

    def _sign(self, *, token: str, comment: str) -> DisclaimerApproval:
        now = timezone.now()
        version = lock_version(self.version_id)
        person, authors, warnings = self.check(version)
        wording = version.wording
        check_token(
            token,
            user=self.user,
            fingerprint=wording.fingerprint,
            disclaimer_version_id=version.pk,
        )
        approval = DisclaimerApproval(
            version=version,
            key=wording.key,
            language_code=wording.language,
            fingerprint=wording.fingerprint,
            reviewer=self.user,
            person=person,
            **as_signed(person, language=wording.language),
            meaning=wording_meaning(wording),
            comment=comment,
            author_ids=sorted(authors),
            signed_at=now,
        )
        with holding_wording_pass(version.pk):
            approval.save(force_insert=True)
        changed = {page_id for effect in registered_effects() for page_id in effect(wording, now)}
        write_down_overridden(
            None,
            warnings,
            stage=Stage.SIGNATURE,
            actor=self.user,
            data={**_about(wording), "approval": approval.pk},
        )
        ledger.record(
            action="disclaimer.signed",
            actor=self.user,
            fingerprint=wording.fingerprint,
            data={
                **_about(wording),
                "approval": approval.pk,
                "meaning": approval.meaning,
                "comment": comment,
                "record": approval.record(),
                "pages": sorted(changed),
                **wording_facts(version.disclaimer),
            },
            now=now,
        )
        return approval


@dataclass(frozen=True, slots=True, kw_only=True)
class SendWordingBack:
    """Send a disclaimer's newest wording back to its authors, with comments."""

    version_id: int
    user: Any

    @transaction.atomic
    def execute(self, *, comment: str, now: datetime.datetime | None = None) -> DisclaimerReturn:
        """Say what has to change; what live pages show stays.

        Raises:
            WordingRefused: the user is no reviewer, the wording has moved on, or no comment says
                what to change.
        """
        if not reviews_anything(self.user):
            raise WordingRefused(
                message=_("Only members of the medical reviewers' group can send a wording back.")
            )
        if not comment.strip():
            raise WordingRefused(
                message=_("Write in a comment what has to change before you can sign.")
            )
        now = now or timezone.now()
        version = lock_version(self.version_id)
        person = person_for(self.user)
        answer = DisclaimerReturn(
            version=version,
            reviewer=self.user,
            reviewer_name=person.name if person else self.user.get_username(),
            comment=comment.strip(),
            sent_back_at=now,
        )
        answer.save(force_insert=True)
        ledger.record(
            action="disclaimer.sent_back",
            actor=self.user,
            fingerprint=version.wording.fingerprint,
            data={**_about(version.wording), "comment": answer.comment},
            now=now,
        )
        return answer


def _about(wording: Wording) -> dict[str, Any]:
    return {"key": wording.key, "language": wording.language, "version": wording.version}
