"""Connections between signals and the rooms that answer them. Registrations only."""

from typing import Any

from django.apps import apps
from django.db.models.signals import (
    post_delete,
    post_init,
    post_migrate,
    post_save,
    pre_delete,
    pre_migrate,
    pre_save,
)
from django_tasks.signals import task_finished, task_started
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Revision,
    Site,
    Task,
    TaskState,
    Workflow,
    WorkflowState,
    get_page_models,
)
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    pre_validate_delete,
    workflow_rejected,
)

from pages.citations.indexing import begin_indexing, end_indexing
from pages.citations.models import Reference
from pages.citations.protection import refuse_deletion_in_use
from pages.consent.models import Authorization
from pages.consent.retention import delete_replaced_scan_file, delete_scan_file
from pages.delivery import protection
from pages.delivery.authors import after_person_saved
from pages.delivery.consequences import after_profile_changed
from pages.delivery.feed.settling import after_public_change
from pages.delivery.publisher import before_profile_saved
from pages.delivery.redirects.moving import after_page_saved, before_page_saved
from pages.delivery.sizes import after_revision_saved
from pages.delivery.uploads import clean_picture
from pages.delivery.webhooks import announcing
from pages.disclaimers.guards import refuse_needed_disclaimer, refuse_version
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.navigation.models import SiteProfile, SiteWording
from pages.people.models import Person
from pages.publishing import guards, reviewed_models
from pages.publishing.deletion import after_page_deleted, before_page_deleted
from pages.publishing.departure import after_plain_page_saved, before_plain_page_saved
from pages.publishing.schedules import before_revision_saved
from pages.review.names import name_in_readers_language
from pages.review.rows import before_task_state_saved, before_workflow_state_saved
from pages.review.task import MedicalReviewTask
from pages.translation.desk.mails import after_workflow_rejected

pre_delete.connect(
    refuse_deletion_in_use, sender=Reference, dispatch_uid="pages.citations.refuse_deletion_in_use"
)
task_started.connect(begin_indexing, dispatch_uid="pages.citations.begin_indexing")
task_finished.connect(end_indexing, dispatch_uid="pages.citations.end_indexing")
post_save.connect(
    after_person_saved, sender=Person, dispatch_uid="pages.delivery.after_person_saved"
)
pre_delete.connect(
    refuse_needed_disclaimer,
    sender=Disclaimer,
    dispatch_uid="pages.disclaimers.refuse_needed_disclaimer",
)
pre_delete.connect(
    refuse_version, sender=DisclaimerVersion, dispatch_uid="pages.disclaimers.refuse_version"
)
pre_save.connect(
    delete_replaced_scan_file,
    sender=Authorization,
    dispatch_uid="pages.consent.delete_replaced_scan_file",
)
post_delete.connect(
    delete_scan_file, sender=Authorization, dispatch_uid="pages.consent.delete_scan_file"
)

for named in (Workflow, Task, MedicalReviewTask):
    post_init.connect(
        name_in_readers_language,
        sender=named,
        dispatch_uid=f"pages.review.name_in_readers_language.{named.__name__}",
    )

pre_save.connect(
    before_plain_page_saved, sender=Page, dispatch_uid="pages.publishing.before_plain_page_saved"
)
post_save.connect(
    after_plain_page_saved, sender=Page, dispatch_uid="pages.publishing.after_plain_page_saved"
)

pre_save.connect(
    before_workflow_state_saved,
    sender=WorkflowState,
    dispatch_uid="pages.review.before_workflow_state_saved",
)
pre_save.connect(
    before_task_state_saved,
    sender=TaskState,
    dispatch_uid="pages.review.before_task_state_saved",
)
pre_save.connect(
    before_revision_saved,
    sender=Revision,
    dispatch_uid="pages.publishing.before_revision_saved",
)

