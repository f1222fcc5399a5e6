"""Connections between signals and the rooms that answer them. Registrations only."""

from django.db.models.signals import post_delete, pre_delete, pre_save

from pages.citations.models import Reference
from pages.citations.protection import refuse_deletion_in_use
from pages.consent.models import Authorization
from pages.consent.retention import delete_replaced_scan_file, delete_scan_file
from pages.disclaimers.guards import refuse_needed_disclaimer, refuse_version
from pages.disclaimers.models import Disclaimer, DisclaimerVersion

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
