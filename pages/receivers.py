"""Connections between signals and the rooms that answer them. Registrations only."""

from typing import Any

from django.apps import apps
from django.db.models.signals import (
    post_delete,
    post_migrate,
    pre_delete,
    pre_migrate,
    pre_save,
)

from pages.citations.models import Reference
from pages.citations.protection import refuse_deletion_in_use
from pages.consent.models import Authorization
from pages.consent.retention import delete_replaced_scan_file, delete_scan_file
from pages.disclaimers.guards import refuse_needed_disclaimer, refuse_version
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.publishing import guards, reviewed_models
from pages.publishing.deletion import after_page_deleted, before_page_deleted

pre_delete.connect(
    refuse_deletion_in_use, sender=Reference, dispatch_uid="pages.citations.refuse_deletion_in_use"
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


def take_guards_away(using: str, **kwargs: Any) -> None:
    """A migration may rebuild the very tables that the triggers are on."""
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