for reviewed_model in reviewed_models():
    pre_delete.connect(
        before_page_deleted,
        sender=reviewed_model,
        dispatch_uid=f"pages.publishing.before_deletion.{reviewed_model._meta.label}",
    )
    post_delete.connect(
        after_page_deleted,
        sender=reviewed_model,
        dispatch_uid=f"pages.publishing.after_deletion.{reviewed_model._meta.label}",
    )

# Whatever writes a page's address: Wagtail moves pages as plain ones, and renames them as they are.
for page_model in get_page_models():
    pre_save.connect(
        before_page_saved,
        sender=page_model,
        dispatch_uid=f"pages.delivery.before_page_saved.{page_model._meta.label}",
    )
    post_save.connect(
        after_page_saved,
        sender=page_model,
        dispatch_uid=f"pages.delivery.after_page_saved.{page_model._meta.label}",
    )


def take_guards_away(using: str, plan: Any = None, **kwargs: Any) -> None:
    """A migration may rebuild the very tables that the triggers are on; none does if none runs."""
    if plan != []:
        guards.remove(using)


def put_guards_in_force(using: str, **kwargs: Any) -> None:
    """Guard the tables as the models now are."""
    guards.install(using)


pre_migrate.connect(
    take_guards_away,
    sender=apps.get_app_config("pages"),
    dispatch_uid="pages.publishing.take_guards_away",
)
post_migrate.connect(
    put_guards_in_force,
    sender=apps.get_app_config("pages"),
    dispatch_uid="pages.publishing.put_guards_in_force",
)

# What public pages show: first whether it may change at all, then what of it may be stored.
for shown_model in (get_image_model(), get_document_model()):
    pre_save.connect(
        protection.refuse_replacement,
        sender=shown_model,
        dispatch_uid=f"pages.delivery.refuse_replacement.{shown_model._meta.label}",
    )
    pre_delete.connect(
        protection.refuse_deletion,
        sender=shown_model,
        dispatch_uid=f"pages.delivery.refuse_deletion.{shown_model._meta.label}",
    )
pre_save.connect(
    clean_picture, sender=get_image_model(), dispatch_uid="pages.delivery.clean_picture"
)
pre_save.connect(
    before_profile_saved,
    sender=SiteProfile,
    dispatch_uid="pages.delivery.before_profile_saved",
)
post_save.connect(
    after_revision_saved, sender=Revision, dispatch_uid="pages.delivery.after_revision_saved"
)
pre_save.connect(
    protection.refuse_renaming, sender=Locale, dispatch_uid="pages.delivery.refuse_renaming"
)
pre_validate_delete.connect(
    protection.refuse_locale_deletion,
    sender=Locale,
    dispatch_uid="pages.delivery.refuse_locale_deletion",
)
workflow_rejected.connect(
    after_workflow_rejected, dispatch_uid="pages.translation.after_workflow_rejected"
)

# What changes for the public is in the feed whatever happens here; this has it settled soon.
for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
    signal.connect(after_public_change, dispatch_uid="pages.delivery.after_public_change")
for told_model in (
    Reference,
    Site,
    Locale,
    PageViewRestriction,
    Redirect,
    SiteProfile,
    SiteWording,
    CollectionViewRestriction,
    get_image_model(),
):
    for signal in (post_save, post_delete):
        signal.connect(
            after_public_change,
            sender=told_model,
            dispatch_uid=f"pages.delivery.after_public_change.{told_model._meta.label}",
        )
for signal in (post_save, post_delete):
    signal.connect(
        after_profile_changed,
        sender=SiteProfile,
        dispatch_uid="pages.delivery.after_profile_changed",
    )

# Pages that are made private, and let out again, leave and join the public.
post_save.connect(
    announcing.after_restriction_saved,
    sender=PageViewRestriction,
    dispatch_uid="pages.delivery.webhooks.after_restriction_saved",
)
post_delete.connect(
    announcing.after_restriction_deleted,
    sender=PageViewRestriction,
    dispatch_uid="pages.delivery.webhooks.after_restriction_deleted",
)
post_page_move.connect(
    announcing.after_page_moved, dispatch_uid="pages.delivery.webhooks.after_page_moved"
)
