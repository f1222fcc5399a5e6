"""Public pages stay whole, and guarded, when the database is migrated under them."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models.signals import pre_migrate

from pages import ledger
from pages.content.condition import ConditionPage
from pages.publishing import guards
from pages.publishing.guards.installation import in_force
from tests.factories.delivery import draft, published

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE_WORDINGS_WERE_SIGNED = "0005_signing_attempts"


def migrate(*arguments):
    call_command("migrate", *arguments, verbosity=0)


def test_migrations_go_back_and_forth_under_public_pages(client):
    live, unsigned = published(), draft()
    address = f"/api/v2/pages/{live.pk}/"
    read, guarded = client.get(address).json(), in_force()

    migrate("pages", BEFORE_WORDINGS_WERE_SIGNED)
    # Not all that is guarded is there; what is may be rebuilt by the next migration.
    assert in_force() == []

    migrate("pages")
    assert in_force() == guarded
    assert guards.missing() == []
    assert client.get(address).json() == read
    assert client.get(f"/api/v2/pages/{unsigned.pk}/").status_code == 404
    assert ConditionPage.objects.get(pk=live.pk).live
    assert ledger.broken_entries() == []


def test_a_migrate_with_nothing_to_do_leaves_the_guards_alone(monkeypatch):
    before = in_force()
    monkeypatch.setattr(guards, "remove", lambda using: pytest.fail("Nothing was to be migrated."))

    migrate()

    assert before
    assert in_force() == before


def test_a_migration_that_fails_leaves_none_and_the_next_one_puts_them_back():
    def broken(**kwargs):
        raise CommandError("The disk is full.")

    before = in_force()
    pre_migrate.connect(broken)
    try:
        with pytest.raises(CommandError, match="disk is full"):
            migrate("sessions", "zero")
    finally:
        pre_migrate.disconnect(broken)
    assert sorted(guards.missing()) == before

    migrate()

    assert in_force() == before
    assert guards.missing() == []
