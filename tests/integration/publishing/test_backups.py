"""A backup of a site with public pages, read back into an empty database."""

import io

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from pages import ledger
from pages.delivery.models import PublishedDocument
from pages.delivery.verification import verify
from pages.ledger.models import LedgerEntry
from pages.publishing import guards
from pages.review.models import Approval
from tests.factories.content import an_image
from tests.factories.delivery import KINDS, LANGUAGES, published, translated

DUMPED = ("--natural-foreign", "--exclude=contenttypes", "--exclude=auth.permission")
LEFT_OUT = ("--exclude=sessions", "--exclude=wagtailsearch", "--exclude=wagtailcore.referenceindex")


def drift():
    return [finding.code for finding in verify() if finding.is_drift]


def everything_public(client):
    return {
        language: client.get(f"/api/v2/pages/?locale={language}&fields=*&limit=50").json()
        for language in LANGUAGES
    }


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_read_back_as_the_documentation_says(client, tmp_path):
    for kind in KINDS:
        translated(published(kind, hero_image=an_image(), hero_alt="A hand"))
    assert drift() == []
    before, entries = everything_public(client), LedgerEntry.objects.count()
    backup = tmp_path / "backup.json"

    call_command("dumpdata", *DUMPED, *LEFT_OUT, output=str(backup), verbosity=0)
    # As in a new database: content types and permissions are made anew, with other ids.
    call_command("flush", interactive=False, verbosity=0)
    assert not PublishedDocument.objects.exists()
    assert not Approval.objects.exists()
    assert ContentType.objects.exists()
    call_command("loaddata", str(backup), verbosity=0)

    assert guards.missing() == []
    assert LedgerEntry.objects.count() == entries
    assert ledger.broken_entries() == []
    assert drift() == []
    assert everything_public(client) == before
    out = io.StringIO()
    call_command("verify_publications", stdout=out)
    assert "Drift: 0." in out.getvalue()
