"""Ways through the records that the gate itself keeps: documents, passes, approvals, languages."""

from __future__ import annotations

import datetime
from contextlib import suppress

from django.db import IntegrityError
from django.utils import timezone
from wagtail.models import Locale, Page

from pages.delivery.models import PublishedDocument
from pages.publishing.models import GatePass
from pages.review import fingerprint, row_fingerprint
from pages.review.models import Approval
from tests.matrix.paths.rows import by_sql
from tests.matrix.trial import LIVE, Trial, path
from tests.matrix.words import UNSIGNED, image


@path("the public document rewritten", room="records", states=LIVE)
def rewrite_document(trial: Trial) -> None:
    document = PublishedDocument.objects.get(page=trial.page_id)
    document.content = {**document.content, "title": UNSIGNED}
    document.save()


@path("the public document handed to another page", room="records", states=("offline",))
def move_document(trial: Trial) -> None:
    active = trial.site.cases[trial.language, "active"].page_id
    PublishedDocument.objects.filter(page=active).update(page=trial.page_id)


@path("a public document made up", room="records", states=("unapproved", "offline", "withdrawn"))
def forge_document(trial: Trial) -> None:
    approval = Approval.objects.filter(page=trial.page_id).first() or Approval.objects.first()
    with suppress(IntegrityError):
        Page.objects.filter(pk=trial.page_id).update(live=True)
    PublishedDocument.objects.create(
        page_id=trial.page_id,
        locale=trial.language,
        approval=approval,
        content={"title": UNSIGNED},
        content_hash="0" * 64,
    )


@path("an image put into a public document's list", room="records", states=LIVE)
def add_image(trial: Trial) -> None:
    PublishedDocument.objects.get(page=trial.page_id).images.add(image(UNSIGNED))


@path("a public document's list of images emptied, and the image replaced", room="records")
def forget_images(trial: Trial) -> None:
    for document in PublishedDocument.objects.all():
        document.images.clear()
    picture = trial.page().hero_image
    type(picture).objects.filter(pk=picture.pk).update(file="elsewhere.png")


@path("a gate pass made up, then SQL", room="records", states=("unapproved", "withdrawn"))
def forge_pass(trial: Trial) -> None:
    approval = Approval.objects.filter(page=trial.page_id).first() or Approval.objects.first()
    GatePass.objects.create(
        page_id=trial.page_id,
        approval_id=approval.pk if approval else None,
        purpose="publication",
    )
    by_sql(trial)


@path("a pass for deletion made up, then SQL", room="records")
def forge_deletion_pass(trial: Trial) -> None:
    GatePass.objects.create(page_id=trial.page_id, purpose="deletion")
    by_sql(trial)


@path(
    "an approval of another content changed to fit", room="records", states=("changed", "overdue")
)
def rewrite_approval(trial: Trial) -> None:
    approval = Approval.objects.get(page=trial.page_id)
    Approval.objects.filter(pk=approval.pk).update(fingerprint="0" * 64)


@path("an approval that has ended given more time", room="records", states=("expired", "overdue"))
def prolong_approval(trial: Trial) -> None:
    later = timezone.now() + datetime.timedelta(days=9)
    Approval.objects.filter(page=trial.page_id).update(expires_at=later)
    trial.page().latest_revision.publish()


@path("a withdrawn approval revived", room="records", states=("withdrawn",))
def revive_approval(trial: Trial) -> None:
    Approval.objects.filter(page=trial.page_id).update(withdrawn_at=None)
    trial.page().latest_revision.publish()


@path("a superseded approval revived", room="records", states=("superseded",))
def revive_superseded(trial: Trial) -> None:
    Approval.objects.filter(page=trial.page_id).update(superseded_at=None)
    trial.page().latest_revision.publish()


@path("an approval made up in code, then published", room="records")
def forge_approval(trial: Trial) -> None:
    page = trial.draft()
    signature = Approval.objects.first()
    Approval.objects.create(
        page_id=trial.page_id,
        language_code=trial.language,
        fingerprint=fingerprint(page),
        row_fingerprint=row_fingerprint(page),
        reviewer=trial.site.reviewer,
        person=signature.person,
        reviewer_name="Nobody",
        meaning="",
        signed_at=timezone.now(),
    )
    trial.page().latest_revision.publish()


@path("an approval of another page handed to this one", room="records")
def move_approval(trial: Trial) -> None:
    active = trial.site.cases[trial.language, "active"].page_id
    Approval.objects.filter(page=active).update(page=trial.page_id)
    trial.page().latest_revision.publish()


@path("the approvals deleted", room="records", states=LIVE)
def delete_approvals(trial: Trial) -> None:
    Approval.objects.filter(page=trial.page_id).delete()


@path("a language renamed by QuerySet.update", room="records", states=LIVE)
def rename_locale(trial: Trial) -> None:
    Locale.objects.filter(language_code=trial.language).update(language_code="fr")
