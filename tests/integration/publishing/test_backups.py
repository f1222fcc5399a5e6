"""A backup of a site with public pages, read back into an empty database, by the documented way."""

import io
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from pages import ledger
from pages.delivery.models import PublishedDocument
from pages.delivery.verification import verify
from pages.ledger.models import LedgerEntry
from pages.publishing import guards
from pages.review import fingerprint
from pages.review.models import Approval
from tests.factories.content import an_image
from tests.factories.delivery import LANGUAGES, published, translated

LEFT_OUT = (
    "contenttypes",
    "auth.permission",
    "sessions",
    "wagtailsearch",
    "wagtailcore.referenceindex",
)


@pytest.fixture(autouse=True)
def _known_ids_of_content_types(db):
    """Remember which content type has which id: what comes next has these ids again.

    It is read back into empty tables, where whoever asks for an unknown one makes another.
    """
    known = list(ContentType.objects.all())
    yield
    ContentType.objects.clear_cache()
    for content_type in known:
        ContentType.objects._add_to_cache("default", content_type)


def drift():
    return [finding.code for finding in verify() if finding.is_drift]


def everything_public(client):
    """Return what is read in each language, but for fractions of seconds, which JSON cuts off."""
    return [
        re.sub(
            r"(:\d\d)\.\d+",
            r"\1",
            client.get(f"/api/v2/pages/?locale={language}&fields=*&limit=50").content.decode(),
        )
        for language in LANGUAGES
    ]


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_read_back_as_the_documentation_says(client, tmp_path):
    live = published("condition", hero_image=an_image(), hero_alt="A hand")
    translated(live)
    assert drift() == []
    signed, before = fingerprint(live), everything_public(client)
    entries = LedgerEntry.objects.count()
    permissions, backup = tmp_path / "permissions.json", tmp_path / "backup.json"

    call_command(
        "dumpdata",
        "auth.permission",
        "--natural-foreign",
        "--natural-primary",
        output=str(permissions),
        verbosity=0,
    )
    without = [f"--exclude={name}" for name in LEFT_OUT]
    call_command("dumpdata", "--natural-foreign", *without, output=str(backup), verbosity=0)
    # As in a new database: content types and permissions are made anew, with other ids.
    call_command("flush", interactive=False, verbosity=0)
    assert not PublishedDocument.objects.exists()
    assert not Approval.objects.exists()
    call_command("loaddata", str(permissions), str(backup), verbosity=0)

    assert guards.missing() == []
    assert LedgerEntry.objects.count() == entries
    assert ledger.broken_entries() == []
    assert drift() == []
    assert everything_public(client) == before
    assert fingerprint(type(live).objects.get(pk=live.pk)) == signed
    out = io.StringIO()
    call_command("verify_publications", stdout=out)
    assert "Drift: 0." in out.getvalue()
